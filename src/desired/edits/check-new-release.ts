import type { DesiredState } from '../../domain/desired-state.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import { good, type Result, refused } from '../../domain/result.ts';
import type { BlobId } from '../../ports/release-history.ts';
import { checkDuplicates } from '../check-duplicates.ts';
import { checkRelease } from '../check-release.ts';
import { checkSharedPaths } from '../check-shared-paths.ts';
import { knownReleases } from '../known-releases.ts';
import { readRelease } from '../read-releases.ts';
import { releaseOf } from '../release-of.ts';

/** A new release file, if it is as schema and rules say and stands in nobody's way on main (R12); else all that is wrong. */
export function checkNewRelease(
  file: string,
  bytes: Uint8Array,
  { desired, record }: { readonly desired: DesiredState; readonly record: ReconcilerRecord },
): Result<Uint8Array> {
  const read = readRelease(file, bytes);
  if (!read.ok) return read;
  const { policy } = desired;
  const findings = checkRelease(file, read.value, policy);
  if (findings.length > 0) return refused(findings);
  const document = read.value;
  const own = { release: releaseOf(file, document.value), document, blob: '' as BlobId };
  // What is wrong between two files is told of the later one, and only what is told of this one is asked for.
  const others = desired.releases.map(({ release }) => ({ release, document, blob: '' as BlobId }));
  const known = knownReleases(
    record,
    others.map(({ release }) => release),
  );
  const all = [...others, own];
  const clashes = [checkDuplicates(all, known), checkSharedPaths(all, policy)];
  const found = clashes.flatMap((each) => each.get(own) ?? []);
  return found.length > 0 ? refused(found) : good(bytes);
}
