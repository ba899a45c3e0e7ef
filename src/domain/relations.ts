/**
 * What a package says of others, in the notation of its format: `voms >= 4.2.0` or `(a if b)` in rpm, `voms (>= 4.2.0)`
 * or `a | b` in Debian. Lists are in the order of the metadata; one without entries is really empty.
 */
export interface PackageRelations {
  readonly provides: readonly string[];
  /** Debian: Depends and Pre-Depends. */
  readonly requires: readonly string[];
  /** Debian: Conflicts and Breaks. */
  readonly conflicts: readonly string[];
  /** Debian: Replaces. */
  readonly obsoletes: readonly string[];
  readonly recommends: readonly string[];
  /** Paths that others may require; of rpm only those that its first metadata file has, of Debian none. */
  readonly files: readonly string[];
}

/** The name that a relation speaks of: `voms` of `voms >= 4.2.0` and of `voms (<< 4.2)`. */
export function relatedName(relation: string): string {
  return /^[^\s(]+/.exec(relation)?.[0] ?? relation;
}
