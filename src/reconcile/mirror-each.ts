import type { Sha256 } from '../domain/digest.ts';
import { failureOf } from '../domain/failure.ts';
import { plusSeconds } from '../domain/instant.ts';
import type { MirrorNote } from '../domain/mirrored.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';

/** One thing that a mirror should say. */
export interface MirrorItem {
  readonly key: string;
  /** What people call it. */
  readonly subject: string;
  /** Digest of what the mirror should say about it. */
  readonly digest: Sha256;
  /** People edit mirrors, too: after so long, what was right is looked at again. */
  readonly trustedSeconds: number;
  /** Makes it so; answers with what the mirror refused, in its own words. */
  readonly make: () => Promise<readonly string[]>;
}

// A slow mirror does not keep the next cycle from the repositories for longer.
const mostSeconds = 120;

type MirrorDeps = { readonly ledger: Ledger; readonly clock: Clock; readonly stop?: AbortSignal };

/**
 * Makes a mirror say what it should, one item after the other, and remembers what it was seen to say. A mirror that
 * cannot be reached ends the round: the rest would fail alike, and comes with the next cycle, as does what a slow one has
 * no time for. What was refused before comes last, so that it takes nobody's time.
 */
export async function mirrorEach(
  deps: MirrorDeps,
  name: string,
  items: readonly MirrorItem[],
): Promise<readonly MirrorNote[]> {
  const open = await openItems(deps, name, items);
  const end = plusSeconds(deps.clock.now(), mostSeconds);
  const notes: MirrorNote[] = [];
  for (const [index, item] of open.entries()) {
    if (deps.stop?.aborted === true) break;
    const left = open.length - index;
    if (deps.clock.now() >= end)
      return [...notes, { subject: name, sentence: `it is slow; ${left} wait for the next run` }];
    const outcome = await Promise.race([attempt(item), stopped(deps.stop)]);
    // The next run looks whether what was asked last was done.
    if (outcome.kind === 'stopped') break;
    if (outcome.kind === 'unreachable')
      return [...notes, { subject: name, sentence: `${outcome.sentence}; ${left} wait for it` }];
    const seen = { digest: item.digest, at: deps.clock.now() };
    if (outcome.kind === 'refused') notes.push({ subject: item.subject, sentence: outcome.sentence });
    await deps.ledger.noteMirrored(outcome.kind === 'refused' ? refusedBy(name) : name, item.key, seen);
  }
  return notes;
}

/** What is to be looked at: what nobody refused first, then what was refused longest ago. */
async function openItems(
  { ledger, clock }: MirrorDeps,
  name: string,
  items: readonly MirrorItem[],
): Promise<readonly MirrorItem[]> {
  const seen = await ledger.mirrored(name);
  const refused = await ledger.mirrored(refusedBy(name));
  const now = clock.now();
  const open = items.filter(({ key, digest, trustedSeconds }) => {
    const last = seen.get(key);
    if (last?.digest !== digest) return true;
    // A moment in the future was written down by a clock that was wrong.
    return last.at < plusSeconds(now, -trustedSeconds) || last.at > now;
  });
  const refusedAt = ({ key }: MirrorItem): string => {
    const [last, right] = [refused.get(key), seen.get(key)];
    return last === undefined || (right !== undefined && right.at > last.at) ? '' : last.at;
  };
  return open.toSorted((a, b) => (refusedAt(a) < refusedAt(b) ? -1 : refusedAt(a) > refusedAt(b) ? 1 : 0));
}

function refusedBy(name: string): string {
  return `${name}, refused`;
}

type Attempt =
  | { readonly kind: 'right' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'unreachable'; readonly sentence: string }
  | { readonly kind: 'stopped' };

const unreachable = ['tracker-unreachable', 'code-host-unreachable', 'helpdesk-unreachable'];

function stopped(stop: AbortSignal | undefined): Promise<Attempt> {
  return new Promise((resolve) => {
    stop?.addEventListener('abort', () => resolve({ kind: 'stopped' }), { once: true });
  });
}

async function attempt(item: MirrorItem): Promise<Attempt> {
  try {
    const refusals = await item.make();
    return refusals.length === 0 ? { kind: 'right' } : { kind: 'refused', sentence: refusals.join('; ') };
  } catch (error) {
    const { code, message } = failureOf(error);
    return { kind: unreachable.includes(code) ? 'unreachable' : 'refused', sentence: message };
  }
}
