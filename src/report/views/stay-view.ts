import { type Instant, msOf } from '../../domain/instant.ts';
import type { Zone } from '../../domain/local-time.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StateName } from '../../domain/release.ts';
import { dueAt, limitOf, type TimeLimit } from '../../domain/time-limits.ts';
import { ageOf, durationOf } from '../times.ts';

/** How long a release has been in its state, and how long it should be. */
export interface StayView {
  readonly since: Instant;
  readonly age: string;
  /** Null where policy has no limit for the state. */
  readonly limit: {
    /** `30 d`, `5 working days`. */
    readonly text: string;
    readonly due: Instant;
    /** The part of it that is over, from 0 to 1. */
    readonly share: number;
    /** By how much it is passed; null while it is not. */
    readonly over: string | null;
  } | null;
}

/** A stay until a moment, held against policy. */
export function stayView(
  visit: { readonly state: StateName; readonly entered: Instant },
  now: Instant,
  { policy, zone }: { readonly policy: Policy; readonly zone: Zone | undefined },
): StayView {
  const limit = zone === undefined ? null : limitOf(visit.state, policy.gates.limits);
  const since = visit.entered;
  const stay = { since, age: ageOf(since, now) };
  if (limit === null || zone === undefined) return { ...stay, limit: null };
  const due = dueAt(since, limit, zone);
  const share = Math.min(1, Math.max(0, (msOf(now) - msOf(since)) / (msOf(due) - msOf(since))));
  return { ...stay, limit: { text: limitText(limit), due, share, over: due < now ? ageOf(due, now) : null } };
}

function limitText({ days, working }: TimeLimit): string {
  return working ? `${days} working ${days === 1 ? 'day' : 'days'}` : durationOf(days * 86_400);
}
