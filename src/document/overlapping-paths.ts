/** Two paths that are one, or of which the second lies inside the first. */
export interface Overlap<T> {
  readonly outer: T;
  readonly inner: T;
}

/** Every path that is inside an earlier one, or the same; earlier in the order of paths, then as given. */
export function overlappingPaths<T extends { readonly path: string }>(
  items: readonly T[],
): readonly Overlap<T>[] {
  const sorted = items
    .map((item) => ({ item, path: `${item.path.replace(/(?<!\/)\/+$/, '')}/` }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const overlaps: Overlap<T>[] = [];
  let outer = sorted[0];
  for (const inner of sorted.slice(1)) {
    if (outer !== undefined && inner.path.startsWith(outer.path)) {
      overlaps.push({ outer: outer.item, inner: inner.item });
    } else {
      outer = inner;
    }
  }
  return overlaps;
}
