import type { ChangedFile } from '../../domain/pull-request-check.ts';
import { inLine } from './in-line.ts';

const says: Readonly<Partial<Record<ChangedFile['what'], string>>> = {
  policy:
    'the rules change: what merging does is worked out by the new ones; signatures are asked for as main asks for them now',
  key: 'a key that packages or signatures are checked with changes',
  schema: 'what editors check changes; Stagepost checks by schemas of its own',
  'code-host': 'it decides what the code host does and whom it asks',
  program: 'a program would obey it in a checkout; it was not read here, and nothing was run',
};

/** One sentence for each file that decides what is allowed and who checks it, or looks as if it did. */
export function notableFiles(changed: readonly ChangedFile[]): readonly string[] {
  return changed.flatMap(({ path, what, how }) => {
    const sentence = says[what];
    return sentence === undefined ? [] : [inLine(`${path} (${how}): ${sentence}`)];
  });
}
