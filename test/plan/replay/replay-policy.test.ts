import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesiredState, Edit } from '../../../src/domain/desired-state.ts';
import type { ReleaseReports } from '../../../src/domain/early-adopter.ts';
import type { GatePolicy } from '../../../src/domain/gates.ts';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { DesirableState } from '../../../src/domain/release.ts';
import { pastSteps } from '../../../src/plan/replay/past-steps.ts';
import { replayPolicy } from '../../../src/plan/replay/replay-policy.ts';
import { aPolicy, someGates } from '../../builders/policy.ts';
import { aDesiredRelease, anEdit, aRelease, aReport, noon } from '../../builders/release.ts';
import { aDesiredState, carriedOut, emptyWorld, planFor, settled, type World } from '../../builders/world.ts';
import { argus, inRollout, visits, voms } from '../../metrics/facts.ts';

/** What came to main some hours after the beginning: a wish, or the success of a team. */
type Merge = { readonly hours: number } & ({ readonly state: DesirableState } | { readonly team: string });
type Story = readonly Merge[];

const place = { file: 'stagepost.yaml', line: 9, column: 7 };
const mornings = {
  ...{ days: ['Mon', 'Tue', 'Wed', 'Fri'] as const, from: 480, to: 780 },
  ...{ majorRelease: null, reason: null, at: place },
};
const holidays = { from: '2026-11-25', to: '2026-11-26', majorRelease: null, reason: 'holidays', at: place };

const policies: fc.Arbitrary<Policy> = fc
  .record({
    minDays: fc.integer({ min: 0, max: 4 }),
    minimumSuccesses: fc.integer({ min: 0, max: 2 }),
    windows: fc.boolean(),
    freezes: fc.boolean(),
  })
  .map(({ minDays, minimumSuccesses, windows, freezes }) =>
    policyWith({
      soak: { minDays, emergencyMinDays: 0, exceptions: [] },
      earlyAdopters: { minimumSuccesses, emergencyMinimumSuccesses: 0 },
      windows: windows ? [mornings] : [],
      freezes: freezes ? [holidays] : [],
    }),
  );

function policyWith(gates: Partial<GatePolicy>): Policy {
  return { ...aPolicy(), gates: someGates(gates) };
}

const usual = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;

const stories: fc.Arbitrary<Story> = fc
  .record({
    waits: fc.tuple(...usual.map(() => fc.integer({ min: 0, max: 60 }))),
    teams: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 2 }),
  })
  .map(({ waits, teams }) => {
    let hours = 0;
    const wishes = usual.map((state, index): Merge => {
      hours += waits[index] ?? 0;
      return { state, hours };
    });
    const reports = teams.map((at, index): Merge => ({ team: index === 0 ? 'ifca' : 'lip', hours: at }));
    return [...wishes, ...reports].toSorted((a, b) => a.hours - b.hours);
  });

function timeOf({ hours }: Merge): Instant {
  return plusSeconds(noon, hours * 3600);
}

function reportsAt(story: Story, now: Instant): ReleaseReports {
  const known = story.flatMap((each) =>
    'team' in each && timeOf(each) <= now ? [aReport(each.team, { result: 'Success' })] : [],
  );
  return { known, unreadable: [] };
}

/** What main asks for at a moment; null before its first wish. */
function desiredAt(story: Story, now: Instant, policy: Policy): DesiredState | null {
  const wishes = story.flatMap((each) => ('state' in each && timeOf(each) <= now ? [each] : []));
  const last = wishes.at(-1);
  if (last === undefined) return null;
  const given = aDesiredRelease({}, [last.state], 1);
  const [first, ...rest] = wishes.map((wish, index): Edit => {
    return { ...anEdit(given.release, wish.state, index + 1), committedAt: timeOf(wish) };
  });
  const edits = first === undefined ? given.edits : ([first, ...rest] as const);
  const release = { ...given, reports: reportsAt(story, now), edits };
  return aDesiredState([release], wishes.length, policy);
}

interface Told {
  readonly world: World;
  /** Whether the other policy would have held each step that brought packages, asked of a planner just before it. */
  readonly wouldHold: readonly boolean[];
}

/** Looks at every merge and twice a day, and before each step asks a planner under another policy as well. */
function lived(story: Story, policy: Policy, other: Policy): Told {
  let world = emptyWorld;
  const wouldHold: boolean[] = [];
  const daily = Array.from({ length: 22 }, (_, index) => plusSeconds(noon, index * 12 * 3600));
  for (const now of [...new Set([...daily, ...story.map(timeOf)])].sort()) {
    world = { ...world, now };
    for (let round = 0; round < 20; round += 1) {
      const desired = desiredAt(story, world.now, policy);
      if (desired === null) break;
      const wanted = settled(desired, world.record);
      const cycle = carriedOut(world, wanted);
      if (cycle.plan.actions.length === 0) break;
      const steps = stepsOf(cycle.world).length - stepsOf(world).length;
      if (steps > 0) wouldHold.push(planFor(world, { ...wanted, policy: other }).heldBack.length > 0);
      world = cycle.world;
    }
  }
  return { world, wouldHold };
}

function stepsOf({ record }: World) {
  return pastSteps(record.releases.values());
}

function replayOf(story: Story, { world }: Told, policy: Policy) {
  const steps = stepsOf(world).map((each) => {
    const file = { release: aRelease({ desired: each.step.to }), reports: reportsAt(story, each.step.at) };
    return { ...each, file };
  });
  return replayPolicy(policy, steps).steps.map(({ answer }) => answer.kind);
}

describe('a history that the planner made', () => {
  test('is held nowhere by the policy that was in force, and by another where a planner would have held it.', () => {
    fc.assert(
      fc.property(stories, policies, policies, (story, policy, other) => {
        const told = lived(story, policy, other);
        expect(replayOf(story, told, policy)).toEqual(told.wouldHold.map(() => 'passes'));
        expect(replayOf(story, told, other)).toEqual(
          told.wouldHold.map((isHeld) => (isHeld ? 'held' : 'passes')),
        );
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

const told = (lines: ReturnType<typeof visits>, release = voms) => {
  const [first, ...rest] = lines;
  if (first === undefined) throw new Error('a release has a visit');
  return { release, observed: { state: 'Submitted' } as const, visits: [first, ...rest] as const };
};
const waysOf = (...lines: readonly string[]) =>
  pastSteps([told(visits(...lines))]).map(({ step }) => `${step.from} to ${step.to}`);

describe('steps that brought packages', () => {
  test('are those into the areas, of all releases in the order of time.', () => {
    const steps = pastSteps([
      told(inRollout('11-03', '11-05', '11-12 09:00 Production')),
      told(inRollout('11-01', '11-06', '11-07 09:00 Rejected'), argus),
    ]);
    expect(steps.map(({ step }) => `${step.release} ${step.to}`)).toEqual([
      'umd-5/argus-1.7.5 Unverified',
      'umd-5/voms-4.2.0 Unverified',
      'umd-5/voms-4.2.0 StageRollout',
      'umd-5/argus-1.7.5 StageRollout',
      'umd-5/voms-4.2.0 Production',
    ]);
  });

  test('begin where the release rested last, and not where it waited or failed.', () => {
    expect(
      waysOf('11-01 09:00 Submitted', '11-01 09:01 Failed', '11-01 10:00 Unverified', '11-02 09:00 Deferred'),
    ).toEqual(['Submitted to Unverified']);
    expect(waysOf('11-01 09:00 InVerification', '11-02 09:00 Deferred', '11-03 09:00 StageRollout')).toEqual([
      'InVerification to StageRollout',
    ]);
  });

  test('are none where a rollback was called off while it waited.', () => {
    expect(waysOf('11-01 09:00 Production', '11-02 09:00 Deferred', '11-03 09:00 Production')).toEqual([
      'Submitted to Production',
    ]);
  });
});

describe('a step of which it cannot be told', () => {
  const file = { release: aRelease({}), reports: { known: [], unreadable: [] } };
  const answers = (lines: readonly string[], given: typeof file | null, policy = aPolicy()) =>
    replayPolicy(
      policy,
      pastSteps([told(visits(...lines))]).map((each) => ({ ...each, file: given })),
    ).steps.map(({ answer }) => (answer.kind === 'not-replayed' ? answer.why : answer.kind));

  test('says why, and is no pass.', () => {
    expect(answers(['11-01 09:00 Unverified'], null)).toEqual([
      'main had no release file then that can be read',
    ]);
    expect(answers(['11-01 09:00 Unverified'], file, { ...aPolicy(), majorReleases: new Map() })).toEqual([
      'the policy has no major release umd-5',
    ]);
    expect(answers(['11-01 09:00 Submitted', '11-02 09:00 Production'], file)).toEqual([
      'its file asked for no such step then',
    ]);
    const twice = ['11-01 09:00 StageRollout', '11-02 09:00 Production', '11-03 09:00 Production'];
    expect(answers(twice, file).slice(1)).toEqual([
      'passes',
      'the record does not say whether its packages were withdrawn or came back',
    ]);
  });
});
