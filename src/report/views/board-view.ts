import type { Instant } from '../../domain/instant.ts';
import { type StateName, splitPlatform } from '../../domain/release.ts';
import { type StatusView, statusView } from '../status-view.ts';
import { type BoardQuery, isAskedFor, statesInOrder } from './board-query.ts';
import { type CardView, cardFacts, cardView } from './card-view.ts';
import { viewFor } from './public-part.ts';
import { seenOf } from './seen.ts';
import { type SlotView, slotViews } from './slot-view.ts';
import type { Seen, Snapshot, Viewer } from './snapshot.ts';
import { inOrder, isLate, type StopSize, type StopView, stopView } from './stops.ts';
import { troublesOf } from './troubles.ts';

/** Every release of interest, where it stands and why. */
export interface BoardView {
  readonly seen: Seen;
  readonly query: BoardQuery;
  /** What can be asked for. */
  readonly choices: {
    readonly majors: readonly string[];
    readonly providers: readonly string[];
    readonly waits: readonly string[];
  };
  readonly counts: BoardCounts;
  /** What failed, worst first. */
  readonly failed: readonly CardView[];
  /** What could not be read, is refused by a guard, or is wrong in a file; one sentence each. */
  readonly troubles: readonly string[];
  readonly bands: readonly BandView[];
}

/** Numbers for the first lines of the page. */
export interface BoardCounts {
  readonly all: number;
  /** Those that were asked for. */
  readonly shown: number;
  readonly underWay: number;
  readonly failed: number;
  readonly late: number;
  /** Those that nothing but somebody's act takes on. */
  readonly forSomebody: number;
  readonly slots: number;
  readonly freeSlots: number;
}

/** One major release. */
export interface BandView {
  readonly major: string;
  readonly title: string;
  readonly platforms: readonly string[];
  readonly total: number;
  readonly slots: readonly SlotView[];
  readonly stops: readonly StopView[];
  /** The refusals, in the order of the states. */
  readonly ends: readonly StopView[];
}

const ends: readonly StateName[] = ['Rejected', 'Ignored', 'NotPublished'];

/** What the board shows a viewer who asks for something. */
export function boardView(snapshot: Snapshot, query: BoardQuery, viewer: Viewer): BoardView {
  return viewFor(viewer, snapshot, (part) => makeBoard(part, query));
}

function makeBoard(snapshot: Snapshot, query: BoardQuery): BoardView {
  const { desired, record, plan } = snapshot;
  const status = statusView(desired, record, plan);
  const facts = cardFacts(snapshot);
  const all = status.releases.map((each) => cardView(each, facts));
  const shown = all.filter((card) => isAskedFor(card, query));
  return {
    seen: seenOf(snapshot, status),
    query,
    choices: {
      majors: [...desired.policy.majorReleases.keys()],
      providers: sortedTexts(all.map(({ provider }) => provider)),
      waits: sortedTexts(all.map(({ waitsFor }) => waitsFor)),
    },
    counts: countsOf(all, shown, status),
    failed: inOrder(
      'Submitted',
      shown.filter(({ state }) => state === 'Failed'),
    ),
    troubles: troublesOf(snapshot, status),
    bands: [...desired.policy.majorReleases.values()]
      .filter(({ key }) => query.major === null || key === query.major)
      .map((major) => {
        const own = shown.filter((card) => card.major === major.key);
        const waiting = inOrder(
          'Deferred',
          all.filter(({ state }) => state === 'Deferred'),
        );
        return {
          major: major.key,
          title: major.title,
          platforms: [...new Set(major.platforms.map(({ key }) => splitPlatform(key).platform))],
          total: own.length,
          slots: slotViews(major, { slots: status.slots, waiting, now: snapshot.at }),
          ...stopsOf(own, snapshot.at, query),
        };
      }),
  };
}

function stopsOf(
  cards: readonly CardView[],
  now: Instant,
  { state }: BoardQuery,
): Pick<BandView, 'stops' | 'ends'> {
  const stops = statesInOrder.map((each) =>
    stopView(
      each,
      cards.filter(({ column }) => column === each),
      { now, size: sizeOf(each, state !== null) },
    ),
  );
  return {
    stops: stops.filter((stop) => !ends.includes(stop.state)),
    ends: stops.filter((stop) => ends.includes(stop.state) && stop.total > 0),
  };
}

// Whoever asks for a state wants to read all of it. In production the newest are enough, the rest is a list.
function sizeOf(state: StateName, isAsked: boolean): StopSize {
  if (isAsked) return { cards: ends.includes(state) ? 0 : 100, rows: 10_000 };
  if (ends.includes(state)) return { cards: 0, rows: 20 };
  return { cards: state === 'Production' ? 2 : 3, rows: 20 };
}

function countsOf(all: readonly CardView[], shown: readonly CardView[], { slots }: StatusView): BoardCounts {
  const count = (test: (card: CardView) => boolean) => all.filter(test).length;
  return {
    all: all.length,
    shown: shown.length,
    underWay: count(({ isUnderWay }) => isUnderWay),
    failed: count(({ state }) => state === 'Failed'),
    late: count(isLate),
    forSomebody: count(({ state, waitsFor }) => waitsFor !== null && state !== 'Failed'),
    slots: slots.length,
    freeSlots: slots.filter(({ holder }) => holder === null).length,
  };
}

function sortedTexts(texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text ?? []))].sort();
}
