import { describe, expect, onTestFinished, test } from 'vitest';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { attestationFile, type Generation } from '../../src/domain/generation.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { SystemReading } from '../../src/domain/operating-system.ts';
import {
  approvalKey,
  emptyRecord,
  type Inventory,
  type ReconcilerRecord,
  type RecordedGeneration,
  type ReleaseRecord,
  type StepApproval,
} from '../../src/domain/record.ts';
import type { PlatformKey, ReleaseId } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import type { RecordStore } from '../../src/ports/record-store.ts';
import { aSolvable } from '../builders/solvable.ts';

/** Some writers on one record branch. */
export interface RecordBench {
  readonly first: RecordStore;
  readonly second: RecordStore;
  close(): Promise<void>;
}

const noon = '2026-11-22T12:00:00Z' as Instant;
const main1 = '1'.repeat(40) as CommitSha;
const main2 = '2'.repeat(40) as CommitSha;
const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const dcache = 'umd-5/dcache-9.2.0+2' as ReleaseId;
const el9 = 'el9/x86_64' as PlatformKey;
const base = 'production/umd-5/el9/x86_64/base' as RepositoryKey;
const rollout = 'stage-rollout/umd-5/el9/x86_64' as RepositoryKey;

function aReleaseRecord(release: ReleaseId, reason: string | null = null): ReleaseRecord {
  const visit = { state: 'Unverified', entered: noon, commit: main1, reason } as const;
  return { release, observed: { state: 'Unverified' }, visits: [visit] };
}

function aGeneration(repository: RepositoryKey, number: number): RecordedGeneration {
  const member = { release: voms, platform: el9, digest: sha256Of('member'), packages: 3 };
  const attestation = { release: voms, since: number, sha256: sha256Of('{}\n') };
  const generation: Generation = {
    schemaVersion: 1,
    repository,
    number,
    date: noon,
    commit: main1,
    plan: sha256Of('plan'),
    members: [member],
    files: [{ path: 'repodata/repomd.xml', size: 7, sha256: sha256Of('repomd') }],
    attestations: [attestation],
    previous: number === 1 ? null : sha256Of('previous'),
  };
  return {
    generation,
    rootFiles: new Map([
      ['repomd.xml', '<repomd/>\n'],
      ['repomd.xml.asc', 'signed\n'],
      [attestationFile(attestation), '{}\n'],
    ]),
  };
}

function anInventory(release: ReleaseId): Inventory {
  const header = { name: 'voms', epoch: '0', version: '4.2.0', release: '1', arch: 'noarch' };
  const file = { file: 'voms-4.2.0-1.noarch.rpm', size: 100, sha256: sha256Of('package') };
  return {
    release,
    content: sha256Of('content'),
    platforms: [{ platform: el9, digest: sha256Of('member'), packages: [{ ...header, ...file }] }],
  };
}

function approvalOf(release: ReleaseId, to: 'StageRollout' | 'Rejected', votes = 1): [string, StepApproval] {
  const approval: StepApproval = {
    release,
    from: 'InVerification',
    to,
    commit: main2,
    base: main1,
    policy: sha256Of('policy'),
    content: sha256Of('content'),
    text: sha256Of('text'),
    roles: ['verification'],
    needed: 1,
    votes: Array.from({ length: votes }, (_, index) => ({
      person: `person-${index}`,
      role: 'verification',
      signedWith: 'SHA256:abc',
      commit: main2,
      as: index === 0 ? 'edit' : 'approval',
    })),
  };
  return [approvalKey(approval), approval];
}

function aReading(readAt: string): SystemReading {
  return {
    platform: el9,
    declaration: sha256Of('declared'),
    readAt: readAt as Instant,
    roots: [
      {
        url: 'https://mirror.example.org/os/',
        file: 'repodata/repomd.xml',
        sha256: sha256Of('repomd'),
      },
    ],
    members: [sha256Of('member')],
    packages: [aSolvable('glibc 2.34', { provides: ['libc.so.6()(64bit)'] })],
  };
}

const firstRecord: ReconcilerRecord = {
  parent: null,
  commit: main1,
  behind: new Map<ReleaseId, CommitSha | null>([
    [dcache, main1],
    [voms, null],
  ]),
  releases: new Map([
    [voms, aReleaseRecord(voms)],
    [dcache, aReleaseRecord(dcache, 'a reason: "quoted"\nin two lines')],
  ]),
  generations: new Map([
    [base, aGeneration(base, 1)],
    [rollout, aGeneration(rollout, 2)],
  ]),
  approvals: new Map([approvalOf(voms, 'StageRollout'), approvalOf(voms, 'Rejected')]),
  systems: new Map([[el9, aReading('2026-11-22T13:00:42Z')]]),
};

/** What every record store must do; `open` starts without a branch. */
export function recordStoreContract(title: string, open: () => Promise<RecordBench>): void {
  async function bench(): Promise<RecordBench> {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  }

  const entryOf = (next: ReconcilerRecord) => ({ next, inventories: [], message: 'a cycle\n\nwith a body' });

  describe(`${title} as a record store`, () => {
    test('Where no branch is, the record is the empty one.', async () => {
      const { first } = await bench();
      expect(await first.read()).toEqual(emptyRecord);
    });

    test('What was written is read again by every reader, with the commit that it came from.', async () => {
      const { first, second } = await bench();
      const entry = { ...entryOf(firstRecord), inventories: [anInventory(voms)] };
      const commit = await first.write(entry);
      expect(await first.read()).toEqual({ ...firstRecord, parent: commit });
      expect(await second.read()).toEqual({ ...firstRecord, parent: commit });
    });

    test('A later record replaces what changed, and a generation that left is gone.', async () => {
      const { first, second } = await bench();
      const commit = await first.write(entryOf(firstRecord));
      const next: ReconcilerRecord = {
        parent: commit,
        commit: main2,
        behind: new Map(),
        releases: new Map([...firstRecord.releases, [voms, aReleaseRecord(voms, 'other')]]),
        generations: new Map([[base, aGeneration(base, 2)]]),
        approvals: new Map([approvalOf(voms, 'StageRollout', 2)]),
        systems: new Map([[el9, aReading('2026-11-23T13:00:42Z')]]),
      };
      const later = await first.write(entryOf(next));
      expect(later).not.toBe(commit);
      expect(await second.read()).toEqual({ ...next, parent: later });
    });

    test('The second of two writers that read the same record is told that it was superseded.', async () => {
      const { first, second } = await bench();
      const parent = await first.write(entryOf(firstRecord));
      const next = { ...firstRecord, parent, commit: main2 };
      expect((await second.read()).parent).toBe(parent);
      const won = await first.write(entryOf(next));
      await expect(second.write(entryOf({ ...next, behind: new Map() }))).rejects.toMatchObject({
        failure: { code: 'record-superseded', treatment: 'fatal' },
      });
      expect((await second.read()).parent).toBe(won);
    });

    test('The second of two writers that both begin the record is told that it was superseded.', async () => {
      const { first, second } = await bench();
      const won = await first.write(entryOf(firstRecord));
      await expect(second.write(entryOf({ ...firstRecord, commit: main2 }))).rejects.toMatchObject({
        failure: { code: 'record-superseded' },
      });
      expect((await first.read()).parent).toBe(won);
    });

    test('Whoever planned from a record learns that it is the newest no more, and that none was begun.', async () => {
      const { first, second } = await bench();
      await second.ensureNewest(null);
      const parent = await first.write(entryOf(firstRecord));
      await second.ensureNewest(parent);
      await first.write(entryOf({ ...firstRecord, parent, commit: main2 }));
      for (const known of [null, parent])
        await expect(second.ensureNewest(known)).rejects.toMatchObject({
          failure: { code: 'record-superseded', treatment: 'fatal' },
        });
    });

    test('A record that changes nothing leaves the branch as it is.', async () => {
      const { first } = await bench();
      const parent = await first.write(entryOf(firstRecord));
      expect(await first.write(entryOf({ ...firstRecord, parent }))).toBe(parent);
      expect((await first.read()).parent).toBe(parent);
    });
  });
}
