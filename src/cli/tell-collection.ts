import type { Collected } from '../reconcile/collect.ts';
import { total } from '../report/collection-as-text.ts';
import { failureAsText } from '../report/outcome-as-text.ts';
import type { Io } from './io.ts';

/** Tells what went from the pool, and what could not go. */
export function tellCollection(io: Io, { removed, problems }: Collected): void {
  io.out(
    removed.length === 0 ? 'Nothing was removed from the pool.' : `Removed from the pool: ${total(removed)}`,
  );
  for (const { removal, failure } of problems)
    io.err(`${removal.release} was not removed from the pool: ${failureAsText(failure)}`);
}
