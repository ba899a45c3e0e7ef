import { type Audience, audienceTitle } from '../../domain/client-view.ts';
import type { InstallabilityChange } from '../../domain/installability.ts';

/** A change of what can be installed, and who sees it. */
export interface SeenChange {
  readonly audience: Audience;
  readonly change: InstallabilityChange;
}

/** What newly cannot be installed, in a sentence that names the first package; null when nothing is known to be. */
export function breakageIn(changes: readonly SeenChange[]): string | null {
  const broken = changes.flatMap(({ audience, change }) =>
    change.kind === 'known' ? change.broken.map((each) => ({ ...each, audience })) : [],
  );
  const [first] = broken;
  if (first === undefined) return null;
  const others = new Set(broken.map((each) => each.package)).size - 1;
  const more = others === 0 ? '' : `; and ${others} more`;
  const who = audienceTitle(first.audience);
  return `clients of ${who} could not install ${first.package} ${first.version}: ${first.reason}${more}`;
}

/** Why it is not known of somebody; null when it is known of all. */
export function unknownIn(changes: readonly SeenChange[]): string | null {
  return changes.flatMap(({ change }) => (change.kind === 'cannot-tell' ? [change.reason] : []))[0] ?? null;
}

/** What nobody looked at, behind a sentence; empty when that is nothing. */
export function notLookedAt(changes: readonly SeenChange[]): string {
  const most = (kind: 'outside' | 'untold') =>
    Math.max(0, ...changes.map(({ change }) => (change.kind === 'known' ? change[kind] : 0)));
  const outside = most('outside');
  const untold = most('untold');
  const dependencies = outside === 1 ? '1 dependency is' : `${outside} dependencies are`;
  return [
    outside === 0 ? '' : `; ${dependencies} outside and not looked at`,
    untold === 0 ? '' : `; not known of ${untold} ${untold === 1 ? 'package' : 'packages'}`,
  ].join('');
}
