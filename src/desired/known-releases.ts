import type { ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { KnownReleases } from './check-duplicates.ts';

/** The releases of the record where they are, and others that were there before it saw them. */
export function knownReleases(
  { releases }: Pick<ReconcilerRecord, 'releases'>,
  others: readonly { readonly id: ReleaseId }[] = [],
): KnownReleases {
  const unseen = others.map(({ id }) => [id, { state: 'Submitted' }] as const);
  const seen = [...releases].map(([id, { observed }]) => [id, observed] as const);
  return new Map([...unseen, ...seen]);
}
