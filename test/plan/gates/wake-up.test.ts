import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GatePolicy, WeeklyHours } from '../../../src/domain/gates.ts';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import { weekdays } from '../../../src/domain/local-time.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import type { DesirableState } from '../../../src/domain/release.ts';
import { type GateVerdict, type Verdict, worstFirst, worstOf } from '../../../src/domain/verdict.ts';
import { askGates } from '../../../src/plan/gates/ask-gates.ts';
import type { GateQuestion } from '../../../src/plan/gates/gate.ts';
import type { Cycle } from '../../../src/reconcile/cycle.ts';
import { pauseAfter } from '../../../src/reconcile/pause.ts';
import { heldAsLines } from '../../../src/report/gates-as-text.ts';
import { heldBy, voms } from '../../builders/plan.ts';
import { aPolicy, someGates } from '../../builders/policy.ts';
import { aDesiredRelease, noon } from '../../builders/release.ts';
import {
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../../builders/world.ts';

const place = { file: 'stagepost.yaml', line: 9, column: 7 };
const common = { majorRelease: null, at: place };

const hours: fc.Arbitrary<WeeklyHours> = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1, maxLength: 4 }),
  from: fc.integer({ min: 0, max: 1439 }),
  to: fc.integer({ min: 1, max: 1440 }),
  reason: fc.constant(null),
  majorRelease: fc.constant(null),
  at: fc.constant(place),
});

const policies: fc.Arbitrary<GatePolicy> = fc
  .record({
    timeZone: fc.constantFrom('UTC', 'Europe/Amsterdam', 'America/St_Johns', 'Asia/Kathmandu'),
    windows: fc.array(hours, { maxLength: 2 }),
    closed: fc.array(hours, { maxLength: 2 }),
    freezes: fc.array(
      fc.tuple(fc.integer({ min: 20, max: 28 }), fc.integer({ min: 0, max: 2 })).map(([day, more]) => ({
        ...common,
        from: `2026-11-${day}`,
        to: `2026-11-${day + more}`,
        reason: 'quiet',
      })),
      { maxLength: 2 },
    ),
    minDays: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ minDays, ...parts }) =>
    someGates({ ...parts, soak: { minDays, emergencyMinDays: 0, exceptions: [] } }),
  );

const asked = (state: DesirableState, gates: GatePolicy) =>
  aDesiredState([aDesiredRelease({}, [state], 5)], 5, { ...aPolicy(), gates });

/** A release in stage rollout that wants to go on, whose way there has failed once if that is asked for. */
function worldThat(failed: boolean): World {
  const way = ['Unverified', 'InVerification', 'StageRollout'] as const;
  const rolledOut = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease({}, way, 1)], 3));
  const step = aDesiredState([aDesiredRelease({}, ['Production'], 4)], 4);
  return failed ? carriedOut(rolledOut, step, ({ kind }) => kind === 'publish-generation').world : rolledOut;
}

const worlds = { calm: worldThat(false), failed: worldThat(true) };

/** For how long the loop would rest after this plan if it never polled. */
function restAfter(plan: Plan, now: Instant): number {
  const cycle = { kind: 'done', mailDue: null, planned: { kind: 'planned', plan } } as unknown as Cycle;
  return pauseAfter([cycle], { now, pollSeconds: 1e8, chance: 0.5 }).milliseconds / 1000;
}

/** The verdicts that change by themselves, and whether the release is held at all. */
function waitingAt(now: Instant, kind: keyof typeof worlds, gates: GatePolicy) {
  const plan = planFor({ ...worlds[kind], now }, asked('Production', gates));
  const all = plan.heldBack.flatMap((held) => held.gates);
  const waits = all.filter(({ verdict }) => verdict.kind === 'wait-until');
  return { plan, held: plan.heldBack.length > 0, waits };
}

test('The loop wakes exactly when a waiting verdict changes: not later, and nothing could have moved before.', () => {
  fc.assert(
    fc.property(
      policies,
      fc.constantFrom('calm', 'failed'),
      fc.integer({ min: 0, max: 8 * 86_400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (gates, kind, since, part) => {
        const now = plusSeconds(noon, since);
        const present = waitingAt(now, kind, gates);
        const rest = restAfter(present.plan, now);
        fc.pre(present.waits.length > 0 && rest > 1);
        // Another gate may close meanwhile, and that is found when the loop looks; none may have opened.
        const before = waitingAt(plusSeconds(now, Math.min(rest - 1, Math.floor(rest * part))), kind, gates);
        expect(before.held).toBe(true);
        expect(before.waits).toEqual(expect.arrayContaining([...present.waits]));
        const then = waitingAt(plusSeconds(now, rest), kind, gates);
        expect(present.waits.every((wait) => isAmong(wait, then.waits))).toBe(false);
      },
    ),
    { numRuns: 60 },
  );
});

function isAmong(wait: GateVerdict, others: readonly GateVerdict[]): boolean {
  return others.some((other) => JSON.stringify(other) === JSON.stringify(wait));
}

const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constant<Verdict>({ kind: 'pass', sentence: 'fine' }),
  fc
    .integer({ min: 1, max: 9 })
    .map(
      (hour): Verdict => ({ kind: 'wait-until', sentence: 'waits', until: plusSeconds(noon, hour * 3600) }),
    ),
  fc.constant<Verdict>({ kind: 'wait-for', sentence: 'waits for Ada', whom: 'Ada' }),
  fc.constant<Verdict>({ kind: 'needs-approval', sentence: 'is new', role: 'verification' }),
  fc.constant<Verdict>({ kind: 'blocked', sentence: 'is refused', hint: '', cites: 'R38' }),
  fc.constant<Verdict>({ kind: 'cannot-tell', sentence: 'cannot be read' }),
);
const severity = ['pass', 'wait-until', 'wait-for', 'needs-approval', 'blocked', 'cannot-tell'];

describe('Whatever gates answer', () => {
  const answered = fc
    .array(verdicts, { minLength: 1, maxLength: 8 })
    .map((all) => all.map((verdict, index): GateVerdict => ({ gate: `gate ${index}`, verdict })));

  test('every verdict is kept, once and in the order of the gates, and people read each that does not pass.', () => {
    fc.assert(
      fc.property(answered, (all) => {
        const gates = all.map(({ gate, verdict }) => ({ name: gate, judge: () => verdict }));
        expect(askGates({} as GateQuestion, gates)).toEqual(all);
        const [first, ...rest] = worstFirst(all);
        expect(new Set([first, ...rest])).toEqual(new Set(all));
        if (first === undefined) throw new Error('there is a first verdict');
        const base = { release: voms, state: 'StageRollout', desired: 'Production', at: null } as const;
        const held = { ...base, ...heldBy(first.verdict), gates: [first, ...rest] as const };
        const read = heldAsLines(held).join('\n');
        for (const { gate } of rest) expect(read).toContain(gate);
      }),
    );
  });

  test('the worst counts, and of moments the latest.', () => {
    fc.assert(
      fc.property(answered, (all) => {
        const worst = worstOf(all);
        const ranks = all.map(({ verdict }) => severity.indexOf(verdict.kind));
        expect(severity.indexOf(worst.kind)).toBe(Math.max(...ranks));
        if (worst.kind !== 'wait-until') return;
        const moments = all.flatMap(({ verdict }) => (verdict.kind === 'wait-until' ? [verdict.until] : []));
        expect(worst.until).toBe(moments.toSorted().at(-1));
      }),
    );
  });
});
