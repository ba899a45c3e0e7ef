import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/domain/desired-state.ts';
import type { GatePolicy } from '../../../src/domain/gates.ts';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { DesirableState } from '../../../src/domain/release.ts';
import { aPolicy, someGates } from '../../builders/policy.ts';
import { aDesiredRelease, anEdit, noon } from '../../builders/release.ts';
import {
  aDesiredState,
  carriedOut,
  emptyWorld,
  settled,
  untilQuiet,
  type World,
} from '../../builders/world.ts';
import { contentsOf, statesOf, waysOf } from '../histories.ts';

/** A merge some hours after the beginning. */
interface Wish {
  readonly state: DesirableState;
  readonly hours: number;
}

type Story = readonly Wish[];

const place = { file: 'stagepost.yaml', line: 9, column: 7 };
const hour = 3600;

// Noon of the 22nd of November 2026, when everything begins, is a Sunday.
const mondays = { days: ['Mon'] as const, from: 540, to: 600, majorRelease: null, reason: null, at: place };
const evenings = { ...mondays, days: ['Tue', 'Wed', 'Thu'] as const, from: 1080, to: 60 };
const lunch = { ...evenings, from: 1170, to: 1200 };
const holidays = { from: '2026-11-25', to: '2026-11-25', majorRelease: null, reason: 'holidays', at: place };

const calendar: Partial<GatePolicy> = { windows: [mondays, evenings], closed: [lunch], freezes: [holidays] };
const soak: Partial<GatePolicy> = { soak: { minDays: 3, emergencyMinDays: 0, exceptions: [] } };

function policyWith(gates: Partial<GatePolicy>): Policy {
  return { ...aPolicy(), gates: someGates({ timeZone: 'Europe/Amsterdam', ...gates }) };
}

const firstPosition = 10;

function worldIn(state: 'InVerification' | 'StageRollout'): World {
  const way = ['Unverified', 'InVerification', 'StageRollout'] as const;
  const [first, ...rest] = way.slice(0, way.indexOf(state) + 1);
  return untilQuiet(emptyWorld, aDesiredState([aDesiredRelease({}, [first ?? 'Unverified', ...rest], 1)], 3));
}

function timeOf({ hours }: Wish): Instant {
  return plusSeconds(noon, hours * hour);
}

/** What main asks for after so many merges. */
function askedBy(story: Story, upTo: number, policy: Policy) {
  const given = aDesiredRelease({}, [story[upTo - 1]?.state ?? 'InVerification'], firstPosition);
  const [first, ...rest] = story.slice(0, upTo).map((wish, index): Edit => {
    return { ...anEdit(given.release, wish.state, firstPosition + index), committedAt: timeOf(wish) };
  });
  const release = first === undefined ? given : { ...given, edits: [first, ...rest] as const };
  return aDesiredState([release], firstPosition + upTo - 1, policy);
}

/** One look at a moment: cycles until nothing is left to do, and when to look again. */
function look(world: World, story: Story, policy: Policy) {
  const upTo = story.filter((wish) => timeOf(wish) <= world.now).length;
  let present = world;
  for (let round = 0; round < 20; round += 1) {
    const { world: next, plan } = carriedOut(present, settled(askedBy(story, upTo, policy), present.record));
    present = next;
    if (plan.actions.length === 0) return { world: present, due: plan.heldBack[0]?.earliest ?? null };
  }
  throw new Error('twenty rounds and still not quiet');
}

/** A reconciler that looks at every merge and at every moment that a verdict named. */
function awake(world: World, story: Story, policy: Policy): World {
  let present = world;
  for (let looks = 0; looks < 100; looks += 1) {
    const { world: next, due } = look(present, story, policy);
    const merges = story.map(timeOf).filter((time) => time > present.now);
    const [soonest] = [...merges, ...(due === null ? [] : [due])].sort();
    if (soonest === undefined) return next;
    present = { ...next, now: soonest };
  }
  throw new Error('a hundred looks and still waiting');
}

/** One that looks at some moments only, and is awake from the last merge on. */
function drowsy(
  world: World,
  story: Story,
  { policy, looks }: { policy: Policy; looks: readonly number[] },
): World {
  const last = timeOf(story.at(-1) ?? { state: 'Unverified', hours: 0 });
  const moments = [...looks.map((hours) => plusSeconds(noon, hours * hour)), last].sort();
  let present = world;
  for (const now of moments) present = look({ ...present, now }, story, policy).world;
  return awake({ ...present, now: moments.at(-1) ?? last }, story, policy);
}

const later: readonly DesirableState[] = [
  'InVerification',
  'WaitingForResponse',
  'StageRollout',
  'Production',
  'Rejected',
  'NotPublished',
];

const stories: fc.Arbitrary<Story> = fc
  .array(fc.record({ state: fc.constantFrom(...later), hours: fc.integer({ min: 0, max: 300 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((wishes) => wishes.toSorted((a, b) => a.hours - b.hours));

const someLooks = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 4 });

describe('merges that are found at once, while gates make releases wait', () => {
  test.each([
    ['calendars', 'InVerification', calendar],
    ['calendars', 'StageRollout', calendar],
    ['soak', 'StageRollout', soak],
    ['calendars and soak', 'StageRollout', { ...calendar, ...soak }],
  ] as const)('end where one by one would, by %s from %s on', (_gates, start, gates) => {
    const policy = policyWith(gates);
    fc.assert(
      fc.property(stories, someLooks, (story, looks) => {
        const each = awake(worldIn(start), story, policy);
        const some = drowsy(worldIn(start), story, { policy, looks });
        expect(statesOf(some)).toEqual(statesOf(each));
        expect(waysOf(some)).toEqual(waysOf(each));
        expect(contentsOf(some)).toEqual(contentsOf(each));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a wish that waits', () => {
  const ends = (story: Story) =>
    Object.values(statesOf(awake(worldIn('StageRollout'), story, policyWith(soak))));

  test.each([
    ['by a rejection', 'Rejected', 'Rejected'],
    ['by a reason to withhold', 'NotPublished', 'NotPublished'],
    ['by staying where it is', 'StageRollout', 'StageRollout'],
  ] as const)('can be replaced %s until the gates open, and not after', (_how, other, end) => {
    expect(
      ends([
        { state: 'Production', hours: 10 },
        { state: other, hours: 71 },
      ]),
    ).toEqual([end]);
    expect(
      ends([
        { state: 'Production', hours: 10 },
        { state: other, hours: 73 },
      ]),
    ).toEqual(['Production']);
  });

  test('is not replaced by something that the release may not do', () => {
    expect(
      ends([
        { state: 'Production', hours: 10 },
        { state: 'Unverified', hours: 20 },
      ]),
    ).toEqual(['Production']);
  });
});
