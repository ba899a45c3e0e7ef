import type { Finding } from '../domain/finding.ts';
import { isEndState, type ObservedState } from '../domain/lifecycle.ts';
import { type DesirableState, pinsOf, type Release, type ReleaseId } from '../domain/release.ts';
import { describesAnew, sharesPackages } from '../domain/same-content.ts';
import type { CheckedRelease } from './check-shared-paths.ts';

/** Where releases are that were there before the files that are judged. */
export type KnownReleases = ReadonlyMap<ReleaseId, ObservedState>;

const nowhere = ['Rejected', 'Ignored', 'NotPublished'] as const satisfies readonly DesirableState[];
const progress: readonly (DesirableState | null)[] = [
  null,
  'Unverified',
  'InVerification',
  'WaitingForResponse',
  'StageRollout',
  'Production',
];

/**
 * Content that is submitted a second time under another name (R12); the later one is told. What came to nothing, or was
 * withdrawn, may come again, and what is in production may be described anew by a further submission of its version.
 */
export function checkDuplicates(
  checked: readonly CheckedRelease[],
  known: KnownReleases,
): ReadonlyMap<CheckedRelease, readonly Finding[]> {
  const standing = checked.filter(({ release }) => !isGone(release, known.get(release.id)));
  const byPin = Map.groupBy(
    standing.flatMap((one) => [...new Set(pinsOf(one.release.content.source))].map((pin) => ({ one, pin }))),
    ({ pin }) => pin,
  );
  const findings = new Map<CheckedRelease, readonly Finding[]>();
  for (const group of byPin.values()) {
    const inOrder = group.map(({ one }) => one).sort((a, b) => byArrival(a.release, b.release, known));
    for (const [at, later] of inOrder.entries()) {
      const first = inOrder.slice(0, at).find((earlier) => isRepeated(later.release, earlier.release, known));
      if (first !== undefined && !findings.has(later)) findings.set(later, [duplicate(later, first)]);
    }
  }
  return findings;
}

function isRepeated(later: Release, earlier: Release, known: KnownReleases): boolean {
  if (!sharesPackages(later.content, earlier.content)) return false;
  const state = known.get(earlier.id)?.state ?? earlier.workflow.desiredState;
  return state !== 'Production' || !describesAnew(later, earlier);
}

// What has ended counts as it ended, whatever its file asks for.
function isGone({ workflow }: Release, observed: ObservedState | undefined): boolean {
  if (workflow.withdrawn !== null) return true;
  const hasEnded = observed !== undefined && isEndState(observed.state);
  const state = hasEnded ? observed.state : workflow.desiredState;
  return nowhere.some((each) => each === state);
}

// Who was there before, or has come further, is not held up by a newcomer.
function byArrival(a: Release, b: Release, known: KnownReleases): number {
  const rank = ({ id }: Release) => (known.has(id) ? 0 : 1);
  const way = ({ workflow }: Release) => progress.indexOf(workflow.desiredState);
  return (
    rank(a) - rank(b) ||
    way(b) - way(a) ||
    a.content.submission - b.content.submission ||
    (a.id < b.id ? -1 : 1)
  );
}

function duplicate({ document, release }: CheckedRelease, first: CheckedRelease): Finding {
  const pins = pinsOf(first.release.content.source);
  const at = pinsOf(release.content.source).findIndex((pin) => pins.includes(pin));
  const isManifest = !('repositories' in release.content.source);
  const field = isManifest ? ['checksumsDigest'] : ['repositories', at, 'digest'];
  return document.finding(['source', ...field], 'value', {
    rule: 'duplicate',
    message: `the same packages are submitted already, in ${first.release.file}`,
    hint: 'remove one of the two files, or end one with a reason; they may come again once the other is Rejected, Ignored, NotPublished or withdrawn',
  });
}
