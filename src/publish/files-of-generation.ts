import { join } from 'node:path';
import { packagesLink } from '../formats/repository-layout.ts';
import type { Files } from '../ports/files.ts';

/** Every file of a generation's folder by path; beside the link to the packages no other link may be there. */
export async function filesOfGeneration(files: Files, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of (await files.list(folder)) ?? []) {
    const entry = await files.facts(join(folder, name));
    if (entry?.kind === 'folder')
      found.push(...(await files.walk(join(folder, name))).map((path) => `${name}/${path}`));
    else if (entry?.kind !== 'link' || name !== packagesLink.name) found.push(name);
  }
  return found.sort();
}
