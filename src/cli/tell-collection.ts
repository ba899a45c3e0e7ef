import type { Collection, Removal } from '../domain/collection.ts';
import type { CollectionProblem } from '../reconcile/collect.ts';
import { total } from '../report/collection-as-text.ts';
import { failureAsText } from '../report/outcome-as-text.ts';
import type { Io } from './io.ts';

/** Tells of a collection that happened by itself. */
export function tellCollection(io: Io) {
  return ({ removals }: Collection, problems: readonly CollectionProblem[]): void => {
    io.out(removedAsText(removals, problems));
    sayProblems(io, problems);
  };
}

/** What went. */
export function removedAsText(removals: readonly Removal[], problems: readonly CollectionProblem[]): string {
  const failed = new Set(problems.map(({ removal }) => removal.release));
  const removed = removals.filter(({ release }) => !failed.has(release));
  return removed.length === 0
    ? 'Nothing was removed from the pool.'
    : `Removed from the pool: ${total(removed)}`;
}

export function sayProblems(io: Io, problems: readonly CollectionProblem[]): void {
  for (const { removal, failure } of problems)
    io.err(`${removal.release} was not removed from the pool: ${failureAsText(failure)}`);
}
