import type { Instant } from '../../domain/instant.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { HeldBack, Outlook, Plan } from '../../domain/plan.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { GateVerdict, Verdict } from '../../domain/verdict.ts';
import { verdictLines } from '../verdict-as-text.ts';
import { clearedBy } from './who-acts.ts';

/** What one gate says. */
export interface GateRow {
  readonly gate: string;
  readonly kind: Verdict['kind'];
  readonly sentence: string;
  /** How it is mended; empty where nobody need mend anything. */
  readonly hint: string;
  readonly due: Instant | null;
  /** Whom to ask, or what to wait for. */
  readonly clearedBy: string;
}

/** What stands before the next move of a release. */
export interface GatesView {
  /** The state that it goes to; null where its file cannot be read. */
  readonly to: string | null;
  /** Whether git asks for the move already. */
  readonly isAsked: boolean;
  readonly earliest: Instant | null;
  /** Worst first. */
  readonly rows: readonly GateRow[];
}

/** The gates of a release; null where none was asked. */
export function gatesView(id: ReleaseId, plan: Plan, observed: ObservedState): GatesView | null {
  const held = plan.heldBack.find(({ release }) => release === id);
  if (held !== undefined) return viewOf(held, observed, held.desired);
  const ahead = plan.outlook.find(({ release }) => release === id);
  return ahead === undefined || ahead.gates.length === 0 ? null : viewOf(ahead, observed, ahead.to);
}

function viewOf(found: HeldBack | Outlook, observed: ObservedState, to: string | null): GatesView {
  const rows = found.gates.map((each) => rowOf(each, observed));
  return { to, isAsked: 'at' in found, earliest: found.earliest, rows };
}

function rowOf(found: GateVerdict, observed: ObservedState): GateRow {
  const { gate, verdict } = found;
  const [sentence, hint = ''] = verdictLines(verdict);
  return {
    gate,
    kind: verdict.kind,
    sentence,
    hint,
    due: verdict.kind === 'wait-until' ? verdict.until : null,
    clearedBy: clearedBy(found, observed),
  };
}
