import type { CheckedHold, CheckMark, LineMark, PullRequestCheck } from '../../domain/pull-request-check.ts';

/** Every mark that has a line: what is wrong first, then what waits for something, then notes. */
export function checkAnnotations({ marks, held }: PullRequestCheck): readonly LineMark[] {
  const all = [...marks.first, ...held.first.filter(({ already }) => !already).map(holdMark)];
  const wrong = all.flatMap(({ kind, at }) => (kind === 'error' && at !== null ? [placeOf(at)] : []));
  const placed = all.filter((mark): mark is LineMark => mark.at !== null);
  // What is refused is an error already, at the same line.
  const once = placed.filter(({ kind, at }) => kind === 'error' || !wrong.includes(placeOf(at)));
  return kinds.flatMap((kind) => once.filter((mark) => mark.kind === kind));
}

const kinds = ['error', 'warning', 'notice'] as const;

function placeOf({ file, line }: LineMark['at']): string {
  return `${file}:${line}`;
}

function holdMark({ release, state, wants, gates, at }: CheckedHold): CheckMark {
  const [worst] = gates;
  const waits = worst === undefined || ['pass', 'wait-until', 'wait-for'].includes(worst.kind);
  return {
    kind: waits ? 'notice' : 'warning',
    title: `${release} is ${state}${wants === null ? '' : `, wants ${wants}`}`,
    message: gates
      .filter(({ kind }) => kind !== 'pass')
      .map(({ gate, sentence }) => `${gate}: ${sentence}`)
      .join('\n'),
    at,
  };
}
