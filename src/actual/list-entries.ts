import { join } from 'node:path';
import type { FileFacts, Files } from '../ports/files.ts';
import { eachOf } from './each-of.ts';

type Entry = readonly [path: string, facts: FileFacts];

const atOnce = 16;

/** A folder as `.`, and everything below it by relative path, folders first; links are not followed. */
export async function entriesBelow(
  files: Pick<Files, 'list' | 'facts'>,
  folder: string,
): Promise<ReadonlyMap<string, FileFacts>> {
  const look = async (below: string): Promise<readonly Entry[]> => {
    const names = (await files.list(join(folder, below))) ?? [];
    const found = await eachOf(names, atOnce, async (name): Promise<readonly Entry[]> => {
      const path = below === '' ? name : `${below}/${name}`;
      const facts = await files.facts(join(folder, path));
      // What went in the meantime is not there.
      if (facts === null) return [];
      return facts.kind === 'folder' ? [[path, facts], ...(await look(path))] : [[path, facts]];
    });
    return found.flat();
  };
  const itself = await files.facts(folder);
  const below = await look('');
  return new Map(itself === null ? below : [['.', itself], ...below]);
}
