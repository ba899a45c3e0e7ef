import type { HeldBack } from '../domain/plan.ts';
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
export function heldAsSentence({ verdict, gates, earliest }: HeldBack): string {
  const more = gates.slice(1).filter((each) => each.verdict.kind !== 'pass').length;
  const known = verdict.kind === 'wait-until' ? verdict.until : null;
  return [
    verdictAsText(verdict),
    ...(more === 0 ? [] : [`${more} more against it`]),
    ...(earliest === null || earliest === known ? [] : [`not before ${momentOf(earliest)}`]),
  ].join('; ');
}
