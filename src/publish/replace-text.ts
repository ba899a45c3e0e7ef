import { join } from 'node:path';
import { readText } from '../ports/files.ts';
import type { PublishDeps } from './publish-deps.ts';

/** Gives a file this text by one rename, and leaves it alone where it has it. */
export async function replaceText(
  deps: Pick<PublishDeps, 'files' | 'changes'>,
  folder: string,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<void> {
  const path = join(folder, name);
  if ((await deps.files.facts(path))?.kind === 'file' && (await readText(deps.files, path)) === text) return;
  const fresh = join(folder, `.${name}.new`);
  await deps.changes.remove(fresh);
  await deps.changes.write(fresh, text);
  await deps.changes.rename(fresh, path);
}
