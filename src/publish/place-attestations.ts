import { basename, dirname, join } from 'node:path';
import { sha256Of } from '../domain/digest.ts';
import { StagepostError } from '../domain/failure.ts';
import { attestationFile, attestationsFolder, type Generation } from '../domain/generation.ts';
import { readTextOfFile } from '../ports/files.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';
import { replaceText } from './replace-text.ts';

type PlaceDeps = Pick<PublishDeps, 'files' | 'changes'>;

/**
 * Puts the attestations of a generation in their places before it goes live, each by one rename and only where something
 * differs. One without a text has to be there: it came with a generation that the record does not have yet.
 */
export async function placeAttestations(
  deps: PlaceDeps,
  place: Place,
  { generation, texts }: { readonly generation: Generation; readonly texts: ReadonlyMap<string, string> },
): Promise<void> {
  for (const attestation of generation.attestations ?? []) {
    const path = attestationFile(attestation);
    const file = join(place.folder, path);
    const text = texts.get(path) ?? (await readTextOfFile(deps.files, file)) ?? '';
    if (sha256Of(text) !== attestation.sha256) throw lost(place, path);
    await makeFolders(deps, place, dirname(path));
    await replaceText(deps, dirname(file), { name: basename(file), text });
  }
}

/** Removes what the live generation does not name. */
export async function removeOldAttestations(
  deps: PlaceDeps,
  place: Place,
  { attestations = [] }: Generation,
): Promise<void> {
  const named = new Set(attestations.map((each) => join(place.folder, attestationFile(each))));
  const all = join(place.folder, attestationsFolder);
  const majors = (await deps.files.list(all)) ?? [];
  for (const major of majors) {
    const names = (await deps.files.list(join(all, major))) ?? [];
    const gone = names.filter((each) => !named.has(join(all, major, each)));
    for (const name of gone) await deps.changes.remove(join(all, major, name));
    if (gone.length === names.length) await deps.changes.remove(join(all, major));
  }
  if (named.size === 0) await deps.changes.remove(all);
}

// What stands in the way as a link would lead us elsewhere.
async function makeFolders(deps: PlaceDeps, place: Place, path: string): Promise<void> {
  for (const folder of [dirname(path), path].map((each) => join(place.folder, each))) {
    const kind = (await deps.files.facts(folder))?.kind;
    if (kind !== undefined && kind !== 'folder') await deps.changes.remove(folder);
  }
  await deps.changes.makeFolder(join(place.folder, path));
}

function lost(place: Place, path: string): StagepostError {
  return new StagepostError({
    code: 'verification-failed',
    message: `${path} of ${place.repository.title} is not the attestation that its generation names`,
    hint: 'Clients keep what they have. Put the file back from a mirror or a backup; a signature cannot be made twice.',
    treatment: 'needs-person',
  });
}
