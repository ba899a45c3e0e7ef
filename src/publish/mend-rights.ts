import { join } from 'node:path';
import { type RightsRule, rightsProblem, soundRights } from '../formats/published-rights.ts';
import { packagesFolder } from '../formats/repository-layout.ts';
import type { StageRoot } from '../ports/stage-roots.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';

type MendDeps = Pick<PublishDeps, 'files' | 'changes'>;

/** Gives every entry of a repository the rights that it should have, where it has others. */
export async function mendRights(deps: MendDeps, place: Place, root: StageRoot): Promise<void> {
  const rootRights = (await deps.files.facts(root.path))?.rights ?? 0;
  const packages = packagesFolder(place.repository.format);
  const mend = async (path: string): Promise<void> => {
    const rule = path.startsWith(`${packages}/`) ? 'kept for ever' : 'ours to change';
    const kind = await mendEntry(deps, join(place.folder, path), { rule, rootRights });
    if (kind !== 'folder') return;
    const names = (await deps.files.list(join(place.folder, path))) ?? [];
    for (const name of names) await mend(path === '' ? name : `${path}/${name}`);
  };
  await mend('');
}

async function mendEntry(
  deps: MendDeps,
  path: string,
  { rule, rootRights }: { readonly rule: RightsRule; readonly rootRights: number },
): Promise<string> {
  const facts = await deps.files.facts(path);
  if (facts === null) return 'nothing';
  if (rightsProblem(facts, rule, rootRights) !== undefined)
    await deps.changes.setRights(path, soundRights(facts, rule, rootRights));
  return facts.kind;
}
