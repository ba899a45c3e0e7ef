import type { Member } from '../../domain/member.ts';
import { declarationOf, type SystemReading } from '../../domain/operating-system.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import { type PlatformKey, releaseTitle } from '../../domain/release.ts';

/** Where operating systems are declared, and what was read of them. */
export interface SystemSources {
  readonly policy: Pick<Policy, 'operatingSystems'>;
  readonly record: Pick<ReconcilerRecord, 'systems'>;
}

/** What is known of an operating system; nobody looks at one that is not declared. */
export type SystemStanding =
  | { readonly kind: 'undeclared' }
  | { readonly kind: 'unread'; readonly why: string }
  | { readonly kind: 'read'; readonly reading: SystemReading };

/**
 * What is known of an operating system for these members. An old reading is as good as a new one; one of other
 * repositories is none, and neither is one that was made without asking for what a member needs.
 */
export function systemStanding(
  { policy, record }: SystemSources,
  platform: PlatformKey,
  members: readonly Member[],
): SystemStanding {
  const declared = policy.operatingSystems.repositories.get(platform);
  if (declared === undefined) return { kind: 'undeclared' };
  const reading = record.systems.get(platform);
  if (reading === undefined) return { kind: 'unread', why: 'it has not been read yet' };
  if (reading.declaration !== declarationOf(declared))
    return { kind: 'unread', why: 'it has not been read since it was declared otherwise' };
  const asked = new Set(reading.members);
  const missed = members.find(({ digest }) => !asked.has(digest));
  if (missed === undefined) return { kind: 'read', reading };
  return { kind: 'unread', why: `it has not been read since ${releaseTitle(missed.release)} came` };
}
