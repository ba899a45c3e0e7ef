import { openRequestTracker } from '../../src/adapters/rt/open-request-tracker.ts';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { MirrorNote } from '../../src/domain/mirrored.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { emptyRecord, type ReconcilerRecord, type ReleaseRecord } from '../../src/domain/record.ts';
import type { StateName } from '../../src/domain/release.ts';
import { mirrorTickets } from '../../src/reconcile/mirror-tickets.ts';
import { aPolicy } from '../builders/policy.ts';
import { aCommit, aDesiredRelease, noon } from '../builders/release.ts';
import { aDesiredState } from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeInbox } from '../fakes/inbox.ts';
import { fakeLedger } from '../fakes/ledger.ts';

/** What it took to make all tickets right once. */
export interface Converged {
  readonly what: string;
  /** Requests to the tracker. */
  readonly calls: number;
  readonly seconds: number;
}

interface Wish {
  readonly url: string;
  readonly tokenFile: string;
  readonly releases: number;
  readonly tell: (step: Converged) => void;
}

const document = Buffer.from(`<release>${'x'.repeat(2000)}</release>\n`);
const root = (stage: string) => ({ path: `/srv/${stage}`, url: `https://repo.example.org/${stage}` });

/**
 * Brings the tickets of many releases to life on a real tracker, looks at them when nothing has changed, and moves all of
 * them on; counts requests and seconds. Throws when one ticket is not right in the end.
 */
export async function converge({ url, tokenFile, releases, tell }: Wish): Promise<void> {
  const clock = fakeClock(noon);
  const deps = {
    pool: { releaseXml: async () => document, checksumsXml: async () => document },
    mirrors: { pages: () => ['https://stagepost.example.org/releases/x'] },
    roots: {
      unverified: root('unverified'),
      'stage-rollout': root('stage-rollout'),
      production: root('production'),
    },
    ledger: fakeLedger(),
    inbox: fakeInbox(),
    clock,
  };
  const tracker = openRequestTracker({ url, tokenFile, queue: 'sw-rel', timeoutSeconds: 120 });
  const desired = manyReleases(releases);
  const round = async (what: string, states: readonly StateName[]) => {
    const facts = { desired, record: recordOf(desired, states), plan: nothingHeld };
    const notes = await counted(what, () => mirrorTickets(deps, tracker, facts), tell);
    if (notes.length > 0) throw new Error(`${what}: ${notes.map(({ sentence }) => sentence).join('\n')}`);
  };
  await round('made', ['Submitted', 'Unverified']);
  await round('asked for again at once', ['Submitted', 'Unverified']);
  clock.advance(3601);
  await round('looked at after an hour', ['Submitted', 'Unverified']);
  await round('moved on', ['Submitted', 'Unverified', 'InVerification']);
  await round('ended', ['Submitted', 'Unverified', 'InVerification', 'Rejected']);
}

async function counted(
  what: string,
  work: () => Promise<readonly MirrorNote[]>,
  tell: (step: Converged) => void,
): Promise<readonly MirrorNote[]> {
  const { fetch } = globalThis;
  let calls = 0;
  globalThis.fetch = (...asked: Parameters<typeof fetch>) => {
    calls += 1;
    return fetch(...asked);
  };
  const start = performance.now();
  try {
    return await work();
  } finally {
    globalThis.fetch = fetch;
    tell({ what, calls, seconds: (performance.now() - start) / 1000 });
  }
}

function manyReleases(count: number): DesiredState {
  const policy = { ...aPolicy(), tickets: { owners: { verification: 'quentin', stagedRollout: 'rosa' } } };
  const releases = Array.from({ length: count }, (_, at) =>
    aDesiredRelease({ product: `product${String(at).padStart(6, '0')}` }, ['Unverified'], 1),
  );
  return aDesiredState(releases, 1, policy);
}

function recordOf({ releases }: DesiredState, states: readonly StateName[]): ReconcilerRecord {
  const visits = states.map((state, at) => {
    const entered: Instant = plusSeconds(noon, at * 60);
    return { state, entered, commit: aCommit(state), reason: 'as it is' };
  });
  const observed = { state: states.at(-1) };
  const recorded = releases.map(({ release }) => {
    return [release.id, { release: release.id, observed, visits } as unknown as ReleaseRecord] as const;
  });
  return { ...emptyRecord, releases: new Map(recorded) };
}

const nothingHeld = { heldBack: [], components: [] } as unknown as Plan;
