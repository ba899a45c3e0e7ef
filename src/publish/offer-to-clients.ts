import { basename, dirname, join } from 'node:path';
import { StagepostError } from '../domain/failure.ts';
import { clientFileOf, clientIdOf } from './client-file.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';
import { replaceText } from './replace-text.ts';

/** Package keys of providers: file -> armoured key. Clients find a key under the base name of its file. */
export type ClientKeys = ReadonlyMap<string, string>;

type OfferDeps = Pick<PublishDeps, 'files' | 'changes' | 'signer'>;

const ownKeyFile = 'stagepost.asc';
const keysFolder = 'keys';

/** What stands beside the generations, by path in the order of writing: the keys, then the file that names them (R85). */
export function offeredFiles(
  place: Place,
  repositoryKey: string,
  keys: ClientKeys,
): ReadonlyMap<string, string> {
  const all = new Map([[ownKeyFile, repositoryKey]]);
  for (const [file, armored] of keys) {
    const name = basename(file);
    if (all.has(name)) throw nameTaken(place, name);
    all.set(name, armored);
  }
  const parts = { id: clientIdOf(place), place, repositoryKey, keyFiles: [...all.keys()] };
  const { name, text } = clientFileOf(parts);
  return new Map([
    ...[...all].map(([key, armored]) => [`${keysFolder}/${key}`, armored] as const),
    [name, text],
  ]);
}

/** Writes them, each by one rename, and only where something differs. */
export async function offerToClients(deps: OfferDeps, place: Place, keys: ClientKeys): Promise<void> {
  const offered = offeredFiles(place, await deps.signer.publicKey(), keys);
  await deps.changes.makeFolder(join(place.folder, keysFolder));
  for (const [path, text] of offered) {
    const file = join(place.folder, path);
    await replaceText(deps, dirname(file), { name: basename(file), text });
  }
}

/** Removes keys that the client file does not name any more. */
export async function removeOldKeys(
  deps: Pick<PublishDeps, 'files' | 'changes'>,
  place: Place,
  keys: ClientKeys,
): Promise<void> {
  const folder = join(place.folder, keysFolder);
  const named = new Set([ownKeyFile, ...[...keys.keys()].map((file) => basename(file))]);
  const names = (await deps.files.list(folder)) ?? [];
  for (const name of names.filter((file) => !named.has(file))) {
    await deps.changes.remove(join(folder, name));
  }
}

function nameTaken(place: Place, name: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: `two keys for ${place.repository.title} have the name ${name}`,
    hint: 'The name stagepost.asc is taken by the repository itself. Rename the key file in the release repository and in stagepost.yaml.',
    treatment: 'needs-person',
  });
}
