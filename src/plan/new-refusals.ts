import type { DesiredState } from '../domain/desired-state.ts';
import { digestOfValue } from '../domain/digest.ts';
import type { HeldBack, Plan } from '../domain/plan.ts';
import type { ReleaseId } from '../domain/release.ts';

/** A plan, and what main would ask for. */
export interface PlannedCommit {
  readonly desired: Pick<DesiredState, 'releases'>;
  readonly plan: Pick<Plan, 'heldBack'>;
}

/** A release that a branch asks something of that the reconciler will refuse. */
export interface NewRefusal {
  readonly held: HeldBack;
  /** Names down to the first content field that the branch edits, where that is what is refused; else empty. */
  readonly field: readonly (string | number)[];
}

// What only an edit can mend: a step that is not one, content that is fixed, links that lack, a file that went. The others
// wait, or change with the world.
const refusingGates: readonly string[] = ['transition', 'content', 'file', 'required links'];

/**
 * What a branch asks for and the reconciler would refuse for good (R36, R38), and the commit that it comes from does not
 * ask for. Both plans are those of the reconciler, so that nothing else is refused here than there (R78).
 */
export function newRefusals(branch: PlannedCommit, base: PlannedCommit | null): readonly NewRefusal[] {
  const before = new Set(base === null ? [] : refusalsOf(base).map(({ key }) => key));
  return refusalsOf(branch).flatMap(({ held, key, release }) => {
    if (before.has(key)) return [];
    const earlier = base === null ? undefined : releasesOf(base).get(held.release)?.release;
    return [{ held, field: isContent(held) ? firstDifference(release?.content, earlier?.content) : [] }];
  });
}

function refusalsOf(commit: PlannedCommit) {
  const releases = releasesOf(commit);
  return commit.plan.heldBack.flatMap((held) => {
    const { release: id, gates, verdict } = held;
    if (verdict.kind !== 'blocked' || !refusingGates.includes(gates[0].gate)) return [];
    const found = releases.get(id);
    // Content that was edited once more reads the same.
    const content = isContent(held) ? found?.content : null;
    return [{ held, release: found?.release, key: JSON.stringify([id, verdict.sentence, content]) }];
  });
}

function releasesOf({
  desired,
}: PlannedCommit): ReadonlyMap<ReleaseId, PlannedCommit['desired']['releases'][number]> {
  return new Map(desired.releases.map((each) => [each.release.id, each]));
}

function isContent({ gates }: HeldBack): boolean {
  return gates[0].gate === 'content';
}

// Empty where both are equal, or where one is there alone.
function firstDifference(a: unknown, b: unknown): readonly (string | number)[] {
  if (!isGroup(a) || !isGroup(b)) return [];
  const names = [...new Set([...Object.keys(b), ...Object.keys(a)])];
  const name = names.find((each) => digestOfValue(a[each] ?? null) !== digestOfValue(b[each] ?? null));
  if (name === undefined) return [];
  return [Array.isArray(a) ? Number(name) : name, ...firstDifference(a[name], b[name])];
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
