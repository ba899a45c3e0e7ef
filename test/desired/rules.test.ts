import { describe, expect, test } from 'vitest';
import { policyText, problemsOf, releaseFile, spoiled } from './release-files.ts';

test('The file that is spoiled below is sound.', async () => {
  expect(await problemsOf(releaseFile())).toEqual([]);
});

describe('The name of the file says what the content says:', () => {
  test.each([
    ['releases/umd-4/voms-4.2.0.yaml', '4:15 file-name: majorRelease is umd-5, the file stands in umd-4'],
    ['releases/umd-5/vomss-4.2.0.yaml', '1:10 file-name: product is voms, the file is named vomss-4.2.0'],
    ['releases/umd-5/voms-4.2.1.yaml', '3:10 file-name: version is 4.2.0, the file is named voms-4.2.1'],
    ['releases/umd-5/voms-4.2.0+2.yaml', '1:1 file-name: submission is 1, the file is named voms-4.2.0+2'],
    ['releases/umd-5/voms-4.2.0+1.yaml', '1:1 file-name: submission is 1, the file is named voms-4.2.0+1'],
  ])('%s', async (file, expected) => {
    expect(await problemsOf(releaseFile(), { file })).toEqual([expected]);
  });

  test('a second submission stands in a file of its own.', async () => {
    const file = 'releases/umd-5/voms-4.2.0+2.yaml';
    expect(await problemsOf(releaseFile({ more: 'submission: 2\n' }), { file })).toEqual([]);
  });
});

describe('Names are those of stagepost.yaml:', () => {
  test('a provider that is not known.', async () => {
    expect(await problemsOf(spoiled('provider: emi', 'provider: emii'))).toEqual([
      '5:11 unknown-provider: provider emii is not known',
    ]);
  });

  test('a major release that is not known.', async () => {
    const file = 'releases/umd-6/voms-4.2.0.yaml';
    expect(await problemsOf(spoiled('majorRelease: umd-5', 'majorRelease: umd-6'), { file })).toEqual([
      '4:15 unknown-major-release: major release umd-6 is not known',
    ]);
  });

  test('a platform that the major release does not support is no finding.', async () => {
    expect(await problemsOf(spoiled('el9/x86_64', 'el6/i386'))).toEqual([]);
  });
});

describe('The source is pinned in one way:', () => {
  const digest = `  checksumsDigest: sha256:${'a'.repeat(64)}\n`;
  const two = spoiled('[el9/x86_64]', '[el9/x86_64, debian-12/amd64]');
  const pin = `digest: sha256:${'0ad2'.repeat(16)}`;
  const el9 = `    - {platform: el9/x86_64, ${pin}}\n`;
  const debian = `    - {platform: debian-12/amd64, ${pin}, suite: bookworm}\n`;

  test('by repositories, one for each platform.', async () => {
    expect(await problemsOf(spoiled(digest, `  repositories:\n${el9}${debian}`, two))).toEqual([]);
  });

  test.each([
    ['by nothing', '', '8:3 source-content: checksumsDigest is missing in source'],
    [
      'by a manifest and by repositories',
      `${digest}  repositories:\n${el9}${debian}`,
      '10:20 source-content: source has a manifest and repositories',
    ],
    [
      'by repositories that leave a platform out',
      `  repositories:\n${el9}`,
      '11:5 source-content: debian-12/amd64 has no repository in source',
    ],
    [
      'by two repositories for one platform',
      `  repositories:\n${el9}${debian}${el9}`,
      '13:18 source-content: el9/x86_64 has two repositories',
    ],
    [
      'by a repository for another platform',
      `  repositories:\n${el9}${debian}${el9.replace('el9', 'el8')}`,
      '13:18 source-content: el8/x86_64 is not a platform of this release',
    ],
    [
      'by a yum repository with a suite',
      `  repositories:\n${el9.replace('}', ', suite: x}')}${debian}`,
      '11:118 source-content: el9/x86_64 is a yum platform, which has no suite',
    ],
    [
      'by a repository whose path leads out',
      `  repositories:\n${el9.replace('}', ', path: ../x}')}${debian}`,
      '11:117 wrong-form: path is "../x", it must be names with slashes between them, or a dot',
    ],
  ])('%s.', async (_how, text, expected) => {
    expect(await problemsOf(spoiled(digest, text, two))).toEqual([expected]);
  });
});

describe('A signature of the manifest', () => {
  const digest = 'checksumsDigest:';
  const line = (name: string) => `checksumsSignature: ${name}\n  ${digest}`;

  test('needs keys of the provider.', async () => {
    expect(await problemsOf(spoiled(digest, line('checksums.xml.asc')))).toEqual([
      '10:23 checksums-signature: provider emi has no keys, so that nobody could check the signature',
    ]);
  });

  test('is a file of its own.', async () => {
    const found = await problemsOf(spoiled(digest, line('release.xml')));
    expect(found).toContain('10:23 checksums-signature: release.xml cannot be a signature as well');
  });
});

describe('Links lead to the web:', () => {
  test('an address that is none.', async () => {
    expect(await problemsOf(spoiled('https://docs.example.org/docs', '"https://exa mple.org"'))).toEqual([
      '14:19 link: documentation entry 1 is not a web address',
    ]);
  });

  test('an address with a password.', async () => {
    expect(
      await problemsOf(spoiled('https://reports.example.org/v', 'https://a:b@reports.example.org/v')),
    ).toEqual(['18:21 link: verificationReport holds a user name or a password']);
  });

  test('a list of documents that is empty.', async () => {
    expect(await problemsOf(spoiled('[https://docs.example.org/docs]', '[]'))).toEqual([
      '14:18 too-few: documentation must list at least 1',
    ]);
  });
});

describe('A release that fixes a vulnerability', () => {
  test('links the advisory.', async () => {
    expect(await problemsOf(releaseFile({ more: 'security: true\n' }))).toEqual([
      '20:11 missing-advisory: security is true, and there is no security advisory in advisories or links.advisories',
    ]);
    const linked = spoiled('links:', 'links:\n  advisories: [https://advisories.example.org/1]');
    expect(await problemsOf(`${linked}security: true\n`)).toEqual([]);
  });

  const advisory = (parts: string) =>
    `advisories:\n  - {id: A-1, type: security, severity: Low, title: t, text: t, issued: 2026-11-20${parts}}\n`;

  test('carries the advisory.', async () => {
    expect(await problemsOf(releaseFile({ more: `security: true\n${advisory('')}` }))).toEqual([]);
    expect(
      await problemsOf(
        releaseFile({ more: `security: true\n${advisory('').replace('security', 'bugfix')}` }),
      ),
    ).toEqual([expect.stringContaining('missing-advisory')]);
  });

  test('says so.', async () => {
    expect(await problemsOf(releaseFile({ more: `security: false\n${advisory('')}` }))).toEqual([
      '20:11 security-advisory: security is false, and advisories holds a security advisory',
    ]);
  });

  test.each([
    ['severity: Low, ', '', 'advisory: the security advisory A-1 has no severity'],
    ['2026-11-20', '2026-02-30', 'advisory: 2026-02-30 is a day that does not exist'],
    ['title: t', 'title: "a\\uFFFEb"', 'advisory: title holds a character that cannot be published'],
    ['title: t', 'title: "a\\nb"', 'it must be one line without spaces at its ends'],
    ['title: t', 'title: "a\\u001Bb"', 'invisible-character: the value holds U+001B'],
    ['type: security', 'type: secure', 'unknown-value: type is "secure"'],
    ['issued', 'cves: [CVE-26-1], issued', 'must be a CVE number such as CVE-2026-1234'],
    ['issued', 'references: [ftp://x.example.org/], issued', 'must be a web address'],
    [
      'issued',
      'references: ["https://a:b@example.org/"], issued',
      'link: references entry 1 holds a user name',
    ],
  ])('does not carry one with %j as %j.', async (from, to, problem) => {
    const more = `security: true\n${advisory('').replace(from, to)}`;
    expect((await problemsOf(releaseFile({ more }))).join('\n')).toContain(problem);
  });

  test('gives each advisory its own id.', async () => {
    const more = `security: true\n${advisory('')}${advisory('').replace('advisories:\n', '')}`;
    expect(await problemsOf(releaseFile({ more }))).toEqual([
      '23:10 advisory: the advisory A-1 stands here again',
    ]);
  });
});

describe('A desired state brings the fields that justify it:', () => {
  const empty = (fields: readonly string[], desired: string) =>
    fields.reduce(
      (text, field) => text.replace(new RegExp(`^${field}:.*$`, 'm'), `${field}:`),
      releaseFile({ desired }),
    );

  test.each([
    ['StageRollout', ['verificationReport']],
    ['Production', ['verificationReport', 'outcome', 'stageRolloutReport']],
    ['Rejected', ['reason']],
    ['Ignored', ['reason']],
    ['NotPublished', ['reason']],
  ])('%s needs %j.', async (desired, fields) => {
    expect(await problemsOf(releaseFile({ desired }))).toEqual([]);
    const messages = fields.map(
      (field) => `15:15 required-field: desiredState ${desired} needs ${field}, which is empty`,
    );
    expect(await problemsOf(empty(fields, desired))).toEqual(messages.toSorted());
  });

  test('a reason of blanks is none.', async () => {
    expect(await problemsOf(spoiled('because', '"  "', releaseFile({ desired: 'Rejected' })))).toEqual([
      '15:15 required-field: desiredState Rejected needs reason, which is empty',
    ]);
  });

  test('what nobody has looked at needs none of them.', async () => {
    const fields = ['reason', 'outcome', 'verificationReport', 'stageRolloutReport'];
    for (const desired of ['Unverified', 'InVerification', 'WaitingForResponse'])
      expect(await problemsOf(empty(fields, desired))).toEqual([]);
  });

  test('the direct route to production needs the outcome only.', async () => {
    const more =
      'emergency: true\nemergencyRoute: direct\nemergencyApprover: Ada\nemergencyReason: an attack is under way\n';
    const text = empty(['verificationReport', 'stageRolloutReport'], 'Production');
    expect(await problemsOf(text + more)).toEqual([]);
    expect(await problemsOf(empty(['outcome'], 'Production') + more)).toEqual([
      '15:15 required-field: desiredState Production needs outcome, which is empty',
    ]);
  });
});

describe('An outcome', () => {
  test.each(['Rejected', 'Ignored'])('contradicts %s, and is told at its own line.', async (desired) => {
    for (const outcome of ['Success', 'Warning'])
      expect(
        await problemsOf(releaseFile({ desired }).replace(/^outcome:.*$/m, `outcome: ${outcome}`)),
      ).toEqual([`17:10 outcome: outcome ${outcome} contradicts desiredState ${desired}`]);
  });

  test('may stand beside every other state, because a promotion can be taken back and passed again.', async () => {
    for (const desired of ['Unverified', 'InVerification', 'StageRollout', 'Production', 'NotPublished'])
      expect(await problemsOf(releaseFile({ desired }))).toEqual([]);
  });

  test('of Reject is written by nobody.', async () => {
    const text = releaseFile({ desired: 'Rejected' }).replace(/^outcome:.*$/m, 'outcome: Reject');
    expect(await problemsOf(text)).toEqual([expect.stringContaining('17:10')]);
  });
});

describe('An emergency', () => {
  test('goes the fast route by itself.', async () => {
    expect(await problemsOf(releaseFile({ more: 'emergency: true\n' }))).toEqual([]);
  });

  test('on the direct route names approver and reason.', async () => {
    const more = 'emergency: true\nemergencyRoute: direct\nemergencyReason: "  "\n';
    expect(await problemsOf(releaseFile({ more }))).toEqual([
      '21:17 emergency: the direct route needs emergencyApprover, which is empty',
      '21:17 emergency: the direct route needs emergencyReason, which is empty',
    ]);
  });

  test('that is none has no route.', async () => {
    expect(await problemsOf(releaseFile({ more: 'emergencyRoute: fast\n' }))).toEqual([
      '20:17 emergency: emergencyRoute is fast, and emergency is not true',
    ]);
  });

  test('takes only a route that policy opens.', async () => {
    const policy = policyText.replace('[fast, direct]', '[fast]');
    const more = 'emergency: true\nemergencyRoute: direct\nemergencyApprover: Ada\nemergencyReason: x\n';
    expect(await problemsOf(releaseFile({ more }), { policy })).toEqual([
      '21:17 emergency-route: the direct route is not open to emergency releases',
    ]);
    const none = policyText.replace('[fast, direct]', '[]');
    expect(await problemsOf(releaseFile({ more: 'emergency: true\n' }), { policy: none })).toEqual([
      '20:12 emergency-route: the fast route is not open to emergency releases',
    ]);
  });
});

describe('A waiver of the staged-rollout manager', () => {
  const waive = (...entries: readonly string[]) =>
    releaseFile({
      more: `earlyAdopters:\n  waived:\n${entries.map((entry) => `    - {${entry}}\n`).join('')}`,
    });

  test('names a team and a reason.', async () => {
    expect(await problemsOf(waive('team: lip, reason: no machine', 'team: ifca, reason: moving'))).toEqual(
      [],
    );
    expect(await problemsOf(releaseFile({ more: 'earlyAdopters:\n' }))).toEqual([]);
  });

  test('is refused without one, for a team that is not registered, and a second time.', async () => {
    expect(await problemsOf(waive('team: lip'))).toEqual([
      '22:7 missing-field: reason is missing in waived entry 1',
    ]);
    expect(await problemsOf(waive('team: lip, reason: " "'))).toEqual([
      '22:27 required-field: the waiver of lip needs reason, which is empty',
    ]);
    expect(
      await problemsOf(waive('team: lap, reason: x', 'team: lip, reason: x', 'team: lip, reason: y')),
    ).toEqual([
      '22:14 unknown-team: team lap is not known',
      '24:14 waived-twice: the team lip is waived twice',
    ]);
  });
});

test('The day of the consolidated report is one that there is.', async () => {
  expect(await problemsOf(releaseFile({ more: 'stageRolloutReportDate: 2028-02-29\n' }))).toEqual([]);
  const [problem] = await problemsOf(releaseFile({ more: 'stageRolloutReportDate: 2026-02-29\n' }));
  expect(problem).toContain('unknown-day: there is no day 2026-02-29');
});

describe('A withdrawal', () => {
  const withdrawn = (more = 'reason: end of life') => `withdrawn: {since: 2026-11-22, ${more}}\n`;
  const opened = `${policyText}withdraw: {allowed: true}\n`;

  test('belongs to production and is opened by stagepost.yaml.', async () => {
    const file = releaseFile({ desired: 'Production', more: withdrawn() });
    expect(await problemsOf(file, { policy: opened })).toEqual([]);
    expect(await problemsOf(file)).toEqual(['20:12 withdrawn: umd-5 allows no withdrawal']);
    const early = releaseFile({ desired: 'StageRollout', more: withdrawn() });
    expect(await problemsOf(early, { policy: opened })).toEqual([
      '20:12 withdrawn: withdrawn belongs to desiredState: Production, and this is StageRollout',
    ]);
  });

  test('says why.', async () => {
    const file = releaseFile({ desired: 'Production', more: withdrawn('reason: "  "') });
    expect(await problemsOf(file, { policy: opened })).toMatchObject([
      expect.stringContaining('withdrawn has no reason'),
    ]);
  });
});
