import type { Instant } from '../domain/instant.ts';
import type { HeldBack, Outlook } from '../domain/plan.ts';
import type { GateVerdict } from '../domain/verdict.ts';
import { momentOf } from './times.ts';
import { verdictAsText, verdictLines } from './verdict-as-text.ts';

/** What holds a release, in lines: the verdict that counts, the others that do not pass, what passes, and when at the earliest. */
export function heldAsLines({ gates, earliest }: HeldBack): readonly [string, ...string[]] {
  const [{ verdict: worst }, ...others] = gates;
  const [sentence, ...more] = verdictLines(worst);
  const against = others.filter(({ verdict }) => verdict.kind !== 'pass');
  const passed = others.filter(({ verdict }) => verdict.kind === 'pass').map(({ gate }) => gate);
  const known = worst.kind === 'wait-until' ? worst.until : null;
  return [
    sentence,
    ...more,
    ...against.map(({ gate, verdict }) => `also ${gate}: ${verdictAsText(verdict)}`),
    ...(passed.length === 0 ? [] : [`passes: ${passed.join(', ')}`]),
    ...(earliest === null || earliest === known ? [] : [`not before ${momentOf(earliest)}`]),
  ];
}

/** The same in one sentence, without what passes. */
export function heldAsSentence({ gates, earliest }: HeldBack): string {
  return gatesAsSentence(gates, earliest);
}

/** What the gates would say of a move that nobody has asked for, in one sentence; empty where there is no gate. */
export function outlookAsSentence({ gates, earliest }: Outlook): string {
  return gatesAsSentence(gates, earliest);
}

function gatesAsSentence([worst, ...others]: readonly GateVerdict[], earliest: Instant | null): string {
  if (worst === undefined) return '';
  const { verdict } = worst;
  const more = others.filter((each) => each.verdict.kind !== 'pass').length;
  const known = verdict.kind === 'wait-until' ? verdict.until : null;
  return [
    verdictAsText(verdict),
    ...(more === 0 ? [] : [`${more} more against it`]),
    ...(earliest === null || earliest === known ? [] : [`not before ${momentOf(earliest)}`]),
  ].join('; ');
}
