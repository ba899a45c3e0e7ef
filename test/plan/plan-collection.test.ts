import { describe, expect, test } from 'vitest';
import type { PoolContents } from '../../src/domain/collection.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import { known, type Observation, unknown } from '../../src/domain/observation.ts';
import { emptyRecord, type ReconcilerRecord, type Visit } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { planCollection } from '../../src/plan/plan-collection.ts';
import { aMajorRelease, aPolicy } from '../builders/policy.ts';
import { aCommit, noon } from '../builders/release.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const base = 'production/umd-5/el9/x86_64/base' as RepositoryKey;
const policy = aPolicy(aMajorRelease({ retention: { unverified: 30, stageRollout: 90 } }));

function recorded(...states: readonly [StateName, ...StateName[]]): ReconcilerRecord {
  const [first, ...rest] = states.map((state) => ({
    state,
    entered: noon,
    commit: aCommit('main'),
    reason: null,
  }));
  if (first === undefined) throw new Error('a release has a state');
  const observed = { state: states.at(-1) } as { readonly state: 'Rejected' };
  return {
    ...emptyRecord,
    releases: new Map([[voms, { release: voms, observed, visits: [first, ...rest] }]]),
  };
}

function pooled(kept: Observation<ReadonlySet<ReleaseId>> = known(new Set())): PoolContents {
  return { releases: [{ release: voms, bytes: 10 }], keptIn: new Map([[base, kept]]) };
}

const days = (count: number): Instant => plusSeconds(noon, count * 86_400);

describe('what may leave the pool', () => {
  test('nothing that was withdrawn from production, however long ago, because it may come back', () => {
    const record = recorded('StageRollout', 'Production', 'Production');
    const visits = record.releases.get(voms)?.visits ?? [];
    const observed = { state: 'Production', withdrawn: { since: '2026-11-22', reason: 'old' } } as const;
    const releases = new Map([[voms, { release: voms, observed, visits: visits as [Visit, ...Visit[]] }]]);
    const facts = { policy, record: { ...record, releases }, pool: pooled() };
    expect(planCollection(facts, days(9999))).toMatchObject({
      removals: [],
      kept: [{ why: 'it is withdrawn from production, and may come back' }],
    });
  });

  test.each([
    { way: ['Unverified', 'Rejected'], days: 30 },
    { way: ['Unverified', 'Ignored'], days: 30 },
    { way: ['InVerification', 'StageRollout', 'Rejected'], days: 90 },
    { way: ['StageRollout', 'NotPublished'], days: 90 },
  ] as { way: [StateName, ...StateName[]]; days: number }[])(
    '$way: the release goes $days days after it ended and not a second before',
    (line) => {
      const facts = { policy, record: recorded(...line.way), pool: pooled() };
      const early = planCollection(facts, plusSeconds(days(line.days), -1));
      expect(early).toEqual({ removals: [], kept: [expect.objectContaining({ until: days(line.days) })] });
      const due = planCollection(facts, days(line.days));
      expect(due).toEqual({
        removals: [{ release: voms, bytes: 10, state: line.way.at(-1), ended: noon }],
        kept: [],
      });
    },
  );

  test.each([
    'Submitted',
    'Unverified',
    'InVerification',
    'WaitingForResponse',
    'StageRollout',
    'Deferred',
    'Failed',
    'Production',
  ] as const)('a release in %s stays, however long ago it came there', (state) => {
    const { removals, kept } = planCollection(
      { policy, record: recorded(state), pool: pooled() },
      days(9999),
    );
    expect(removals).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ release: voms, until: null })]);
  });

  test.each([
    { what: 'that a kept generation names', pool: pooled(known(new Set([voms]))), why: 'keeps names it' },
    { what: 'while a kept generation cannot be read', pool: pooled(unknown('EIO')), why: 'EIO' },
  ])('an ended release $what stays', ({ pool, why }) => {
    const plan = planCollection({ policy, record: recorded('Unverified', 'Rejected'), pool }, days(9999));
    expect(plan).toEqual({ removals: [], kept: [expect.objectContaining({ release: voms, until: null })] });
    expect(plan.kept[0]?.why).toContain(why);
  });

  test('an ended release that the recorded generation of a repository names stays', () => {
    const record = recorded('Unverified', 'Rejected');
    const generation = { members: [{ release: voms }] };
    const generations = new Map([[base, { generation, rootFiles: new Map() }]]) as never;
    const plan = planCollection({ policy, record: { ...record, generations }, pool: pooled() }, days(9999));
    expect(plan.removals).toEqual([]);
    expect(plan.kept[0]?.why).toContain('recorded generation');
  });

  test('a release stays that the record does not know, or whose major release has left the policy', () => {
    const ended = recorded('Unverified', 'Rejected');
    const other = aPolicy(aMajorRelease({ key: 'umd-6' }));
    for (const facts of [
      { policy, record: emptyRecord },
      { policy: other, record: ended },
    ])
      expect(planCollection({ ...facts, pool: pooled() }, days(9999)).removals).toEqual([]);
  });
});
