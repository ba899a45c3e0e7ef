import type { AttemptKey, Attempts } from '../domain/actual-state.ts';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import type { Failure } from '../domain/failure.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { RetryPolicy } from '../domain/policy.ts';

/**
 * When a failed step is due again: doubled from the first delay up to the longest, plus up to a fifth so that many
 * releases of one provider do not come back together. What needs a person is looked at at the longest delay only.
 */
export function nextAttempts(
  before: Attempts | undefined,
  failed: { readonly key: AttemptKey; readonly failure: Failure; readonly content: Sha256 | null },
  { retry, now }: { readonly retry: RetryPolicy; readonly now: Instant },
): Attempts {
  const count = (before?.count ?? 0) + 1;
  const doubled = retry.firstSeconds * 2 ** Math.min(count - 1, 30);
  const delay =
    failed.failure.treatment === 'retry' ? Math.min(doubled, retry.mostSeconds) : retry.mostSeconds;
  const jitter = spread(`${failed.key} ${count}`) * delay * 0.2;
  return { count, dueAt: plusSeconds(now, Math.round(delay + jitter)), content: failed.content };
}

// A number from 0 up to 1 that depends on the text alone, so that a plan can be made again.
function spread(text: string): number {
  return Number.parseInt(sha256Of(text).slice(0, 8), 16) / 0x1_0000_0000;
}
