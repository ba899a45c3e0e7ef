import type { CommitSha } from '../../domain/desired-state.ts';
import { allowanceFor } from '../../domain/guards.ts';
import { type Instant, plusSeconds } from '../../domain/instant.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { Policy } from '../../domain/policy.ts';
import { majorOf } from '../../domain/release.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import { type AuditFacts, fileKey, type ReleaseAt } from '../facts.ts';
import { type AuditFinding, inRecord, releaseFile } from '../finding.ts';
import { type NewVisit, newGenerations, newVisits, type Step, type StepCheck } from '../step.ts';
import { isInHours, localDay, minuteOfWeek } from '../wall-clock.ts';

/** A step that was taken, with what decided over it. */
interface Taken {
  readonly entry: NewVisit;
  readonly file: ReleaseAt;
  readonly policy: Policy;
  /** The moments at which it may have been planned. */
  readonly moments: readonly Instant[];
}

type Say = (message: string, expected: string, found: string) => AuditFinding;

const sampledSeconds = 60;
const mostSamples = 1440;

/** Whoever went on had been where it was for long enough, in no freeze and within the hours, by the policy of the commit. */
export const checkGates: StepCheck = (step, { main }) =>
  newVisits(step).flatMap((entry) => {
    const { visit, release, index, to } = entry;
    const policy = policyOf(step.after.record.commit, main);
    const file = main.files.get(fileKey(visit.commit, release)) ?? null;
    if (policy === null || file === null || !goesOn(entry)) return [];
    const say: Say = (message, expected, found) =>
      inRecord(
        step.after,
        { rule: 'gate', file: releaseFile(release) },
        { message: `visit ${index + 1} (${visit.state}): ${message}`, expected, found },
      );
    const taken = { entry, file, policy, moments: momentsOf(step, entry) };
    return [
      ...(to.state === 'Production' ? soak(step, taken, say) : []),
      ...calendar(taken, say),
      ...frozen(taken, say),
    ];
  });

function policyOf(commit: CommitSha | null, main: AuditFacts['main']): Policy | null {
  return commit === null ? null : (main.policies.get(commit) ?? null);
}

// A rollback takes packages from people and waits for no hour; neither does calling it off, nor a withdrawal.
function goesOn({ from, to }: NewVisit): boolean {
  const moves = to.state === 'StageRollout' || to.state === 'Production';
  if (from === null || !moves) return false;
  return cameFrom(from) !== 'Production' || (isWithdrawn(from) && !isWithdrawn(to));
}

/** The state before a failure, or before waiting for the slot. */
export function cameFrom(from: ObservedState): string {
  return from.state === 'Failed' || from.state === 'Deferred' ? from.from : from.state;
}

/** A generation that brought it is dated by its plan; where an earlier cycle had brought it, nobody knows the minute. */
function momentsOf(step: Step, { release, visit }: NewVisit): readonly Instant[] {
  const brought = newGenerations(step).filter(
    ({ generation, previous }) =>
      !generation.repository.startsWith('unverified/') &&
      generation.members.some((member) => member.release === release) &&
      previous?.members.some((member) => member.release === release) !== true &&
      step.after.message.includes(generation.plan),
  );
  // Its date is later than that of the generation before, and so perhaps a second later than the plan.
  const [date] = brought.map(({ generation }) => generation.date).sort();
  if (date !== undefined) return [plusSeconds(date, -1), date];
  const moments: Instant[] = [];
  let at = visit.entered;
  const earliest = step.before?.committedAt ?? at;
  while (at >= earliest && moments.length < mostSamples) {
    moments.push(at);
    at = plusSeconds(at, -sampledSeconds);
  }
  return moments;
}

function soak({ before }: Step, { entry, file, policy }: Taken, say: Say): readonly AuditFinding[] {
  const { release, from, visit } = entry;
  if (from === null || cameFrom(from) !== 'StageRollout') return [];
  const entered = before?.record.releases
    .get(release)
    ?.visits.findLast(({ state }) => state === 'StageRollout')?.entered;
  const days = daysOf(policy, file);
  const over = entered === undefined ? null : plusSeconds(entered, days * 86_400);
  if (days === 0 || (over !== null && visit.entered >= over)) return [];
  return [say(`it left stage rollout before its ${days} days were over`, `${over} or later`, visit.entered)];
}

function daysOf({ gates: { soak: rule } }: Policy, { release: { content, workflow } }: ReleaseAt): number {
  if (workflow.emergency.route !== 'normal') return rule.emergencyMinDays;
  for (const { majorRelease, type, minDays } of rule.exceptions)
    if (
      (majorRelease ?? content.majorRelease) === content.majorRelease &&
      (type ?? content.type) === content.type
    )
      return minDays;
  return rule.minDays;
}

function calendar({ entry, file, policy: { gates }, moments }: Taken, say: Say): readonly AuditFinding[] {
  if (gates.exempt.includes(file.release.workflow.emergency.route)) return [];
  const major = majorOf(entry.release);
  const isFor = (each: { readonly majorRelease: string | null }) => (each.majorRelease ?? major) === major;
  const isFrozen = (moment: Instant) => {
    const day = localDay(moment, gates.timeZone);
    return gates.freezes.filter(isFor).some(({ from, to }) => from <= day && day <= to);
  };
  const isShut = (moment: Instant) => {
    const minute = minuteOfWeek(moment, gates.timeZone);
    const windows = gates.windows.filter(isFor);
    const isOpen = windows.length === 0 || windows.some((hours) => isInHours(hours, minute));
    return !isOpen || gates.closed.filter(isFor).some((hours) => isInHours(hours, minute));
  };
  const found = moments.join(', ').slice(0, 60);
  return [
    ...(moments.every(isFrozen) ? [say('it moved during a freeze', 'a day without freeze', found)] : []),
    ...(moments.every(isShut) ? [say('it moved outside the hours for it', 'hours of gates', found)] : []),
  ];
}

function frozen({ entry, policy: { guards } }: Taken, say: Say): readonly AuditFinding[] {
  const { release, to } = entry;
  const state = to.state === 'StageRollout' ? to.state : 'Production';
  const freeze = guards.freezes.find((each) => (each.majorRelease ?? majorOf(release)) === majorOf(release));
  if (freeze === undefined || allowanceFor(guards, { guard: 'freeze', release, state }) !== undefined)
    return [];
  return [say('it moved while everything was frozen', 'an entry of guards.allow', freeze.reason)];
}
