import { join } from 'node:path';
import type { Host } from '../../config/host.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { FileChanges, Files } from '../../ports/files.ts';
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
  return [
    state,
    ...(await checkSecrets(deps.files, host)),
    ...(await Promise.all(stages)),
    ...checkAddresses(host),
  ];
}

// A file: address leads nobody to the packages but this machine, and a tracker takes none.
function checkAddresses({ stages, requestTracker }: Host): readonly Check[] {
  const local = Object.entries(stages).filter(([, { url }]) => url.startsWith('file:'));
  if (requestTracker === null) return [];
  return local.map(([stage, { url }]) => ({
    kind: 'bad',
    subject: `address of ${stage}`,
    found: `${url} cannot stand on a ticket`,
    mend: `set stages.${stage}.url in the host file to the https address under which the folder is served`,
  }));
}

/** What nobody else on this machine may read. */
async function checkSecrets(files: Files, host: Host): Promise<readonly Check[]> {
  const secrets = [
    ['folder of the signing key', host.signing.home, 'chmod 700'],
    ['token of the request tracker', host.requestTracker?.tokenFile, 'chmod 600'],
    ['token of the code host', host.github?.tokenFile, 'chmod 600'],
    ['password for mail', host.mail?.login?.secretFile, 'chmod 600'],
    ['secret of messages', host.listen?.rolloutProgressSecret, 'chmod 600'],
    ['secret of webhooks', host.listen?.githubWebhookSecret, 'chmod 600'],
    ['secret to sign in with', host.listen?.signIn?.secretFile, 'chmod 600'],
  ] as const;
  const checks = secrets.map(([subject, path, mend]) =>
    path === undefined || path === null ? [] : [look(subject, () => privatePath(files, path, mend))],
  );
  return Promise.all(checks.flat());
}

async function tryToWrite({ changes }: { readonly changes: FileChanges }, folder: string): Promise<void> {
  await changes.makeFolder(folder);
  const scratch = await changes.makeScratch(folder, '.doctor');
  await changes.write(join(scratch, 'x'), '');
  await changes.remove(scratch);
}

async function privatePath(files: Files, path: string, mend: string): Promise<string> {
  const facts = await files.facts(path);
  if (facts === null)
    throw badSecret(`${path} is not there`, 'bring it, or name the right place in the host file');
  if ((facts.rights & 0o077) !== 0) throw badSecret(`${path} can be read by others`, `${mend} ${path}`);
  return path;
}

function otherFileSystem(path: string, state: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: `${path} is on another file system than ${state}`,
    hint: 'put both on one file system, or packages cannot be moved by hard links',
    treatment: 'needs-person',
  });
}

function badSecret(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-configuration', message, hint, treatment: 'needs-person' });
}
