import { rolloutManager } from '../../domain/early-adopter.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { GateVerdict } from '../../domain/verdict.ts';

/** Who acts next in a state that waits for a wish; null where nobody does, or the reconciler alone. */
export function whoActsIn(observed: ObservedState): string | null {
  switch (observed.state) {
    case 'Unverified':
    case 'InVerification':
      return 'verification';
    case 'WaitingForResponse':
      return 'provider';
    case 'StageRollout':
      return 'stage rollout';
    case 'Failed':
      return observed.from === 'Submitted' ? 'provider' : 'administrators';
    case 'Submitted':
    case 'Deferred':
    case 'Production':
    case 'Rejected':
    case 'Ignored':
    case 'NotPublished':
      return null;
    default:
      return observed satisfies never;
  }
}

/** Who can clear what a gate says; null where time or another release does. */
export function whoClears({ gate, verdict }: GateVerdict, observed: ObservedState): string | null {
  switch (verdict.kind) {
    case 'pass':
    case 'wait-until':
      return null;
    case 'needs-approval':
      return verdict.role;
    case 'wait-for':
      if (gate !== 'early adopters') return null;
      return verdict.whom === rolloutManager ? 'stage rollout' : 'early adopters';
    case 'blocked':
      return gate === 'guard' ? 'administrators' : (whoActsIn(observed) ?? 'administrators');
    case 'cannot-tell':
      return 'administrators';
    default:
      return verdict satisfies never;
  }
}
// Texts name whoever runs the host; the shipped rules know them as the role `repository`.
const alsoCalled: Readonly<Record<string, string>> = { administrators: 'repository' };

/** Whether somebody with one of these roles is among those who have to act, such as `verification or stage-rollout`. */
export function waitsForRole(waitsFor: string | null, roles: readonly string[]): boolean {
  const keys = (waitsFor ?? '').split(' or ').map((each) => each.replaceAll(' ', '-'));
  return keys.some((key) => roles.includes(key) || roles.includes(alsoCalled[key] ?? key));
}

/** The same for people: whom to ask, or what to wait for. */
export function clearedBy(found: GateVerdict, observed: ObservedState): string {
  const { gate, verdict } = found;
  if (verdict.kind === 'wait-for') return gate === 'slot' ? 'the release in the slot' : verdict.whom;
  if (verdict.kind === 'wait-until') return 'time alone';
  return whoClears(found, observed) ?? '';
}
