import type { DatedQuestion, Gate } from './gate.ts';

/** The links that policy asks for before a release is fetched; afterwards they are fixed with its content (R4, R6, R36). */
export const requiredLinksGate: Gate<DatedQuestion> = { name: 'required links', judge };

function judge({ desired, policy, step }: DatedQuestion) {
  const { requiredLinks } = policy.gates;
  if (step.transition.effect !== 'fetch' || requiredLinks.length === 0) return null;
  const { links } = desired.release.content;
  const missing = requiredLinks.filter((name) => links[name].length === 0);
  if (missing.length === 0)
    return { kind: 'pass', sentence: `${requiredLinks.join(', ')}: present` } as const;
  return {
    kind: 'blocked',
    sentence: `it needs links to ${missing.join(' and ')}, which its file does not have`,
    hint: `add links.${missing.join(' and links.')} to ${desired.release.file}`,
    cites: 'R4, R6',
  } as const;
}
