import { attempt } from '../actual/attempt.ts';
import { checkOnce } from '../actual/clients/check-once.ts';
import { type ClientDeps, type ClientQuestion, lookAsClient } from '../actual/clients/look-as-client.ts';
import type { ClientReading } from '../domain/client-reading.ts';
import type { Observation } from '../domain/observation.ts';
import { allRepositoriesOf, type Repository, type RepositoryKey } from '../domain/repository.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import type { ClientTruth } from '../report/views/client-truth.ts';
import type { Snapshot } from '../report/views/snapshot.ts';
import type { Snapshots } from './snapshots.ts';
import { makeWake } from './wake.ts';

/** What watching as clients do works with. */
export interface WatchDeps extends ClientDeps {
  readonly roots: StageRoots;
  readonly snapshots: Pick<Snapshots, 'current' | 'onChange'>;
  /** The generations before the recorded one, as far as they are on disk. */
  readonly earlier: (repository: Repository, snapshot: Snapshot) => ReturnType<ClientQuestion['earlier']>;
  readonly stop: AbortSignal;
  /** A number from 0 up to 1, anew at each call. */
  readonly chance: () => number;
}

/** What clients were given last, of every shared repository that is published. */
export interface ClientWatch {
  truth(): ClientTruth;
  /** Looks at once, then every few minutes and after each switch, until it is stopped. Never throws. */
  run(): Promise<void>;
}

const usualMs = 5 * 60_000;
const spread = 0.2;
const atOnce = 4;

/** Reads what is published as clients do, beside the cycles, which wait for nothing here. */
export function watchClients(deps: WatchDeps): ClientWatch {
  const { snapshots, stop, chance } = deps;
  const wake = makeWake();
  const look = { ...deps, signer: checkOnce(deps.signer) };
  let truth: ClientTruth = new Map();
  let looked = '';

  async function lookAround(): Promise<void> {
    const snapshot = snapshots.current()?.snapshot;
    if (snapshot === undefined) return;
    looked = liveIn(snapshot);
    truth = await lookAt(look, snapshot);
  }

  return {
    truth: () => truth,
    run: async () => {
      const forget = snapshots.onChange(({ snapshot }) => {
        if (liveIn(snapshot) !== looked) wake.wake();
      });
      while (!stop.aborted) {
        await lookAround();
        await wake.pause(usualMs * (1 - spread + 2 * spread * chance()), stop);
      }
      forget();
    },
  };
}

function liveIn({ record }: Snapshot): string {
  return [...record.generations].map(([key, { generation }]) => `${key} ${generation.number}`).join('\n');
}

async function lookAt(deps: WatchDeps, snapshot: Snapshot): Promise<ClientTruth> {
  const waiting = [...publishedIn(snapshot)];
  const found = new Map<RepositoryKey, Observation<readonly ClientReading[]>>();
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined && !deps.stop.aborted; next = waiting.shift()) {
      const { repository } = next;
      found.set(repository.key, await attempt(() => lookAsClient(deps, questionOf(deps, snapshot, next))));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return found;
}

type Published = Pick<ClientQuestion, 'repository' | 'live'>;

// Strangers cannot read what is private, and what is shared is what counts.
function publishedIn({ desired, record }: Snapshot): readonly Published[] {
  return allRepositoriesOf(desired.policy.majorReleases, []).flatMap((repository) => {
    const live = record.generations.get(repository.key)?.generation;
    return live === undefined ? [] : [{ repository, live }];
  });
}

function questionOf({ roots, earlier }: WatchDeps, snapshot: Snapshot, published: Published): ClientQuestion {
  const { repository } = published;
  const url = `${roots[repository.stage].url}/${repository.path}`;
  return { ...published, url, earlier: () => earlier(repository, snapshot) };
}
