import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredRelease, DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import { platformOf } from '../domain/major-release.ts';
import type { PooledRelease } from '../domain/member.ts';
import type { Observation } from '../domain/observation.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Course, Decision } from './course.ts';
import { type Step, type Walk, walkEdits } from './walk-edits.ts';

interface World {
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly now: Instant;
}

const pass: Verdict = { kind: 'pass', sentence: 'as git asks' };
const nothing: Decision = { kind: 'nothing' };

/** The course of every readable release, each judged by itself; the slot is decided afterwards, over all of them. */
export function chartCourses(desired: DesiredState, world: World): readonly Course[] {
  return desired.releases.flatMap((release) => {
    const major = desired.policy.majorReleases.get(release.release.content.majorRelease);
    return major === undefined ? [] : [chartCourse(release, major, world)];
  });
}

function chartCourse(desired: DesiredRelease, major: MajorRelease, world: World): Course {
  const { id } = desired.release;
  const recorded = world.record.releases.get(id)?.observed ?? null;
  const walk = walkEdits(recorded ?? { state: 'Submitted' }, desired.edits);
  const pool = world.actual.pool.get(id) ?? { kind: 'known', value: null };
  const pooled = pool.kind === 'known' ? pool.value : null;
  const course = { desired, major, recorded, walk, pooled, decision: nothing, verdict: pass };

  const obstacle = contentObstacle(desired, pool);
  if (obstacle !== null) return { ...course, walk: standStill(recorded), verdict: obstacle };
  if (walk.refusal !== null) return { ...course, verdict: refusalVerdict(walk.refusal) };
  if (walk.step === null) return course;
  return { ...course, ...decide(walk.step, course, world) };
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
    hint: 'restore the content fields, or submit the new content as a new version or submission',
    cites: 'R36',
  };
}

function refusalVerdict(refusal: NonNullable<Walk['refusal']>): Verdict {
  const { sentence, hint, cites } = refusal.why;
  return { kind: 'blocked', sentence, hint, cites };
}

function decide(step: Step, course: Course, world: World): Pick<Course, 'decision' | 'verdict'> {
  const due = world.actual.attempts.get(course.desired.release.id)?.dueAt;
  if (step.retry && due !== undefined && due > world.now) {
    const sentence = 'the failed step is tried again';
    return { decision: nothing, verdict: { kind: 'wait-until', sentence, until: due } };
  }
  const entering = step.transition.effect === 'fetch' || step.transition.effect === 'move';
  const unsupported = entering ? unsupportedTargets(course) : [];
  if (unsupported.length > 0) return { decision: nothing, verdict: unsupportedVerdict(course, unsupported) };
  if (entering && course.pooled === null) return { decision: { kind: 'fetch' }, verdict: pass };
  return { decision: { kind: 'take', step }, verdict: pass };
}

function unsupportedTargets(course: Course): readonly string[] {
  return course.desired.release.content.platforms.filter(
    (key) => platformOf(course.major, key) === undefined,
  );
}

// R13: an unsupported target is no mistake of syntax; the answer to it is a decision of people.
function unsupportedVerdict(course: Course, targets: readonly string[]): Verdict {
  return {
    kind: 'blocked',
    sentence: `${course.major.key} does not support ${targets.join(', ')}`,
    hint: 'set desiredState: Ignored with this reason, or let an administrator add the platform',
    cites: 'R13',
  };
}
