/** The number of the pull request that a commit says it merges; null where its subject names none. */
export function pullRequestOf(subject: string): number | null {
  const found = /^Merge pull request #(\d{1,9})\b/.exec(subject) ?? /\(#(\d{1,9})\)$/.exec(subject);
  return found === null ? null : Number(found[1]);
}
