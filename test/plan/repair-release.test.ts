import { describe, expect, test } from 'vitest';
import { checkSchema } from '../../src/document/schemas.ts';
import type { ActualState } from '../../src/domain/actual-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import { type Plan, planDigest } from '../../src/domain/plan.ts';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { planAsText } from '../../src/report/plan-as-text.ts';
import { voms } from '../builders/plan.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { actualStateOf, aDesiredState, emptyWorld, settled, untilQuiet } from '../builders/world.ts';

const wanted = aDesiredState(
  [aDesiredRelease({}, ['Unverified', 'InVerification', 'StageRollout', 'Production'], 1)],
  5,
);
const world = untilQuiet(emptyWorld, wanted);
const desired = settled(wanted, world.record);
const sentence = 'el9/x86_64/voms.rpm has other bytes than were fetched';

function damaged(parts: Partial<ActualState> = {}): ActualState {
  const poolDamage = new Map([[voms, [sentence] as const]]);
  return { ...actualStateOf(world, desired), poolDamage, ...parts };
}

function planned(actual: ActualState): Plan {
  const plan = makePlan(desired, actual, world.now);
  expect(checkPlan(plan, desired, actual)).toEqual([]);
  return plan;
}

describe('a release in production whose copy in the pool is damaged', () => {
  test('is fetched again by what its file pins, and stays where it is meanwhile', () => {
    const plan = planned(damaged());
    expect(plan.actions).toMatchObject([
      {
        kind: 'repair-release',
        id: `repair:${voms}`,
        release: voms,
        source: desired.releases[0]?.release.content.source,
        content: desired.releases[0]?.content,
        why: sentence,
      },
    ]);
    expect(plan.heldBack).toMatchObject([
      { release: voms, state: 'Production', verdict: { kind: 'blocked', cites: 'R65, R80' } },
    ]);
    expect(checkSchema('plan', JSON.parse(JSON.stringify(plan)))).toEqual([]);
    expect(planAsText(plan)).toContain('fetch again, because the copy in the pool is damaged');
  });

  test('waits for its next attempt, and no longer', () => {
    const content = desired.releases[0]?.content ?? null;
    const attempts = (seconds: number) =>
      new Map([[voms, { count: 1, dueAt: plusSeconds(world.now, seconds), content }]]);
    const waiting = planned(damaged({ attempts: attempts(60) }));
    expect(waiting.actions).toEqual([]);
    expect(JSON.stringify(waiting.heldBack)).toContain(`tried again at ${plusSeconds(world.now, 60)}`);
    expect(planned(damaged({ attempts: attempts(0) })).actions).toHaveLength(1);
  });

  test('is left alone when its file asks for other content, and when the pool cannot be read', () => {
    const pooled = world.pool.get(voms);
    if (pooled === undefined) throw new Error('the world has the release in its pool');
    const edited = new Map([[voms, known({ ...pooled, content: sha256Of('other') })]]);
    expect(planned(damaged({ pool: edited })).actions).toEqual([]);
    expect(planned(damaged({ pool: new Map([[voms, unknown('no disk')]]) })).actions).toEqual([]);
  });

  test('is no reason to fetch it from elsewhere, nor to fetch what is sound: the second opinion says so', () => {
    const plan = planned(damaged());
    const [action] = plan.actions;
    if (action?.kind !== 'repair-release') throw new Error('the plan has the repair');
    const elsewhere = { ...action, source: { ...action.source, url: 'rsync://elsewhere.example.org/x/' } };
    const spoiled = { ...plan, actions: [elsewhere] };
    const sealed = { ...spoiled, digest: planDigest(spoiled) };
    expect(checkPlan(sealed, desired, damaged())).toEqual([
      `${voms} would be fetched again with other content than it was fetched with`,
    ]);
    expect(checkPlan(plan, desired, damaged({ poolDamage: new Map() }))).toEqual([
      `${voms} would be fetched again although nothing is wrong with it`,
    ]);
  });
});
