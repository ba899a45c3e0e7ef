import type { ReleaseId } from '../../domain/release.ts';
import type { MessageStanding } from '../../domain/rollout-message.ts';
import type { Moved } from '../../ports/proposals.ts';
import type { Placed } from './place-edit.ts';

/** How the message stands by whose edit came somewhere; null when it is to be made anew. */
export function standingOf(placed: Placed | Moved, release: ReleaseId | null): MessageStanding | null {
  switch (placed.kind) {
    case 'moved':
      return null;
    case 'closed':
      return { kind: 'refused', reasons: [placed.why] };
    case 'merged':
      return { kind: 'settled', why: `${placed.url} was merged` };
    default:
      return { ...placed, release };
  }
}
