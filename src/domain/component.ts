import type { ReleaseComponent, ReleaseId } from './release.ts';

/** Names of packages that belong together. */
export interface PackageGroup {
  /** Name of the component, or {@link otherComponent}. */
  readonly component: string;
  /** Sorted, each once; never empty. */
  readonly packages: readonly string[];
}

/** The packages of a release by component (R35). */
export interface GroupedRelease {
  readonly release: ReleaseId;
  readonly groups: readonly PackageGroup[];
}

/** Where packages stand that no component names. */
export const otherComponent = 'other';

/**
 * Names of packages by the components that name them, in the order of the release file, and at the end those that none
 * names (R35). A package that several components name stands in each; a component that none of the packages belongs to
 * is left out. Without components there are no groups.
 */
export function groupByComponent(
  components: readonly ReleaseComponent[],
  names: readonly string[],
): readonly PackageGroup[] {
  if (components.length === 0) return [];
  const all = [...new Set(names)].sort();
  const named = new Set(components.flatMap(({ packages }) => packages));
  const groups = [
    ...components.map(({ name, packages }) => ({
      component: name,
      packages: all.filter((each) => packages.includes(each)),
    })),
    { component: otherComponent, packages: all.filter((each) => !named.has(each)) },
  ];
  return groups.filter(({ packages }) => packages.length > 0);
}
