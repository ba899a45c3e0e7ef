import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';

const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n';

const sound = `schemaVersion: 1
title: Example
majorReleases:
  umd-5:
    title: UMD 5
    platforms:
      el9/x86_64: {format: yum}
      debian-12/amd64: {format: apt}
    layout:
      unverified: "{shortName}/{version}/{platform}/{arch}"
      stageRollout: "{major}/{platform}/{arch}"
      production: "{major}/{platform}/{arch}/{area}"
providers:
  emi:
    title: EMI
    hosts: [repo.emi.example.org, "localhost:8730"]
    keys: [keys/emi.asc]
`;

function read(text: string, keys: Readonly<Record<string, string>> = { 'keys/emi.asc': key }) {
  const encode = (content: string) => new TextEncoder().encode(content);
  return readPolicy('stagepost.yaml', encode(text), async (path) => {
    const found = keys[path];
    return found === undefined ? null : encode(found);
  });
}

async function problems(text: string, keys?: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const result = await read(text, keys);
  const findings = result.ok ? [] : result.findings;
  return findings.map(({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`);
}

function spoiled(part: string, replacement: string): string {
  if (!sound.includes(part)) throw new Error(`the text does not hold ${part}`);
  return sound.replace(part, () => replacement);
}

describe('A sound stagepost.yaml', () => {
  test('becomes a policy with its defaults.', async () => {
    const result = await read(sound);
    if (!result.ok) throw new Error(result.findings[0]?.message);
    const policy = result.value;
    expect(policy).toMatchObject({
      title: 'Example',
      emergencyRoutes: ['fast'],
      intake: { maxBytes: 50 * 2 ** 30, maxFileBytes: 5 * 2 ** 30, maxFiles: 20_000, maxSeconds: 7200 },
      retry: { firstSeconds: 60, mostSeconds: 21_600 },
      acceptedRsync: [],
    });
    expect(policy.majorReleases.get('umd-5')).toMatchObject({
      slot: 'major-release',
      keepGenerations: 5,
      keepDays: 0,
      validDays: 14,
    });
    expect(policy.providers.get('emi')?.keys).toEqual([{ file: 'keys/emi.asc', armored: key }]);
    const usual = { rpm: 'required', deb: 'ignored', checksums: 'when-present' };
    expect(policy.providers.get('emi')?.signatures).toEqual(usual);
  });

  test('names the suite of an apt platform after the platform, and none for yum.', async () => {
    const result = await read(sound);
    const platforms = result.ok ? result.value.majorReleases.get('umd-5')?.platforms : [];
    expect(platforms).toEqual([
      { key: 'el9/x86_64', format: 'yum', suite: '' },
      { key: 'debian-12/amd64', format: 'apt', suite: 'debian-12' },
    ]);
    const named = await read(spoiled('{format: apt}', '{format: apt, suite: bookworm}'));
    const other = named.ok ? named.value.majorReleases.get('umd-5')?.platforms[1]?.suite : '';
    expect(other).toBe('bookworm');
  });

  test('leaves source and debug packages out, unless it gives them platforms of their own.', async () => {
    const result = await read(sound);
    const parts = result.ok ? result.value.majorReleases.get('umd-5')?.parts : undefined;
    expect(parts).toEqual({ source: 'leave-out', debug: 'leave-out' });
    const areas = 'sourcePackages: area\n    debugPackages: area\n    platforms:\n';
    const apart = await read(spoiled('platforms:\n', areas));
    const platforms = apart.ok ? apart.value.majorReleases.get('umd-5')?.platforms : [];
    expect(platforms?.map(({ key }) => key)).toEqual([
      'el9/x86_64',
      'el9/x86_64-source',
      'el9/x86_64-debug',
      'debian-12/amd64',
      'debian-12/amd64-debug',
    ]);
  });

  test('cannot give them one where the layout would put two of them into one place.', async () => {
    const text = spoiled('platforms:\n', 'debugPackages: area\n    platforms:\n');
    const [problem] = await problems(text.replace('{major}/{platform}/{arch}"', '{major}/{platform}"'));
    expect(problem).toContain(
      'layout-overlap: stage-rollout umd-5 debian-12/amd64-debug and stage-rollout umd-5',
    );
  });

  test('has the shipped layout where it gives none.', async () => {
    const result = await read(sound.replace(/ {4}layout:\n( {6}.*\n){3}(?=providers)/, ''));
    expect(result.ok && result.value.majorReleases.get('umd-5')?.layout).toEqual({
      unverified: '{shortName}/{version}/{platform}/{arch}',
      'stage-rollout': '{major}/{platform}/{arch}',
      production: '{major}/{platform}/{arch}/{area}',
    });
  });

  test('may have platforms share a word of their path.', async () => {
    expect(
      await problems(spoiled('{shortName}/{version}/{platform}/{arch}', '{shortName}/{version}/{platform}')),
    ).toEqual([]);
  });
});

test('A provider may be at literal addresses and in closed networks.', async () => {
  const places =
    'hosts: ["10.1.2.3:8730", "[fd12::7]:8730", "[::1]"]\n    networks: [10.20.0.0/16, 100.64.0.0/10, 127.0.0.1/32, "fd12:3456::/32", "::1/128"]';
  expect(await problems(spoiled('hosts: [repo.emi.example.org, "localhost:8730"]', places))).toEqual([]);
});

describe('Signatures of a provider', () => {
  const rulesOf = async (text: string) => {
    const result = await read(text);
    return result.ok ? result.value.providers.get('emi')?.signatures : result.findings;
  };
  const keys = 'keys: [keys/emi.asc]\n';

  test('are of no concern where it has no keys.', async () => {
    const nothing = { rpm: 'ignored', deb: 'ignored', checksums: 'ignored' };
    expect(await rulesOf(spoiled(keys, 'keys: []\n'))).toEqual(nothing);
  });

  test('are required where it says so, each kind on its own.', async () => {
    const text = `${keys}    signatures: {deb: required, checksums: required}\n`;
    const all = { rpm: 'required', deb: 'required', checksums: 'required' };
    expect(await rulesOf(spoiled(keys, text))).toEqual(all);
  });

  test('cannot be looked at without keys.', async () => {
    const text = 'signatures: {rpm: required, deb: ignored, checksums: when-present}\n';
    expect(await problems(spoiled(keys, text))).toEqual([
      '17:23 signatures-without-keys: signatures of rpm are required, and provider emi has no keys',
      '17:58 signatures-without-keys: signatures of checksums are when-present, and provider emi has no keys',
    ]);
  });
});

describe('A layout is refused', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'with a placeholder that nobody fills',
      '{area}"',
      '{area}/{suite}"',
      '12:19 layout-placeholder: {suite} is not a placeholder of this template',
    ],
    [
      'without the area in production',
      '/{area}',
      '',
      '12:19 layout-placeholder: the template lacks {area}, so that two repositories would share a path',
    ],
    [
      'without the version of a private repository',
      '{version}/',
      '',
      '10:19 layout-placeholder: the template lacks {version}, so that two repositories would share a path',
    ],
    [
      'where platforms share a private repository',
      '{shortName}/{version}/{platform}/{arch}',
      '{shortName}/{version}',
      '10:19 layout-overlap: unverified umd-5 debian-12/amd64 and unverified umd-5 el9/x86_64 would share the path NAME/VERSION',
    ],
    [
      'where platforms share a repository',
      'stageRollout: "{major}/{platform}/{arch}"',
      'stageRollout: "{major}"',
      '11:21 layout-overlap: stage-rollout umd-5 debian-12/amd64 and stage-rollout umd-5 el9/x86_64 would share the path umd-5',
    ],
    [
      'with a brace too many',
      '{area}"',
      '{area}}"',
      '12:19 layout-placeholder: the template has a brace that belongs to no placeholder',
    ],
  ];

  test.each(cases)('%s.', async (_title, part, replacement, expected) => {
    expect(await problems(spoiled(part, replacement))).toEqual([expected]);
  });

  test('where one repository would lie inside another.', async () => {
    const second = `  umd-4:
    title: UMD 4
    platforms: {el7/x86_64: {format: yum}}
    layout: {stageRollout: "umd-5/el9/x86_64/old"}
providers:`;
    expect(await problems(spoiled('providers:', second))).toEqual([
      '16:28 layout-overlap: stage-rollout umd-4 el7/x86_64 (umd-5/el9/x86_64/old) would lie inside stage-rollout umd-5 el9/x86_64 (umd-5/el9/x86_64)',
    ]);
  });

  test('when a name in it is two dots.', async () => {
    const [finding] = await problems(
      spoiled('"{major}/{platform}/{arch}"', '"{major}/../{platform}/{arch}"'),
    );
    expect(finding).toContain('11:21 wrong-form: stageRollout is');
  });
});

describe('Also refused is', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'a suite of a yum platform',
      '{format: yum}',
      '{format: yum, suite: x}',
      '7:33 suite: el9/x86_64 is a yum platform, which has no suite',
    ],
    [
      'a host with an empty part',
      'repo.emi.example.org',
      'repo..org',
      '16:13 provider-host: repo..org is not the name of a host',
    ],
    ...(
      [
        ['127.1', '127.0.0.1'],
        ['0x7f.1', '127.0.0.1'],
        ['2130706433', '127.0.0.1'],
        ['[0:0:0:0:0:0:0:1]', '[::1]'],
        ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
      ] as const
    ).map(
      ([host, plain]) =>
        [
          `the host ${host}, which is ${plain}`,
          'repo.emi.example.org',
          `"${host}"`,
          `16:13 provider-host: ${host} is not written in its plain form`,
        ] as const,
    ),
    ...[
      '8.8.8.0/24',
      '10.0.0.0/7',
      '0.0.0.0/0',
      '127.0.0.1/33',
      '10.1/16',
      '169.254.0.0/16',
      '::/0',
      'fe80::/10',
      'fc00::/6',
    ].map(
      (network) =>
        [
          `the network ${network}`,
          '    keys: [keys/emi.asc]',
          `    networks: ["${network}"]`,
          `17:16 provider-network: ${network} is not a closed network`,
        ] as const,
    ),
    [
      'a port that cannot be',
      'localhost:8730',
      'localhost:87300',
      '16:35 provider-host: 87300 is not a port',
    ],
    [
      'a host that is an address',
      'repo.emi.example.org',
      'https://repo.org',
      '16:13 wrong-form: hosts entry 1 is "https://repo.org", it must be host or host:port in lower case, such as repo.emi.example.org or localhost:8730',
    ],
    [
      'a major release with an unusual key',
      '  umd-5:',
      '  UMD 5:',
      '4:3 wrong-name: the name "UMD 5" is not allowed: it must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores',
    ],
    [
      'another version of the format',
      'schemaVersion: 1',
      'schemaVersion: 2',
      '1:16 wrong-value: schemaVersion is 2, it must be 1',
    ],
    [
      'one file larger than all',
      'providers:',
      'intake: {maxBytes: 10, maxFileBytes: 11}\nproviders:',
      '13:38 limits: maxFileBytes (11) is more than maxBytes (10)',
    ],
    [
      'a longest delay below the first',
      'providers:',
      'retry: {firstSeconds: 10, mostSeconds: 9}\nproviders:',
      '13:40 limits: mostSeconds (9) is less than firstSeconds (10)',
    ],
  ];

  test.each(cases)('%s.', async (_title, part, replacement, expected) => {
    expect(await problems(spoiled(part, replacement))).toEqual([expected]);
  });
});

describe('A key file is refused', () => {
  test('when it is missing.', async () => {
    expect(await problems(sound, {})).toEqual(['17:12 key-missing: there is no file keys/emi.asc']);
  });

  test('when it is no armoured public key.', async () => {
    const problem = '17:12 key-not-armoured: keys/emi.asc is not an armoured public key';
    expect(await problems(sound, { 'keys/emi.asc': 'mDME' })).toEqual([problem]);
  });

  test('when it is a private key.', async () => {
    const text = key.replaceAll('PUBLIC', 'PRIVATE');
    expect(await problems(sound, { 'keys/emi.asc': text })).toEqual([
      '17:12 key-private: keys/emi.asc holds a private key',
    ]);
  });

  test('when clients could not tell it from another, but not when two providers share it.', async () => {
    const other = (path: string) =>
      `${sound}  igtf: {title: IGTF, hosts: [igtf.example.org], keys: [${path}]}\n`;
    expect(await problems(other('keys/emi.asc'))).toEqual([]);
    expect(await problems(other('igtf/emi.asc'), { 'keys/emi.asc': key, 'igtf/emi.asc': key })).toEqual([
      '18:57 key-name: igtf/emi.asc has the same file name as keys/emi.asc; clients could not tell them apart',
    ]);
  });
});

test('All problems come at once.', async () => {
  const text = spoiled('/{area}', '').replace('repo.emi.example.org', 'repo..org');
  expect(await problems(text, {})).toHaveLength(3);
});
