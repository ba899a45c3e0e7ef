import { type Instant, plusSeconds } from '../../domain/instant.ts';
import type { Delivery, LetterStanding, LetterTries, StoredLetter } from '../../domain/mail.ts';

const firstRetrySeconds = 300;
const longestRetrySeconds = 4 * 3600;
/** Servers that ask to come back later are believed for as long as is usual among mail servers. */
const patienceSeconds = 5 * 86_400;

/** How the letters of a mail stand while it is handed over. */
export function standingAtStart({ standing }: StoredLetter, mail: string, now: Instant): LetterStanding {
  return { ...triesOf(standing), kind: 'sending', since: now, mail };
}

/** How a letter stands after its mail was handed over, or could not be. */
export function standingAfter(
  { standing, queuedAt }: Pick<StoredLetter, 'standing' | 'queuedAt'>,
  delivery: Delivery,
  now: Instant,
): LetterStanding {
  const tries = triesOf(standing);
  switch (delivery.kind) {
    case 'accepted':
      return { kind: 'sent', at: now, mail: tries.mail ?? '' };
    case 'refused':
      return { kind: 'held', since: now, sentence: delivery.sentence };
    case 'unreachable':
      return { ...tries, kind: 'waiting', dueAt: now, sentence: delivery.sentence };
    case 'deferred': {
      const { sentence } = delivery;
      if (plusSeconds(queuedAt, patienceSeconds) < now)
        return { kind: 'held', since: now, sentence: `not taken for five days; last: ${sentence}` };
      const dueAt = plusSeconds(now, retrySeconds(tries.attempts));
      return { ...tries, kind: 'waiting', attempts: tries.attempts + 1, dueAt, sentence };
    }
    case 'unclear': {
      // Once more at most, since each time it may arrive twice (R76).
      const { sentence } = delivery;
      if (tries.doubts > 0)
        return {
          kind: 'held',
          since: now,
          sentence: `it may have arrived; not sent a third time: ${sentence}`,
        };
      const dueAt = plusSeconds(now, firstRetrySeconds);
      return { ...tries, kind: 'waiting', doubts: 1, dueAt, sentence };
    }
    default:
      return delivery satisfies never;
  }
}

function retrySeconds(attempts: number): number {
  return Math.min(longestRetrySeconds, firstRetrySeconds * 2 ** Math.min(attempts, 10));
}

function triesOf(standing: LetterStanding): LetterTries {
  if (standing.kind === 'sent' || standing.kind === 'held') return { attempts: 0, doubts: 0, mail: null };
  const { attempts, doubts, mail } = standing;
  return { attempts, doubts, mail };
}
