/** What a commit does to the files of its parent. */
export interface FileChanges {
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/**
 * The difference between the files of the parent and those wanted. Inventories are only ever added: the record
 * does not list them, and a release that has left the pool keeps its own.
 */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): FileChanges {
  const put = [...wanted].filter(([path, content]) => before.get(path) !== content);
  const remove = [...before.keys()].filter((path) => !wanted.has(path) && !path.startsWith('inventory/'));
  return { put: new Map(put), remove };
}
