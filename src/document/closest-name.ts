const longest = 64;

/** `did you mean "…"?` for the known name that is nearest to a mistyped one; empty when none is near. */
export function didYouMean(written: string, known: readonly string[]): string {
  const best = closestName(written, known);
  return best === undefined ? '' : `did you mean ${best}?`;
}

/** The known name that is nearest to a mistyped one; undefined when none is near. */
export function closestName(written: string, known: readonly string[]): string | undefined {
  return closestNames(written, known)[0];
}

/** The known names that are near to a mistyped one, the nearest first. */
export function closestNames(written: string, known: readonly string[]): readonly string[] {
  if (written.length > longest) return [];
  const limit = Math.max(1, Math.floor(written.length / 3));
  const ranked = known
    .map((name) => ({ name, steps: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ steps }) => steps <= limit)
    .sort((a, b) => a.steps - b.steps);
  return ranked.map(({ name }) => name);
}

// Levenshtein's distance, one row of the table at a time.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
