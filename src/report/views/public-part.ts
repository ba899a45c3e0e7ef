import type { ActualState } from '../../domain/actual-state.ts';
import { isSystemKey } from '../../domain/operating-system.ts';
import type { Action, Plan } from '../../domain/plan.ts';
import type { ReconcilerRecord, ReleaseRecord } from '../../domain/record.ts';
import { type ReleaseId, releaseTitle } from '../../domain/release.ts';
import { mapTexts } from '../map-texts.ts';
import type { Snapshot, Viewer } from './snapshot.ts';

/** Whether the packages of a release ever were in a public repository; before that its name is private (R81). */
export function everWasPublic(known: Pick<ReleaseRecord, 'visits'> | undefined): boolean {
  return known?.visits.some(({ state }) => state === 'StageRollout' || state === 'Production') ?? false;
}

/**
 * Makes a view for a viewer. The public one is made from the public part of the snapshot, and where a sentence still
 * names a private release, such as the one that is next in line, it says so without the name.
 */
export function viewFor<T>(viewer: Viewer, snapshot: Snapshot, make: (part: Snapshot) => T): T {
  if (viewer === 'member') return make(snapshot);
  const { part, hide } = publicOf(snapshot);
  return mapTexts(make(part), hide);
}

interface PublicPart {
  readonly part: Snapshot;
  readonly hide: (text: string) => string;
}

const made = new WeakMap<Snapshot, PublicPart>();

// Worked out once for each snapshot, so that what is made from the same part is found again, too.
function publicOf(snapshot: Snapshot): PublicPart {
  const before = made.get(snapshot);
  if (before !== undefined) return before;
  const found = { part: publicPart(snapshot), hide: withoutNames(privateReleases(snapshot)) };
  made.set(snapshot, found);
  return found;
}

function privateReleases({ desired, record }: Snapshot): readonly ReleaseId[] {
  const all = [
    ...record.releases.keys(),
    ...desired.releases.map(({ release }) => release.id),
    ...desired.unreadable.map(({ id }) => id),
  ];
  return all.filter((id) => !everWasPublic(record.releases.get(id)));
}

function publicPart(snapshot: Snapshot): Snapshot {
  const { desired, actual, record, plan } = snapshot;
  const isPublic = (id: ReleaseId) => everWasPublic(record.releases.get(id));
  return {
    ...snapshot,
    desired: {
      ...desired,
      releases: desired.releases.filter(({ release }) => isPublic(release.id)),
      unreadable: [],
    },
    actual: publicActual(actual, isPublic),
    record: publicRecord(record, isPublic),
    plan: publicPlan(plan, isPublic),
    findings: [],
    notes: [],
  };
}

type IsPublic = (id: ReleaseId) => boolean;

function publicActual(actual: ActualState, isPublic: IsPublic): ActualState {
  return {
    ...actual,
    repositories: kept(actual.repositories, isShared),
    readSince: kept(actual.readSince, isShared),
    pool: kept(actual.pool, isPublic),
    poolDamage: kept(actual.poolDamage, isPublic),
    attempts: kept(actual.attempts, (key) => !isSystemKey(key) && isPublic(key)),
  };
}

function publicRecord(record: ReconcilerRecord, isPublic: IsPublic): ReconcilerRecord {
  return {
    ...record,
    behind: kept(record.behind, isPublic),
    releases: kept(record.releases, isPublic),
    generations: kept(record.generations, isShared),
    // Packages that private releases need tell of these.
    systems: new Map(
      [...record.systems].map(([platform, reading]) => [platform, { ...reading, members: [], packages: [] }]),
    ),
  };
}

// Field by field, so that a new one is thought about here before anybody sees it.
function publicPlan(plan: Plan, isPublic: IsPublic): Plan {
  const ofPublic = ({ release }: { readonly release: ReleaseId }) => isPublic(release);
  return {
    schemaVersion: plan.schemaVersion,
    digest: plan.digest,
    madeAt: plan.madeAt,
    base: plan.base,
    actions: plan.actions.filter((action) => isPublicAction(action, isPublic)),
    clients: plan.clients,
    components: plan.components.filter(ofPublic),
    promotions: plan.promotions.filter(ofPublic),
    heldBack: plan.heldBack.filter(ofPublic),
    heldRepositories: plan.heldRepositories.filter(({ repository }) => isShared(repository)),
    unsettled: plan.unsettled.filter(ofPublic),
    outlook: plan.outlook.filter(ofPublic),
    delays: plan.delays.filter(ofPublic),
    notifications: [],
    notes: [],
  };
}

function isPublicAction(action: Action, isPublic: IsPublic): boolean {
  if (action.kind === 'read-system') return false;
  return 'release' in action ? isPublic(action.release) : isShared(action.repository.key);
}

function isShared(repository: string): boolean {
  return !repository.startsWith('unverified/');
}

function kept<K, V>(map: ReadonlyMap<K, V>, isKept: (key: K) => boolean): ReadonlyMap<K, V> {
  return new Map([...map].filter(([key]) => isKept(key)));
}

// Whatever looks like an id or a title; cheaper than looking for ten thousand names one by one.
const nameLike =
  /(?<![\w.+-])(?:[\w.+-]+\/)?[\w.+-]+[- ]\d{1,9}\.\d{1,9}\.\d{1,9}(?:\+\d{1,9}|, submission \d{1,9})?/g;

function withoutNames(hidden: readonly ReleaseId[]): (text: string) => string {
  const names = new Set(hidden.flatMap((id) => [id, releaseTitle(id), id.slice(id.indexOf('/') + 1)]));
  return (text) => text.replace(nameLike, (found) => (names.has(found) ? 'a private release' : found));
}
