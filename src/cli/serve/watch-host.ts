import type { Composed } from '../../compose.ts';
import type { Snapshots } from '../../reconcile/snapshots.ts';
import { type ClientWatch, watchClients } from '../../reconcile/watch-clients.ts';
import { generationsOf } from './page-facts.ts';

/** Watches the repositories of a host as clients do, until it is ended. */
export function watchHost(
  { deps, publicFiles }: Composed,
  { snapshots, stop }: { readonly snapshots: Snapshots; readonly stop: AbortSignal },
): ClientWatch & { end(): void } {
  const ended = new AbortController();
  const watch = watchClients({
    publicFiles,
    signer: deps.publish.signer,
    clock: deps.clock,
    roots: deps.roots,
    snapshots,
    earlier: async (repository, { record }) => {
      const recorded = record.generations.get(repository.key)?.generation;
      const found = await generationsOf(deps, repository, recorded);
      return found.kind === 'known' ? found.value : [];
    },
    stop: AbortSignal.any([stop, ended.signal]),
    chance: Math.random,
  });
  return { ...watch, end: () => ended.abort() };
}
