import { approvalsGate } from './approvals.ts';
import { earlyAdoptersGate } from './early-adopters.ts';
import { freezeGate } from './freeze.ts';
import type { DatedQuestion, Gate } from './gate.ts';
import { installabilityGate } from './installability.ts';
import { reportLinksGate } from './report-links.ts';
import { requiredLinksGate } from './required-links.ts';
import { soakGate } from './soak.ts';
import { windowGate } from './window.ts';

/** Every gate, in the order in which their verdicts are told. A new gate is a file of its own and a line here. */
export const allGates: readonly Gate[] = [
  approvalsGate,
  requiredLinksGate,
  reportLinksGate,
  earlyAdoptersGate,
  installabilityGate,
  soakGate,
  freezeGate,
  windowGate,
];

/** Those that can be asked about a step of long ago; types see to it that none of them needs more. */
export const datedGates: readonly Gate<DatedQuestion>[] = [
  requiredLinksGate,
  reportLinksGate,
  earlyAdoptersGate,
  soakGate,
  freezeGate,
  windowGate,
];
