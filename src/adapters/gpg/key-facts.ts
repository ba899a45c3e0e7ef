/** What the listing says of a key or subkey. */
export interface KeyFacts {
  /** RFC 9580, 9.1. */
  readonly algorithm: number;
  readonly bits: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** Null when it never does. */
  readonly expires: number | null;
}

/** GnuPG doc/DETAILS: fields 3 bits, 4 algorithm, 6 creation, 7 expiry; the line `fpr` that follows has the name in 10. */
export function readKeyFacts(listing: string): ReadonlyMap<string, KeyFacts> {
  const found = new Map<string, KeyFacts>();
  let facts: KeyFacts | undefined;
  for (const fields of listing.split('\n').map((line) => line.split(':'))) {
    if (fields[0] === 'pub' || fields[0] === 'sub') facts = factsOf(fields);
    if (fields[0] !== 'fpr' || facts === undefined) continue;
    found.set(fields[9] ?? '', facts);
    facts = undefined;
  }
  return found;
}

function factsOf(fields: readonly string[]): KeyFacts {
  const [, , bits = '', algorithm = '', , created = '', expires = ''] = fields;
  return {
    algorithm: Number(algorithm),
    bits: Number(bits),
    created: Number(created),
    expires: expires === '' ? null : Number(expires),
  };
}
