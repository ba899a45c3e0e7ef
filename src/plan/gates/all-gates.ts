import { approvalsGate } from './approvals.ts';
import { earlyAdoptersGate } from './early-adopters.ts';
import { freezeGate } from './freeze.ts';
import type { Gate } from './gate.ts';
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
