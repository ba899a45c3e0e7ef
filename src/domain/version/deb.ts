interface DebVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/**
 * Compares two Debian versions, `[epoch:]upstream[-revision]`, by the rules of dpkg (deb-version(7), Debian Policy
 * 5.6.12): epochs as numbers, then upstream, then revision, where an absent epoch or revision counts as 0. Syntax is
 * not checked here: text before the first colon that is no number is taken as upstream. Total over all strings; never
 * throws.
 */
export function compareDebVersions(a: string, b: string): -1 | 0 | 1 {
  const left = split(a);
  const right = split(b);
  return (
    comparePart(left.epoch, right.epoch) ||
    comparePart(left.upstream, right.upstream) ||
    comparePart(left.revision, right.revision)
  );
}

function split(version: string): DebVersion {
  const epoch = /^[0-9]+(?=:)/.exec(version)?.[0];
  const rest = epoch === undefined ? version : version.slice(epoch.length + 1);
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch: epoch ?? '',
    upstream: hyphen < 0 ? rest : rest.slice(0, hyphen),
    revision: hyphen < 0 ? '' : rest.slice(hyphen + 1),
  };
}

/** Compares by turns a run of other characters, by weight, and a run of digits, by value; a missing run is empty. */
function comparePart(a: string, b: string): -1 | 0 | 1 {
  const left = [...a.matchAll(/([^0-9]*)([0-9]*)/g)];
  const right = [...b.matchAll(/([^0-9]*)([0-9]*)/g)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [, leftText = '', leftDigits = ''] = left[i] ?? [];
    const [, rightText = '', rightDigits = ''] = right[i] ?? [];
    const order = compareText(leftText, rightText) || compare(BigInt(leftDigits), BigInt(rightDigits));
    if (order !== 0) return order;
  }
  return 0;
}

function compareText(a: string, b: string): -1 | 0 | 1 {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compare(weight(a[i]), weight(b[i]));
    if (order !== 0) return order;
  }
  return 0;
}

/** Tilde before the end, the end before letters, letters before everything else. */
function weight(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
}

function compare<T extends bigint | number>(a: T, b: T): -1 | 0 | 1 {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
