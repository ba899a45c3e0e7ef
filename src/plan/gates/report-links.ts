import { requiredFields } from '../../domain/lifecycle.ts';
import { type DatedQuestion, type Gate, goesOn } from './gate.ts';

/** The links by which a step is justified (R25, R26, R30); the schema asks for them when the wish is made. */
export const reportLinksGate: Gate<DatedQuestion> = { name: 'report links', judge };

function judge({ desired, step }: DatedQuestion) {
  if (!goesOn({ step })) return null;
  const fields = requiredFields(step.transition.to, step.edit.route);
  const missing = fields.filter((field) => (desired.release.workflow[field] ?? '').trim() === '');
  if (missing.length === 0) return { kind: 'pass', sentence: `${fields.join(', ')}: present` } as const;
  return {
    kind: 'blocked',
    sentence: `${step.transition.to} needs ${missing.join(' and ')}, which its file does not have`,
    hint: `add ${missing.join(' and ')} to ${desired.release.file}`,
    cites: 'R25, R26, R30',
  } as const;
}
