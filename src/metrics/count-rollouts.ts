import { asDay, type Day, dayOf } from '../domain/day.ts';
import type { Instant } from '../domain/instant.ts';
import type { WrittenRelease } from '../domain/main-history.ts';
import type { ReleaseWay } from './count-releases.ts';
import { type Counted, counted } from './counted.ts';
import { firstWritten } from './first-written.ts';
import type { PartName } from './metric-parts.ts';
import { daysBetween, secondsBetween } from './month.ts';
import type { Passage } from './steps.ts';

const partOfEnd = { Rejected: 'rejected', NotPublished: 'withheld', Ignored: 'ignored' } as const;

/**
 * M.SA1.3-2 and -3: how stage rollouts ended, by the outcome that was written when they did. The second success after
 * a rollback is none of them; a rejection after it is one.
 */
export function countEndings(way: ReleaseWay, written: readonly WrittenRelease[]): readonly Counted[] {
  const { release, passages } = way;
  const accepted = firstAccepted(passages);
  const unsuccessful = passages.flatMap(({ end }) => {
    const part: PartName | undefined = partOfEnd[end?.to as keyof typeof partOfEnd];
    return end === null || part === undefined ? [] : [counted(['M.SA1.3-3', part], { at: end.at, release })];
  });
  if (accepted === undefined) return unsuccessful;
  const entry = { at: accepted.end.at, release };
  const warned = firstWritten(way, written).outcome === 'Warning';
  return [
    counted(['M.SA1.3-2', 'success'], entry),
    ...(warned ? [counted(['M.SA1.3-2', 'warning'], entry)] : []),
    ...unsuccessful,
  ];
}

/** M.SA1.3-4: from the entry into stage rollout to acceptance; what it waited for the slot is shown apart. */
export function countDurations({ release, passages }: ReleaseWay): readonly Counted[] {
  const accepted = firstAccepted(passages);
  if (accepted === undefined) return [];
  const { entry, end } = accepted;
  const seconds = secondsBetween(entry.at, end.at) - end.deferredSeconds;
  const deferred = entry.deferredSeconds + end.deferredSeconds;
  return [
    counted(['M.SA1.3-4', 'rollout'], { at: end.at, release, value: seconds }),
    ...(deferred > 0 ? [counted(['M.SA1.3-4', 'deferred'], { at: end.at, release, value: deferred })] : []),
  ];
}

/**
 * M.SA1.3-5: from acceptance to the day on which the consolidated report was published, as people wrote it; before
 * acceptance it is negative. It belongs to the month in which both had happened.
 */
export function countReportDelays(
  way: ReleaseWay,
  written: readonly WrittenRelease[],
  today: Day,
): readonly Counted[] {
  const accepted = firstAccepted(way.passages);
  const day = reportDay(way, written, today);
  if (accepted === undefined || day === null) return [];
  const end = accepted.end.at;
  const acceptedOn = dayOf(end);
  const at = day > acceptedOn ? day : end;
  return [
    counted(['M.SA1.3-5', 'published'], { at, release: way.release, value: daysBetween(acceptedOn, day) }),
  ];
}

/** When a release was accepted, while the day of its consolidated report is not written, or still to come. */
export function undatedSince(
  way: ReleaseWay,
  written: readonly WrittenRelease[],
  today: Day,
): Instant | null {
  const accepted = firstAccepted(way.passages);
  return accepted === undefined || reportDay(way, written, today) !== null ? null : accepted.end.at;
}

function reportDay(way: ReleaseWay, written: readonly WrittenRelease[], today: Day): Day | null {
  const day = asDay(firstWritten(way, written).stageRolloutReportDate ?? '');
  return day === undefined || day > today ? null : day;
}

function firstAccepted(passages: readonly Passage[]) {
  return passages.find(isAccepted);
}

function isAccepted(passage: Passage): passage is Passage & { readonly end: NonNullable<Passage['end']> } {
  return passage.end?.to === 'Production';
}
