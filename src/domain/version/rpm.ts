/** The three fields that order two builds of one RPM package name. */
export interface Evr {
  /** Decimal digits; the empty string is an absent epoch and counts as 0. */
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
}

/** Classes of segment, oldest first. The place is the rank: `1.0~rc1` < `1.0` < `1.0^git1` < `1.0a` < `1.0.1`. */
const ranks = ['tilde', 'end', 'caret', 'letters', 'digits'] as const;

type SegmentClass = (typeof ranks)[number];

/**
 * Compares two version strings, or two release strings, by the rules of rpmvercmp in rpm 4.15 and later (the first
 * with `^`). Letters and digits are those of ASCII; every other character only separates segments, so that `1.0`,
 * `1_0` and `1..0` are equal although their text differs. Total over all strings; never throws.
 */
export function compareRpmVersions(a: string, b: string): -1 | 0 | 1 {
  const left = segments(a);
  const right = segments(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareSegments(left[i], right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * Compares epoch, then version, then release, as rpm orders two packages of one name. An empty release is older than
 * every other one: the rule of dependency expressions, where a missing release matches all, is not this one.
 */
export function compareEvr(a: Evr, b: Evr): -1 | 0 | 1 {
  return (
    compareRpmVersions(a.epoch || '0', b.epoch || '0') ||
    compareRpmVersions(a.version, b.version) ||
    compareRpmVersions(a.release, b.release)
  );
}

function segments(text: string): readonly string[] {
  return text.match(/[0-9]+|[A-Za-z]+|~|\^/g) ?? [];
}

function compareSegments(a: string | undefined, b: string | undefined): -1 | 0 | 1 {
  const left = classOf(a);
  const right = classOf(b);
  if (left !== right) return compare(ranks.indexOf(left), ranks.indexOf(right));
  if (left === 'digits') return compare(BigInt(a ?? ''), BigInt(b ?? ''));
  return compare(a ?? '', b ?? '');
}

function classOf(segment: string | undefined): SegmentClass {
  if (segment === undefined) return 'end';
  if (segment === '~') return 'tilde';
  if (segment === '^') return 'caret';
  return /^[0-9]/.test(segment) ? 'digits' : 'letters';
}

function compare<T extends bigint | number | string>(a: T, b: T): -1 | 0 | 1 {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
