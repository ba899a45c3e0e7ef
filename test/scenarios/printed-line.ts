import type { Plan } from '../../src/domain/plan.ts';

/** The first hint of a plan that tells how to let something through that this guard refuses. */
export function printedHint({ heldBack, heldRepositories }: Plan, guard: string): string {
  const hints = [
    ...heldRepositories.map(({ hint }) => hint),
    ...heldBack.map(({ verdict }) => (verdict.kind === 'blocked' ? verdict.hint : '')),
  ];
  const found = hints.find((hint) => hint.includes(`guard: ${guard}`));
  if (found === undefined) throw new Error(`nothing is refused by ${guard}`);
  return found;
}

/** stagepost.yaml after a person has done what a hint says, to the letter. */
export function withPrintedLine(text: string, hint: string): string {
  const lines = text.trimEnd().split('\n');
  const [, what = '', line = '', yaml = ''] =
    /let it through, (add to stagepost\.yaml|.+ \(stagepost\.yaml:(\d+)\)(?: by)?): (.+)$/.exec(hint) ?? [];
  const at = Number(line);
  if (what.startsWith('add below guards')) lines.splice(at, 0, `  ${yaml}`);
  else if (what.startsWith('add to guards.allow')) lines.splice(at, 0, `    ${yaml}`);
  else if (what.startsWith('replace allow')) lines[at - 1] = `  ${yaml}`;
  else if (what.startsWith('put first into guards ('))
    lines[at - 1] = `${lines[at - 1]}`.replace('{', `{${yaml} `);
  else if (what.startsWith('put first')) lines[at - 1] = `${lines[at - 1]}`.replace('[', `[${yaml} `);
  else if (what === 'add to stagepost.yaml') lines.push(yaml);
  else throw new Error(`not understood: ${hint}`);
  return `${lines.join('\n')}\n`;
}
