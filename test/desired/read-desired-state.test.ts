import { describe, expect, test } from 'vitest';
import { readDesiredState } from '../../src/desired/read-desired-state.ts';
import type { CommitSha, Edit } from '../../src/domain/desired-state.ts';
import { emptyRecord, type ReconcilerRecord, type ReleaseRecord } from '../../src/domain/record.ts';
import { contentDigest, type ReleaseId } from '../../src/domain/release.ts';
import { noon } from '../builders/release.ts';
import { aReleaseRepository, argus, policyText, releaseFile, voms } from './release-files.ts';

type Repository = Awaited<ReturnType<typeof aReleaseRepository>>;

const vomsId = 'umd-5/voms-4.2.0' as ReleaseId;
const argusId = 'umd-5/argus-1.7.5' as ReleaseId;

function argusFile(desired = 'Unverified'): string {
  return releaseFile({ product: 'argus', version: '1.7.5', desired });
}

function recorded(
  commit: CommitSha,
  releases: readonly ReleaseId[],
  behind: readonly (readonly [ReleaseId, CommitSha | null])[] = [],
): ReconcilerRecord {
  const entry = (release: ReleaseId): ReleaseRecord => ({
    release,
    observed: { state: 'Unverified' },
    visits: [{ state: 'Unverified', entered: noon, commit, reason: null }],
  });
  return {
    ...emptyRecord,
    commit,
    releases: new Map(releases.map((id) => [id, entry(id)])),
    behind: new Map(behind),
  };
}

async function read({ deps, history }: Repository, record: ReconcilerRecord = emptyRecord) {
  return readDesiredState(deps, { head: await history.head(), record });
}

async function editsOf(repository: Repository, record?: ReconcilerRecord) {
  const { desired } = await read(repository, record);
  const releases = desired?.releases ?? [];
  return Object.fromEntries(releases.map(({ release, edits }) => [release.id, edits.map(editLine)]));
}

function editLine({ position, desiredState }: Pick<Edit, 'position' | 'desiredState'>): string {
  return `${position} ${desiredState}`;
}

describe('A release', () => {
  test('comes with its content, its digest and where its wish stands.', async () => {
    const repository = await aReleaseRepository();
    const head = await repository.edit({ [voms]: releaseFile({ desired: 'Rejected' }) });
    const blobOf = async (path: string) =>
      (await repository.history.tree(head)).find((entry) => entry.path === path)?.blob;
    const { desired, findings } = await read(repository);
    expect(findings).toEqual([]);
    expect(desired).toMatchObject({ commit: head, position: 2, unreadable: [] });
    expect(desired?.policyBlob).toBe(await blobOf('stagepost.yaml'));
    const [release] = desired?.releases ?? [];
    expect(release?.content).toBe(release && contentDigest(release.release.content));
    expect(release?.release).toMatchObject({
      id: vomsId,
      file: voms,
      content: { submission: 1, source: { checksumsDigest: 'a'.repeat(64) } },
      workflow: {
        desiredState: 'Rejected',
        emergency: { route: 'normal' },
        tickets: { rt: null, helpdesk: null },
      },
    });
    expect(release?.edits).toMatchObject([
      {
        commit: head,
        position: 2,
        author: 'Ada',
        committedAt: noon,
        desiredState: 'Rejected',
        route: 'normal',
        reason: 'because',
        withdrawn: null,
        at: { file: voms, line: 15, column: 15 },
        blob: await blobOf(voms),
      },
    ]);
  });

  test('has the same content digest whatever its workflow fields and its spelling are.', async () => {
    const repository = await aReleaseRepository();
    const digest = async (text: string) => {
      await repository.edit({ [voms]: text });
      return (await read(repository)).desired?.releases[0]?.content;
    };
    const plain = await digest(releaseFile());
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest(releaseFile({ desired: 'Ignored', more: 'tickets: {rt: 7}\nsubmission: 1\n' }))).toBe(
      plain,
    );
    const other = await digest(releaseFile().replace('emi.voms', 'emi.vomsx'));
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(plain);
    expect(await digest(releaseFile({ more: 'emergency: true\n' }))).toBe(plain);
  });

  test('on the direct route names who approved it.', async () => {
    const repository = await aReleaseRepository();
    const more =
      'emergency: true\nemergencyRoute: direct\nemergencyApprover: Grace\nemergencyReason: attacks\n';
    await repository.edit({ [voms]: releaseFile({ more }) });
    const { desired } = await read(repository);
    const emergency = { route: 'direct', approver: 'Grace', reason: 'attacks' };
    expect(desired?.releases[0]).toMatchObject({
      release: { workflow: { emergency } },
      edits: [{ route: 'direct' }],
    });
  });
});

describe('The edits of a release', () => {
  test('are all of them when the record does not know it.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile() });
    await repository.edit({ [argus]: argusFile() });
    await repository.edit({ [voms]: releaseFile({ desired: 'InVerification' }) });
    expect(await editsOf(repository)).toEqual({
      [vomsId]: ['2 Unverified', '4 InVerification'],
      [argusId]: ['3 Unverified'],
    });
  });

  test('are those after the recorded commit.', async () => {
    const repository = await aReleaseRepository();
    const first = await repository.edit({ [voms]: releaseFile() });
    await repository.edit({ [voms]: releaseFile({ desired: 'InVerification' }) });
    await repository.edit({ [voms]: releaseFile({ desired: 'StageRollout' }) });
    expect(await editsOf(repository, recorded(first, [vomsId]))).toEqual({
      [vomsId]: ['3 InVerification', '4 StageRollout'],
    });
  });

  test('begin earlier for a release that is behind, and for that one only.', async () => {
    const repository = await aReleaseRepository();
    const first = await repository.edit({ [voms]: releaseFile(), [argus]: argusFile() });
    const second = await repository.edit({
      [voms]: releaseFile({ desired: 'InVerification' }),
      [argus]: argusFile('Rejected'),
    });
    const third = await repository.edit({ [voms]: releaseFile({ desired: 'StageRollout' }) });
    const last = await repository.edit({ [argus]: argusFile('Ignored') });
    const record = recorded(third, [vomsId, argusId], [[vomsId, first]]);
    expect(await editsOf(repository, record)).toEqual({
      [vomsId]: ['3 InVerification', '4 StageRollout'],
      [argusId]: ['5 Ignored'],
    });
    const deeper = recorded(
      last,
      [vomsId, argusId],
      [
        [vomsId, second],
        [argusId, first],
      ],
    );
    expect(await editsOf(repository, deeper)).toEqual({
      [vomsId]: ['4 StageRollout'],
      [argusId]: ['3 Rejected', '5 Ignored'],
    });
  });

  test('begin at the root for a release that is behind with none settled.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile() });
    const second = await repository.edit({ [voms]: releaseFile({ desired: 'InVerification' }) });
    expect(await editsOf(repository, recorded(second, [vomsId], [[vomsId, null]]))).toEqual({
      [vomsId]: ['2 Unverified', '3 InVerification'],
    });
  });

  test('are one for the file of today, dated by the head, when nothing is new.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile() });
    const head = await repository.commit({ author: 'Grace', at: noon, files: { README: 'x' } });
    const { desired } = await read(repository, recorded(head, [vomsId]));
    expect(desired?.releases[0]?.edits).toMatchObject([{ commit: head, position: 3, author: 'Grace' }]);
    expect(repository.asked.wholeHistories).toBe(0);
  });

  test('that ask again for the same are one, and another route is another edit.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile() });
    await repository.edit({ [voms]: releaseFile({ more: 'tickets: {rt: 7}\n' }) });
    await repository.edit({ [voms]: releaseFile({ more: 'emergency: true\n' }) });
    await repository.edit({ [voms]: releaseFile() });
    const { desired } = await read(repository);
    expect(desired?.releases[0]?.edits.map(({ position, route }) => [position, route])).toEqual([
      [2, 'normal'],
      [4, 'fast'],
      [5, 'normal'],
    ]);
  });

  test('leave out versions that could not be used when they were made.', async () => {
    const repository = await aReleaseRepository();
    await repository.edit({ [voms]: releaseFile() });
    await repository.edit({ [voms]: 'not: [a release\n' });
    await repository.edit({
      [voms]: releaseFile({ desired: 'StageRollout' }).replace(/^verificationReport.*\n/m, ''),
    });
    await repository.edit({ [voms]: null });
    await repository.edit({ [voms]: releaseFile({ desired: 'InVerification' }) });
    expect(await editsOf(repository)).toEqual({ [vomsId]: ['2 Unverified', '6 InVerification'] });
  });

  test('of a merge are one edit, by whoever merged.', async () => {
    const repository = await aReleaseRepository();
    const side = ['Unverified', 'InVerification'].map((desired) => ({
      author: 'Side',
      at: noon,
      files: { [voms]: releaseFile({ desired }) },
    }));
    await repository.merge(side, { author: 'Merger', at: noon });
    const { desired } = await read(repository);
    expect(desired?.releases[0]?.edits).toMatchObject([
      { author: 'Merger', desiredState: 'InVerification', position: 2 },
    ]);
  });

  test('are older than the record for a file that policy made readable only now.', async () => {
    const repository = await aReleaseRepository();
    const strange = releaseFile().replace('provider: emi', 'provider: igtf');
    await repository.edit({ [voms]: strange });
    const second = await repository.edit({ [voms]: strange.replace('Unverified', 'InVerification') });
    const { desired } = await read(repository, recorded(second, []));
    expect(desired?.unreadable.map(({ id }) => id)).toEqual([vomsId]);
    const other = policyText.replace(
      '  emi:',
      '  igtf: {title: IGTF, hosts: [repo.emi.example.org]}\n  emi:',
    );
    await repository.edit({ 'stagepost.yaml': other });
    expect(await editsOf(repository, recorded(second, []))).toEqual({
      [vomsId]: ['2 Unverified', '3 InVerification'],
    });
  });
});
