import { describe, expect, test } from 'vitest';
import { readDesiredState } from '../../src/desired/read-desired-state.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { aReleaseRepository, argus, lines, releaseFile, voms } from './release-files.ts';

const folder = 'releases/umd-5/voms-4.2.0.reports';
const lip = `${folder}/lip.yaml`;
const sound = `team: lip
state: accepted
invitedAt: 2026-11-18
acceptedAt: 2026-11-19
result: Success
date: 2026-11-20
link: https://reports.example.org/lip
comments: fine
`;

async function read(files: Readonly<Record<string, string | null>>) {
  const repository = await aReleaseRepository();
  await repository.edit(files);
  const { desired, findings } = await readDesiredState(repository.deps, {
    head: await repository.history.head(),
    record: emptyRecord,
  });
  return { releases: desired?.releases ?? [], unreadable: desired?.unreadable ?? [], findings };
}

describe('Reports of early adopters', () => {
  test('are read with all that they say, in order of team.', async () => {
    const ifca = 'team: ifca\nstate: invited\nresult:\nlink:\ncomments: " "\n';
    const files = { [`${folder}/lip.yaml`]: sound, [`${folder}/ifca.yaml`]: ifca };
    const text = releaseFile().replace('[el9/x86_64]', '[el9/x86_64, debian-12/amd64]');
    const { releases, findings } = await read({ [voms]: text, ...files });
    expect(lines(findings)).toEqual([]);
    const empty = { invitedAt: null, acceptedAt: null, result: null, date: null, link: null, comments: null };
    expect(releases[0]?.reports).toEqual({
      known: [
        { team: 'ifca', file: `${folder}/ifca.yaml`, state: 'invited', ...empty },
        {
          team: 'lip',
          file: lip,
          state: 'accepted',
          invitedAt: '2026-11-18',
          acceptedAt: '2026-11-19',
          result: 'Success',
          date: '2026-11-20',
          link: 'https://reports.example.org/lip',
          comments: 'fine',
        },
      ],
      unreadable: [],
    });
  });

  test('belong to their own release, and one without reports has none.', async () => {
    const other = releaseFile({ product: 'argus', version: '1.7.5' });
    const { releases } = await read({ [voms]: releaseFile(), [argus]: other, [lip]: sound });
    expect(releases.map(({ reports }) => reports.known.map(({ team }) => team))).toEqual([[], ['lip']]);
  });

  test('with a mistake are told, and neither their release nor another one is unreadable.', async () => {
    const other = releaseFile({ product: 'argus', version: '1.7.5' });
    const bad = sound.replace('accepted\n', 'perhaps\n');
    const { releases, unreadable, findings } = await read({
      [voms]: releaseFile(),
      [argus]: other,
      [lip]: bad,
    });
    expect(unreadable).toEqual([]);
    expect(releases.map(({ reports }) => reports.unreadable)).toEqual([[], [{ team: 'lip', findings }]]);
    expect(releases[1]?.reports.known).toEqual([]);
    expect(lines(findings)).toEqual([
      `${lip}:2:8 unknown-value: state is "perhaps", it must be one of invited, accepted, declined`,
    ]);
  });

  test('about a release that cannot be read hold nothing, and are checked all the same.', async () => {
    const files = { [voms]: releaseFile({ desired: 'Nowhere' }), [lip]: sound.replace('lip\n', 'lap\n') };
    const { unreadable, findings } = await read(files);
    expect(unreadable).toHaveLength(1);
    expect(findings.map(({ file }) => file)).toEqual([lip, voms]);
  });
});

async function problems(text: string, file = lip, release: string | null = releaseFile()) {
  const { findings } = await read({ [voms]: release, [file]: text });
  expect(new Set(findings.map((finding) => finding.file))).toEqual(new Set([file]));
  return findings.map(
    ({ line, column, rule, message, hint }) => `${line}:${column} ${rule}: ${message} | ${hint}`,
  );
}

describe('A report is refused', () => {
  test('when its file is named after another team.', async () => {
    expect(await problems(sound, `${folder}/ifca.yaml`)).toEqual([
      '1:7 file-name: team is lip, the file is named ifca | rename the file, or correct the team',
    ]);
  });

  test('when it is about nothing.', async () => {
    expect(await problems(sound, lip, null)).toEqual([
      `1:1 orphan-report: there is no release file ${voms} to report about | rename the folder, or remove the report`,
    ]);
  });

  test('when its team is not registered.', async () => {
    const known = 'earlyAdopters in stagepost.yaml has lip, ifca';
    expect(await problems(sound.replace('lip\n', 'lipp\n'), `${folder}/lipp.yaml`)).toEqual([
      `1:7 unknown-team: team lipp is not known | did you mean lip? ${known}`,
    ]);
  });

  test('when the release is for none of the lists of its team.', async () => {
    const release = releaseFile({ more: 'stacks: [globus, arc]\n' });
    const hint =
      'the release is for the lists globus, arc, the team is on emi: correct stacks in stagepost.yaml, or remove the report';
    expect(await problems(sound, lip, release)).toEqual([
      `1:7 unconcerned-team: umd-5/voms-4.2.0 does not concern the team lip | ${hint}`,
    ]);
    expect(
      (await read({ [voms]: releaseFile({ more: 'stacks: [arc, emi]\n' }), [lip]: sound })).findings,
    ).toEqual([]);
  });

  test('when its team has none of the platforms of the release.', async () => {
    const hint =
      'the release is for el9/x86_64, the team has debian-12/amd64: correct platforms in stagepost.yaml, or remove the report';
    expect(await problems('team: ifca\nstate: invited\n', `${folder}/ifca.yaml`)).toEqual([
      `1:7 unconcerned-team: umd-5/voms-4.2.0 does not concern the team ifca | ${hint}`,
    ]);
  });

  test.each([
    ['acceptedAt: 2026-11-19', 'acceptedAt: 2025-12-31', '4:13', '2025-12-31'],
    ['date: 2026-11-20', 'date: 2027-01-01', '6:7', '2027-01-01'],
  ])('when its team is no member on that day: %s -> %s.', async (part, other, place, day) => {
    expect(await problems(sound.replace(part, other))).toEqual([
      `${place} team-membership: the team lip takes no part on ${day} | correct the day, or the memberships of lip in stagepost.yaml`,
    ]);
  });

  test.each([['2026-01-01'], ['2026-12-31']])(
    'but not on the days that bound the membership: %s.',
    async (day) => {
      const { findings } = await read({ [voms]: releaseFile(), [lip]: sound.replace('2026-11-20', day) });
      expect(findings).toEqual([]);
    },
  );

  test.each([
    ['invitedAt', 3, 12],
    ['acceptedAt', 4, 13],
    ['date', 6, 7],
  ] as const)('when %s is a day that does not exist.', async (field, line, column) => {
    const bad = sound.replace(new RegExp(`${field}: .*`), `${field}: 2026-02-30`);
    expect(await problems(bad)).toEqual([
      `${line}:${column} unknown-day: there is no day 2026-02-30 | correct the day`,
    ]);
  });

  test('when it has a result without a day.', async () => {
    expect(await problems(sound.replace('date: 2026-11-20\n', ''))).toEqual([
      '5:9 required-field: a result needs date, which is empty | add date: and the day of the report, such as 2026-11-20',
    ]);
  });

  test('when somebody reports who did not accept.', async () => {
    const hint = 'a team that reports has accepted: set state: accepted, or remove the result';
    expect(await problems(sound.replace('state: accepted', 'state: declined'))).toEqual([
      `5:9 report-state: result is Success, and state is declined | ${hint}`,
    ]);
  });

  test('when somebody accepted who is still invited.', async () => {
    expect(await problems('team: lip\nstate: invited\nacceptedAt: 2026-11-19\n')).toEqual([
      '3:13 report-state: the team accepted on 2026-11-19, and state is invited | set state: accepted, or remove acceptedAt',
    ]);
  });
});
