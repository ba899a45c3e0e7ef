import type { Instant } from './instant.ts';

/** How clients of a repository find its signed root file. */
export type ClientWay = 'yum by metalink' | 'yum by baseurl' | 'apt';

/** What a client was given, held against the generation that is recorded as live. */
export type ClientFinding =
  | { readonly kind: 'the-same' }
  /** Well signed, and earlier; the number is null where that generation is no longer known. */
  | { readonly kind: 'older'; readonly generation: number | null; readonly date: Instant }
  /** Well signed, and later: a switch that is not recorded yet, or somebody else who publishes. */
  | { readonly kind: 'newer'; readonly date: Instant }
  /** Its time is over, so that clients refuse it. */
  | { readonly kind: 'ended'; readonly generation: number | null; readonly validUntil: Instant }
  /** What clients refuse: another signature, other bytes, or what cannot be read. */
  | { readonly kind: 'wrong'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** What one look as a client came to. */
export interface ClientReading {
  readonly way: ClientWay;
  readonly at: Instant;
  /** The generation that was recorded as live when it looked. */
  readonly expected: { readonly number: number; readonly date: Instant };
  /** For how long a cache between had kept what it gave; null where none says so. */
  readonly cachedSeconds: number | null;
  readonly found: ClientFinding;
}
