import type { PolicyReplay } from '../domain/policy-replay.ts';
import { releaseTitle } from '../domain/release.ts';
import { counted } from './names.ts';
import { momentOf } from './times.ts';
import { verdictAsText } from './verdict-as-text.ts';

type Step = PolicyReplay['steps'][number];

/** What a policy would have held, and of what nothing is said. */
export function replayAsText({ steps, notReplayed }: PolicyReplay): string {
  const held = steps.filter(({ answer }) => answer.kind === 'held').length;
  const unknown = steps.filter(({ answer }) => answer.kind === 'not-replayed').length;
  const passed = steps.length - held - unknown;
  const rest = unknown === 0 ? '' : `; of ${unknown} it cannot be told`;
  return [
    `Of ${counted(steps.length, 'step')} with packages this policy would have held ${held} and let ${passed} through${rest}.`,
    ...steps.flatMap((step) => blockOf(step) ?? []),
    `Not replayed, because they ask for more than dates, the release file and its reports: ${notReplayed.join(', ')}.`,
  ].join('\n\n');
}

function blockOf(step: Step): string | null {
  const { release, from, to, at, answer } = step;
  const head = `${momentOf(at)}  ${releaseTitle(release)} (${release}): ${from} to ${to}`;
  if (answer.kind === 'passes') return null;
  if (answer.kind === 'not-replayed') return `${head}\n  not replayed: ${answer.why}`;
  const against = answer.gates.filter(({ verdict }) => verdict.kind !== 'pass');
  const lines = against.map(({ gate, verdict }) => `  ${gate}: ${verdictAsText(verdict)}`);
  const [only, ...others] = against;
  const isSaid =
    others.length === 0 && only?.verdict.kind === 'wait-until' && only.verdict.until === answer.earliest;
  const earliest = answer.earliest === null || isSaid ? [] : [`  not before ${momentOf(answer.earliest)}`];
  return [head, ...lines, ...earliest].join('\n');
}
