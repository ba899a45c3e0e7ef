import { join } from 'node:path';
import type { FileFacts, Files } from '../ports/files.ts';

/** A folder as `.`, and everything below it by relative path, folders first; links are not followed. */
export async function entriesBelow(
  files: Pick<Files, 'list' | 'facts'>,
  folder: string,
): Promise<ReadonlyMap<string, FileFacts>> {
  const found = new Map<string, FileFacts>();
  const look = async (below: string): Promise<void> => {
    for (const name of (await files.list(join(folder, below))) ?? []) {
      const path = below === '' ? name : `${below}/${name}`;
      const facts = await files.facts(join(folder, path));
      // What went in the meantime is not there.
      if (facts === null) continue;
      found.set(path, facts);
      if (facts.kind === 'folder') await look(path);
    }
  };
  const itself = await files.facts(folder);
  if (itself !== null) found.set('.', itself);
  await look('');
  return found;
}
