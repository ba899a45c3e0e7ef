import { join } from 'node:path';
import { canonicalJson } from '../domain/digest.ts';
import type { Member, PooledRelease } from '../domain/member.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { FileChanges } from '../ports/files.ts';
import type { Offer } from './offer.ts';

/** Writes what the pool says about the release, and keeps what the provider said, under names of our own. */
export async function writeRelease(
  changes: FileChanges,
  {
    scratch,
    offer,
    pooled,
  }: {
    readonly scratch: string;
    readonly offer: Offer;
    readonly pooled: PooledRelease;
  },
): Promise<void> {
  for (const { name, bytes } of offer.kept) await changes.write(join(scratch, name), bytes);
  await changes.write(join(scratch, 'release.json'), canonicalJson(pooled));
}

/** What the pool will say about the release. */
export function pooledRelease(
  { release, content }: FetchRelease,
  { leftOut }: Offer,
  members: readonly Member[],
): PooledRelease {
  return leftOut.length === 0 ? { release, content, members } : { release, content, members, leftOut };
}
