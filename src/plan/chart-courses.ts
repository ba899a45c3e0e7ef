import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredRelease, DesiredState, Edit } from '../domain/desired-state.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { ObservedState } from '../domain/lifecycle.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import type { PooledRelease } from '../domain/member.ts';
import type { Observation } from '../domain/observation.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { type GateVerdict, type Verdict, worstOf } from '../domain/verdict.ts';
import type { Course, Decision } from './course.ts';
import { forbidRollback } from './forbid-rollback.ts';
import { askGates, earliestOpening } from './gates/ask-gates.ts';
import type { GateQuestion } from './gates/gate.ts';
import { isReplaced } from './gates/is-replaced.ts';
import type { InstallLook } from './installability/look.ts';
import { forbidUnsupported, ignoredByPolicy } from './unsupported-targets.ts';
import { type Forbid, type Step, type Walk, walkEdits } from './walk-edits.ts';

interface Facts {
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly now: Instant;
  readonly look: InstallLook;
}

interface World extends Facts {
  readonly policy: Policy;
}

const nothing: Decision = { kind: 'nothing' };

/** The course of every readable release, each judged by itself; the slot is decided afterwards, over all of them. */
export function chartCourses(desired: DesiredState, facts: Facts): readonly Course[] {
  const world = { ...facts, policy: desired.policy };
  const sorted = [...desired.releases].sort((a, b) => (a.release.id < b.release.id ? -1 : 1));
  return sorted.flatMap((release) => {
    const major = desired.policy.majorReleases.get(release.release.content.majorRelease);
    return major === undefined ? [] : [chartCourse(release, major, world)];
  });
}

function chartCourse(desired: DesiredRelease, major: MajorRelease, world: World): Course {
  const { id } = desired.release;
  const recorded = world.record.releases.get(id)?.observed ?? null;
  const pool = world.actual.pool.get(id) ?? { kind: 'known', value: null };
  const pooled = pool.kind === 'known' ? pool.value : null;
  const ask = (step: Step, state: ObservedState) =>
    questionOf(step, state, { desired, major, pooled, world });
  const walked = walkEdits(recorded ?? { state: 'Submitted' }, desired.edits, {
    forbid: anyOf([forbidUnsupported(desired, major), forbidRollback(id, major, world.record)]),
    isReplaced: (step, state, later) => isReplaced(ask(step, state), later),
    isHeld: (step, state) => worstOf(askGates(ask(step, state))).kind !== 'pass',
  });
  const walk = ignoredByPolicy(walked, { desired, major, policy: world.policy });
  const course = { desired, major, recorded, walk, pooled, decision: nothing, gates: [], earliest: null };

  const obstacle = contentObstacle(desired, pool);
  if (obstacle !== null)
    return { ...course, walk: standStill(recorded), gates: named(gateOf(obstacle), obstacle) };
  const damage = world.actual.poolDamage.get(id);
  if (damage !== undefined)
    return { ...course, walk: standStill(recorded), ...repair(damage, dueOf(course, world), world.now) };
  if (walk.refusal !== null) return { ...course, gates: refusalVerdict(walk.refusal) };
  if (walk.step === null) return course;
  return { ...course, ...decide(walk.step, course, world) };
}

// A published file is the pool's own: what is wrong in one is wrong in both, and must not spread.
function repair(
  damage: readonly [string, ...string[]],
  due: Instant | undefined,
  now: Instant,
): Pick<Course, 'decision' | 'gates'> {
  const more = damage.length === 1 ? '' : ` and ${damage.length - 1} more`;
  const why = `${damage[0]}${more}`;
  const waits = due !== undefined && due > now;
  const next = waits
    ? `fetching it again did not succeed and is tried again at ${due}`
    : 'the next run fetches it again by its pinned digest';
  return {
    decision: waits ? nothing : { kind: 'repair', why },
    gates: named('pool', {
      kind: 'blocked',
      sentence: `it stays where it is, because it is not in the pool as it was fetched: ${why}`,
      hint: `${next}; or put the right file in its place by a rename, from a backup or a client; stagepost scrub checks it`,
      cites: 'R65, R80',
    }),
  };
}

function standStill(recorded: Course['recorded']): Walk {
  const state = recorded ?? { state: 'Submitted' };
  return { state, marks: [], step: null, refusal: null, settled: null, more: false };
}

// R36: what was fetched is what the file said then; other content is another submission.
function contentObstacle(desired: DesiredRelease, pool: Observation<PooledRelease | null>): Verdict | null {
  if (pool.kind === 'unknown')
    return { kind: 'cannot-tell', sentence: `the pool cannot be read: ${pool.reason}` };
  if (pool.value === null || pool.value.content === desired.content) return null;
  return {
    kind: 'blocked',
    sentence: 'its content was edited after it was fetched',
    hint: `restore the content fields, which \`git log -p -- ${desired.release.file}\` shows, or submit the new content as a new version or submission`,
    cites: 'R36',
  };
}

// An edit of fetched content is a mistake in git, and nothing that the pool is to blame for.
function gateOf({ kind }: Verdict): string {
  return kind === 'blocked' ? 'content' : 'pool';
}

function refusalVerdict(refusal: NonNullable<Walk['refusal']>): readonly GateVerdict[] {
  const { sentence, hint, cites } = refusal.why;
  return named('transition', { kind: 'blocked', sentence, hint, cites });
}

function named(gate: string, verdict: Verdict): readonly GateVerdict[] {
  return [{ gate, verdict }];
}

interface Asked extends Pick<Course, 'desired' | 'major' | 'pooled'> {
  readonly world: World;
}

function questionOf(step: Step, from: ObservedState, { desired, major, pooled, world }: Asked): GateQuestion {
  const { policy, record, actual, now, look } = world;
  return {
    desired: asSigned(desired, step.edit),
    major,
    policy,
    record,
    actual,
    pooled,
    from,
    step,
    before: null,
    now,
    installs: look,
  };
}

// People signed for what the file said then; what was written afterwards is another edit.
function asSigned(desired: DesiredRelease, { approval, workflow }: Edit): DesiredRelease {
  if (approval.kind === 'known' && approval.value === null) return desired;
  return { ...desired, release: { ...desired.release, workflow } };
}

function decide(step: Step, course: Course, world: World): Pick<Course, 'decision' | 'gates' | 'earliest'> {
  const question = questionOf(step, course.walk.state, { ...course, world });
  const asked = askGates(question);
  const earliest = earliestOpening(question);
  const gates = [...retryVerdict(step, course, world), ...asked];
  const worst = worstOf(gates);
  if (worst.kind !== 'pass') return { decision: nothing, gates, earliest };
  const entering = step.transition.effect === 'fetch' || step.transition.effect === 'move';
  const fetches = entering && course.pooled === null;
  return { decision: fetches ? { kind: 'fetch' } : { kind: 'take', step }, gates, earliest };
}

function retryVerdict(step: Step, course: Course, world: World): readonly GateVerdict[] {
  const due = dueOf(course, world);
  if (!step.retry || due === undefined || due <= world.now) return [];
  return named('retry', { kind: 'wait-until', sentence: 'the failed step is tried again', until: due });
}

// A correction in git is another thing to try, and need not wait for the next attempt at the old one.
function dueOf({ desired }: Course, { actual, now, policy }: World): Instant | undefined {
  const attempts = actual.attempts.get(desired.release.id);
  const same = attempts?.content === null || attempts?.content === desired.content;
  // A delay is at most a fifth longer than the longest; what is later was written down by a clock that was wrong.
  const latest = plusSeconds(now, Math.ceil(policy.retry.mostSeconds * 1.2));
  return same && attempts !== undefined && attempts.dueAt <= latest ? attempts.dueAt : undefined;
}

function anyOf(forbids: readonly Forbid[]): Forbid {
  return (...step) => {
    for (const forbid of forbids) {
      const why = forbid(...step);
      if (why !== null) return why;
    }
    return null;
  };
}
