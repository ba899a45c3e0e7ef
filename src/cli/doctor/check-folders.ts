import { join } from 'node:path';
import type { Host } from '../../config/host.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { FileChanges, FileFacts, Files } from '../../ports/files.ts';
import { type Check, look } from './check.ts';

/** The folders of this host: writable, and on one file system, because packages are moved by hard links. */
export async function checkFolders(
  deps: { readonly files: Files; readonly changes: FileChanges },
  host: Host,
): Promise<readonly Check[]> {
  const state = await look('state folder', async () => {
    await tryToWrite(deps, host.state);
    return host.state;
  });
  const device = (await deps.files.facts(host.state))?.device;
  const stages = Object.entries(host.stages).map(([stage, { path }]) =>
    look(`folder of ${stage}`, async () => {
      await tryToWrite(deps, path);
      const facts = await deps.files.facts(path);
      if (device !== undefined && facts?.device !== device) throw otherFileSystem(path, host.state);
      return path;
    }),
  );
  return [state, await privateHome(deps.files, host), ...(await Promise.all(stages))];
}

async function tryToWrite({ changes }: { readonly changes: FileChanges }, folder: string): Promise<void> {
  await changes.makeFolder(folder);
  const scratch = await changes.makeScratch(folder, '.doctor');
  await changes.write(join(scratch, 'x'), '');
  await changes.remove(scratch);
}

async function privateHome(files: Files, { signing }: Host): Promise<Check> {
  return look('folder of the signing key', async () => {
    const facts: FileFacts | null = await files.facts(signing.home);
    if (facts?.kind !== 'folder') throw missingHome(signing.home);
    return signing.home;
  });
}

function otherFileSystem(path: string, state: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: `${path} is on another file system than ${state}`,
    hint: 'put both on one file system, or packages cannot be moved by hard links',
    treatment: 'needs-person',
  });
}

function missingHome(home: string): StagepostError {
  return new StagepostError({
    code: 'signing-failed',
    message: `${home} is not a folder`,
    hint: 'make a key with `stagepost init`, or bring the one that this host had',
    treatment: 'needs-person',
  });
}
