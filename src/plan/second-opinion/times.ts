import type { EnterState } from '../../domain/plan.ts';
import type { Evidence } from './evidence.ts';

/** Whether whoever moves may move at the moment of the plan: after its soak, in no freeze, within the hours. */
export function checkTimes(evidence: Evidence): readonly string[] {
  return [...evidence.entered.values()]
    .flat()
    .filter(({ to }) => to.state === 'StageRollout' || to.state === 'Production')
    .filter((action) => !comesFromProduction(action, evidence))
    .flatMap((action) => [...soak(action, evidence), ...calendar(action, evidence)]);
}

// A rollback takes packages from people and waits for no hour; neither does calling it off.
function comesFromProduction({ release }: EnterState, { record }: Evidence): boolean {
  const observed = record.releases.get(release)?.observed;
  if (observed === undefined) return false;
  return ('from' in observed ? observed.from : observed.state) === 'Production';
}

function routeOf({ release, commit }: EnterState, { files }: Evidence): string {
  return files.get(release)?.edits.find((edit) => edit.commit === commit)?.route ?? 'normal';
}

function soak(action: EnterState, evidence: Evidence): readonly string[] {
  const { release, to } = action;
  const known = evidence.record.releases.get(release);
  const observed = known?.observed;
  const comes = observed?.state === 'Failed' ? observed.from : observed?.state;
  if (to.state !== 'Production' || comes !== 'StageRollout') return [];
  const entries = (known?.visits ?? []).filter((visit) => visit.state === 'StageRollout');
  const seconds = (Date.parse(evidence.plan.madeAt) - Date.parse(entries.at(-1)?.entered ?? '')) / 1000;
  const needed = daysOf(action, evidence);
  return needed === 0 || seconds >= needed * 86_400
    ? []
    : [`${release} would leave stage rollout before its ${needed} days are over`];
}

function daysOf(action: EnterState, evidence: Evidence): number {
  const { minDays, emergencyMinDays, exceptions } = evidence.desired.policy.gates.soak;
  if (routeOf(action, evidence) !== 'normal') return emergencyMinDays;
  const content = evidence.files.get(action.release)?.release.content;
  for (const exception of exceptions) {
    if (exception.majorRelease !== null && exception.majorRelease !== content?.majorRelease) continue;
    if (exception.type === null || exception.type === content?.type) return exception.minDays;
  }
  return minDays;
}

function calendar(action: EnterState, evidence: Evidence): readonly string[] {
  const { gates } = evidence.desired.policy;
  const major = action.release.slice(0, action.release.indexOf('/'));
  const isFor = (entry: { readonly majorRelease: string | null }) =>
    entry.majorRelease === null || entry.majorRelease === major;
  const all = { closed: gates.closed, windows: gates.windows, freezes: gates.freezes };
  const [closed, windows] = [all.closed.filter(isFor), all.windows.filter(isFor)];
  const freezes = all.freezes.filter(isFor);
  if (gates.exempt.some((route) => route === routeOf(action, evidence))) return [];
  if (closed.length + windows.length + freezes.length === 0) return [];
  const minute = minuteOfWeek(evidence.plan.madeAt, gates.timeZone);
  const today = dayOf(evidence.plan.madeAt, gates.timeZone);
  const isIn = (hours: (typeof windows)[number]) => spans(hours).some((span) => contains(span, minute));
  return [
    ...(freezes.some(({ from, to }) => today >= from && today <= to)
      ? [`${action.release} would enter ${action.to.state} during a freeze`]
      : []),
    ...(closed.some(isIn) || (windows.length > 0 && !windows.some(isIn))
      ? [`${action.release} would enter ${action.to.state} outside the hours for it`]
      : []),
  ];
}

const week = 7 * 1440;

interface Span {
  readonly begin: number;
  readonly length: number;
}

/** Weekly hours as stretches of the week, in minutes after its beginning. */
function spans(hours: {
  readonly days: readonly string[];
  readonly from: number;
  readonly to: number;
}): readonly Span[] {
  const length = hours.to > hours.from ? hours.to - hours.from : hours.to + 1440 - hours.from;
  return hours.days.map((day) => ({ begin: dayNumber(day) * 1440 + hours.from, length }));
}

function contains({ begin, length }: Span, minute: number): boolean {
  return (minute - begin + week) % week < length;
}

function minuteOfWeek(instant: string, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(instant));
  const [, day = '', hour = '', minute = ''] = /^(\w{3}).*?(\d{2}):(\d{2})$/.exec(shown) ?? [];
  return dayNumber(day) * 1440 + Number(hour) * 60 + Number(minute);
}

function dayOf(instant: string, timeZone: string): string {
  // The Swedish way of writing a date is the one of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(Date.parse(instant));
}

function dayNumber(day: string): number {
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day);
}
