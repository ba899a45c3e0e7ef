import { describe, expect, test } from 'vitest';
import { readDesiredState } from '../../src/desired/read-desired-state.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { aReleaseRepository, argus, lines, releaseFile, voms } from './release-files.ts';

type Repository = Awaited<ReturnType<typeof aReleaseRepository>>;

const vomsId = 'umd-5/voms-4.2.0' as ReleaseId;
const argusId = 'umd-5/argus-1.7.5' as ReleaseId;

function argusFile(): string {
  return releaseFile({ product: 'argus', version: '1.7.5' });
}

async function read({ deps, history }: Repository) {
  return readDesiredState(deps, { head: await history.head(), record: emptyRecord });
}

describe('What cannot be read', () => {
  test('holds its own release still and no other.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile({ desired: 'Nowhere' }), [argus]: argusFile() });
    const { desired, findings } = await read(repository);
    expect(desired?.releases.map(({ release }) => release.id)).toEqual([argusId]);
    expect(desired?.unreadable.map(({ id }) => id)).toEqual([vomsId]);
    expect(lines(findings)).toEqual(lines(desired?.unreadable[0]?.findings ?? []));
    expect(findings).toHaveLength(1);
  });

  test('holds everything still when it is the policy.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ 'stagepost.yaml': null, [voms]: releaseFile() });
    const { desired, findings } = await read(repository);
    expect(desired).toBeNull();
    expect(findings.map(({ rule }) => rule)).toEqual(['missing-policy']);
  });

  test('is asked for again when git did not give it.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile(), [argus]: argusFile() });
    const blobs = repository.deps.history.blobs;
    let failures = 2;
    const history: typeof repository.history = {
      ...repository.deps.history,
      blobs: async (ids) => {
        const contents = await blobs(ids);
        const isVoms = contents.some((content) =>
          new TextDecoder().decode(content).includes('product: voms'),
        );
        if (isVoms && failures > 0) {
          failures -= 1;
          throw new Error('the disk was busy');
        }
        return contents;
      },
    };
    const broken = { ...repository, deps: { ...repository.deps, history } };
    expect((await read(broken)).desired?.releases.map(({ release }) => release.id)).toEqual([argusId]);
    expect((await read(broken)).desired?.releases).toHaveLength(2);
  });
});

test('A file that did not change is read from git once.', async () => {
  const repository = await aReleaseRepository();
  const report = 'releases/umd-5/voms-4.2.0.reports/lip.yaml';
  Object.assign(repository.deps, { reportCache: new Map() });
  await repository.edit({
    [voms]: releaseFile(),
    [argus]: argusFile(),
    [report]: 'team: lip\nstate: invited\n',
  });
  await read(repository);
  const before = repository.asked.blobs;
  await read(repository);
  // The policy is read every time, because its key files are no part of its blob.
  expect(repository.asked.blobs - before).toBe(1);
  await repository.edit({ [report]: 'team: lip\nstate: declined\n' });
  const { desired } = await read(repository);
  expect(desired?.releases[1]?.reports.known.map(({ state }) => state)).toEqual(['declined']);
});
