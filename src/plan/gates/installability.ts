import type { Verdict } from '../../domain/verdict.ts';
import { changesOfMove } from '../installability/changes-of-move.ts';
import { breakageRule } from '../installability/look.ts';
import { breakageIn, notLookedAt, unknownIn } from '../installability/seen-change.ts';
import { type Gate, type GateQuestion, goesOn } from './gate.ts';

/** Whether its packages can be installed once they have come to clients, and all that can be installed now still can. */
export const installabilityGate: Gate = { name: 'installability', judge };

function judge(question: GateQuestion): Verdict | null {
  const { step, installs, major, policy, desired } = question;
  if (!goesOn({ step }) || installs === null) return null;
  const changes = changesOfMove({ ...question, release: desired.release.id }, installs);
  if (changes.length === 0) return null;
  const blocks = breakageRule(policy, major.key) === 'block';
  const breakage = breakageIn(changes);
  if (breakage !== null) return blocks ? blocked(breakage) : warned(breakage);
  const reason = unknownIn(changes);
  if (reason === null)
    return { kind: 'pass', sentence: `all that can be installed now still can${notLookedAt(changes)}` };
  const sentence = `it cannot be told whether packages can be installed: ${reason}`;
  return blocks ? { kind: 'cannot-tell', sentence } : warned(sentence);
}

function warned(sentence: string): Verdict {
  return { kind: 'pass', sentence: `${sentence}; stagepost.yaml lets it through` };
}

function blocked(sentence: string): Verdict {
  return {
    kind: 'blocked',
    sentence,
    hint: 'bring what is missing first, or let gates.installability in stagepost.yaml only warn',
    cites: 'gates.installability',
  };
}
