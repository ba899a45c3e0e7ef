import type { Instant } from '../../domain/instant.ts';
import { isEndState } from '../../domain/lifecycle.ts';
import type { StateName } from '../../domain/release.ts';
import { ageOf } from '../times.ts';
import type { CardView } from './card-view.ts';

/** One column of a band. */
export interface StopView {
  readonly state: StateName;
  readonly total: number;
  /** Those to look at first. */
  readonly cards: readonly CardView[];
  /** The next ones, in short. */
  readonly rows: readonly CardView[];
  /** How many follow that are shown nowhere here. */
  readonly left: number;
  /** What is behind the cards, in words: `24 more, 2 late, oldest 22 d`; null when nothing is. */
  readonly more: string | null;
}

/** How many cards a stop has before it folds, and how many rows its fold has. */
export interface StopSize {
  readonly cards: number;
  readonly rows: number;
}

/** The stop of a state with the cards that stand there, worst first. */
export function stopView(
  state: StateName,
  all: readonly CardView[],
  { now, size }: { readonly now: Instant; readonly size: StopSize },
): StopView {
  const sorted = inOrder(state, all);
  const behind = sorted.slice(size.cards);
  return {
    state,
    total: all.length,
    cards: sorted.slice(0, size.cards),
    rows: behind.slice(0, size.rows),
    left: Math.max(0, behind.length - size.rows),
    more: behind.length === 0 ? null : moreText(behind, now),
  };
}

/** Failed first, then late, then emergencies, then the oldest; those in line for the slot in the order of the line. */
export function inOrder(state: StateName, cards: readonly CardView[]): readonly CardView[] {
  const direction = isEndState(state) ? -1 : 1;
  const byTime = (a: CardView, b: CardView) => compare(a.stay?.since ?? '', b.stay?.since ?? '') * direction;
  const byName = (a: CardView, b: CardView) => compare(a.release, b.release);
  return [...cards].sort(
    (a, b) => urgency(a) - urgency(b) || a.inLine - b.inLine || byTime(a, b) || byName(a, b),
  );
}

/** Whether a release has been in its state for longer than it should. */
export function isLate({ stay }: CardView): boolean {
  return (stay?.limit?.over ?? null) !== null;
}

function urgency(card: CardView): number {
  if (card.state === 'Failed') return 0;
  if (!card.isUnderWay || card.state === 'Deferred') return 3;
  if (isLate(card)) return 1;
  return card.emergency ? 2 : 3;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function moreText(behind: readonly CardView[], now: Instant): string {
  const late = behind.filter(isLate).length;
  const oldest = behind.flatMap(({ stay }) => stay?.since ?? []).sort()[0];
  const failed = behind.filter(({ state }) => state === 'Failed').length;
  return [
    `${behind.length} more`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(late > 0 ? [`${late} late`] : []),
    ...(oldest === undefined ? [] : [`oldest ${ageOf(oldest, now)}`]),
  ].join(', ');
}
