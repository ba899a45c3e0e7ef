import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredRelease, DesiredState } from '../domain/desired-state.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import { platformOf } from '../domain/major-release.ts';
import type { PooledRelease } from '../domain/member.ts';
import type { Observation } from '../domain/observation.ts';
import type { RetryPolicy } from '../domain/policy.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Course, Decision } from './course.ts';
import { type Forbid, type Step, type Walk, walkEdits } from './walk-edits.ts';

interface Facts {
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly now: Instant;
}

interface World extends Facts {
  readonly retry: RetryPolicy;
}

const pass: Verdict = { kind: 'pass', sentence: 'as git asks' };
const nothing: Decision = { kind: 'nothing' };

/** The course of every readable release, each judged by itself; the slot is decided afterwards, over all of them. */
export function chartCourses(desired: DesiredState, facts: Facts): readonly Course[] {
  const world = { ...facts, retry: desired.policy.retry };
  const sorted = [...desired.releases].sort((a, b) => (a.release.id < b.release.id ? -1 : 1));
  return sorted.flatMap((release) => {
    const major = desired.policy.majorReleases.get(release.release.content.majorRelease);
    return major === undefined ? [] : [chartCourse(release, major, world)];
  });
}

function chartCourse(desired: DesiredRelease, major: MajorRelease, world: World): Course {
  const { id } = desired.release;
  const recorded = world.record.releases.get(id)?.observed ?? null;
  const walk = walkEdits(
    recorded ?? { state: 'Submitted' },
    desired.edits,
    forbidUnsupported(desired, major),
  );
  const pool = world.actual.pool.get(id) ?? { kind: 'known', value: null };
  const pooled = pool.kind === 'known' ? pool.value : null;
  const course = { desired, major, recorded, walk, pooled, decision: nothing, verdict: pass };

  const obstacle = contentObstacle(desired, pool);
  if (obstacle !== null) return { ...course, walk: standStill(recorded), verdict: obstacle };
  const damage = world.actual.poolDamage.get(id);
  if (damage !== undefined)
    return { ...course, walk: standStill(recorded), ...repair(damage, dueOf(course, world), world.now) };
  if (walk.refusal !== null) return { ...course, verdict: refusalVerdict(walk.refusal) };
  if (walk.step === null) return course;
  return { ...course, ...decide(walk.step, course, world) };
}

// A published file is the pool's own: what is wrong in one is wrong in both, and must not spread.
function repair(
  damage: readonly [string, ...string[]],
  due: Instant | undefined,
  now: Instant,
): Pick<Course, 'decision' | 'verdict'> {
  const more = damage.length === 1 ? '' : ` and ${damage.length - 1} more`;
  const why = `${damage[0]}${more}`;
  const waits = due !== undefined && due > now;
  const next = waits
    ? `fetching it again did not succeed and is tried again at ${due}`
    : 'the next run fetches it again by its pinned digest';
  return {
    decision: waits ? nothing : { kind: 'repair', why },
    verdict: {
      kind: 'blocked',
      sentence: `it stays where it is, because it is not in the pool as it was fetched: ${why}`,
      hint: `${next}; or put the right file in its place by a rename, from a backup or a client; stagepost scrub checks it`,
      cites: 'R65, R80',
    },
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

function refusalVerdict(refusal: NonNullable<Walk['refusal']>): Verdict {
  const { sentence, hint, cites } = refusal.why;
  return { kind: 'blocked', sentence, hint, cites };
}

function decide(step: Step, course: Course, world: World): Pick<Course, 'decision' | 'verdict'> {
  const due = dueOf(course, world);
  if (step.retry && due !== undefined && due > world.now) {
    const sentence = 'the failed step is tried again';
    return { decision: nothing, verdict: { kind: 'wait-until', sentence, until: due } };
  }
  const entering = step.transition.effect === 'fetch' || step.transition.effect === 'move';
  if (entering && course.pooled === null) return { decision: { kind: 'fetch' }, verdict: pass };
  return { decision: { kind: 'take', step }, verdict: pass };
}

// A correction in git is another thing to try, and need not wait for the next attempt at the old one.
function dueOf({ desired }: Course, { actual, now, retry }: World): Instant | undefined {
  const attempts = actual.attempts.get(desired.release.id);
  const same = attempts?.content === null || attempts?.content === desired.content;
  // A delay is at most a fifth longer than the longest; what is later was written down by a clock that was wrong.
  const latest = plusSeconds(now, Math.ceil(retry.mostSeconds * 1.2));
  return same && attempts !== undefined && attempts.dueAt <= latest ? attempts.dueAt : undefined;
}

// R13: an unsupported target is no mistake of syntax; the answer to it is a decision of people.
function forbidUnsupported(desired: DesiredRelease, major: MajorRelease): Forbid {
  const targets = desired.release.content.platforms.filter((key) => platformOf(major, key) === undefined);
  const why = {
    sentence: `${major.key} does not support ${targets.join(', ')}`,
    hint: 'set desiredState: Ignored with this reason, or let an administrator add the platform',
    cites: 'R13',
  };
  return ({ effect }) => (targets.length > 0 && (effect === 'fetch' || effect === 'move') ? why : null);
}
