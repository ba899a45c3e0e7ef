import type { ClientView } from '../../domain/client-view.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Observation } from '../../domain/observation.ts';
import { majorOf, type Release, type ReleaseId } from '../../domain/release.ts';
import { allRepositoriesOf, type RepositoryKey } from '../../domain/repository.ts';
import { explain } from '../explain.ts';
import { type HistoryFacts, historyView } from '../history-view.ts';
import { statusView } from '../status-view.ts';
import { type AdopterRow, adoptersView } from './adopters-view.ts';
import { type CardView, cardFacts, cardView } from './card-view.ts';
import { type GatesView, gatesView } from './gates-view.ts';
import { type PlatformPackages, packagesView } from './packages-view.ts';
import { viewFor } from './public-part.ts';
import { seenOf } from './seen.ts';
import { type Served, type Snippet, snippetsOf } from './served.ts';
import type { Seen, Snapshot, Viewer } from './snapshot.ts';
import { type TimelineEntry, timelineView } from './timeline-view.ts';
import { type WayStop, wayView } from './way-view.ts';

/** Everything about one release. */
export interface ReleaseView {
  readonly seen: Seen;
  readonly card: CardView;
  readonly majorTitle: string;
  /** The answer in one sentence, and what comes next. */
  readonly answer: string;
  readonly next: string;
  readonly file: Release['file'] | null;
  /** Null where main has no readable file of it. */
  readonly content: Release['content'] | null;
  readonly workflow: Release['workflow'] | null;
  readonly failure: Pick<Failure, 'message' | 'details' | 'hint'> | null;
  readonly way: readonly WayStop[];
  readonly gates: GatesView | null;
  readonly packages: Observation<readonly PlatformPackages[] | null>;
  /** The repositories that have it. */
  readonly places: readonly {
    readonly repository: RepositoryKey;
    readonly title: string;
    readonly generation: number;
  }[];
  /** What clients of production would see if it went there now; null where it is there, or has ended. */
  readonly promotion: Observation<readonly ClientView[]> | null;
  readonly adopters: readonly AdopterRow[];
  readonly snippets: readonly Snippet[];
  readonly timeline: readonly TimelineEntry[];
}

/** What a page about one release needs beside the snapshot. */
export interface ReleaseFacts {
  readonly history: HistoryFacts;
  /** What `clientsIfPromoted` says. */
  readonly promotion: Observation<readonly ClientView[]>;
  readonly served: Served;
}

/** What is known of a release; null where there is none of that id, or none that the viewer may know of. */
export function releaseView(snapshot: Snapshot, facts: ReleaseFacts, viewer: Viewer): ReleaseView | null {
  return viewFor(viewer, snapshot, (part) => makeView(part, facts));
}

function makeView(snapshot: Snapshot, { history, promotion, served }: ReleaseFacts): ReleaseView | null {
  const { desired, actual, record, plan, at } = snapshot;
  const id = history.release;
  const status = statusView(desired, record, plan);
  const own = status.releases.find(({ release }) => release === id);
  if (own === undefined) return null;
  const wanted = desired.releases.find(({ release }) => release.id === id);
  const observed = record.releases.get(id)?.observed ?? ({ state: 'Submitted' } as const);
  const card = cardView(own, cardFacts(snapshot));
  const told = historyView(history, at);
  const gates = gatesView(id, plan, observed);
  const { answer, next } = explain(id, { desired, actual, record, plan });
  const adopters = wanted === undefined ? [] : adoptersView(wanted, { policy: desired.policy, at });
  const places = placesOf(id, snapshot);
  return {
    seen: seenOf(snapshot, status),
    card,
    majorTitle: desired.policy.majorReleases.get(majorOf(id))?.title ?? majorOf(id),
    answer,
    next,
    file: wanted?.release.file ?? null,
    content: wanted?.release.content ?? null,
    workflow: wanted?.release.workflow ?? null,
    failure: observed.state === 'Failed' ? failureOf(observed.failure) : null,
    way: wayView(told.visits, gates?.earliest ?? null),
    gates,
    packages: packagesView(id, actual),
    places: places.map(({ key, title, number }) => ({ repository: key, title, generation: number })),
    promotion: card.isUnderWay ? promotion : null,
    adopters: adopters.filter(({ state }) => card.isUnderWay || state !== 'not invited'),
    snippets: snippetsOf(places, served),
    timeline: timelineView(told),
  };
}

function failureOf({ message, details, hint }: Failure): ReleaseView['failure'] {
  return { message, details, hint };
}

function placesOf(id: ReleaseId, { desired, record }: Snapshot) {
  const { policy, releases } = desired;
  const own = releases.map(({ release }) => release).filter((release) => release.id === id);
  return allRepositoriesOf(policy.majorReleases, own).flatMap((repository) => {
    const generation = record.generations.get(repository.key)?.generation;
    const isThere = generation?.members.some(({ release }) => release === id) ?? false;
    return generation !== undefined && isThere ? [{ ...repository, number: generation.number }] : [];
  });
}
