import { basename } from 'node:path';
import { unfitCharacterIn } from '../../domain/control-character.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { PackageIdentity } from '../../domain/member.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { readDebMembers } from './check-archive.ts';

const atOnce = 4;
// Debian Policy 5.6.1, 5.6.8 and 5.6.12.
const nameForm = /^[a-z0-9][a-z0-9+.-]+$/;
const archForm = /^[a-z0-9][a-z0-9-]*$/;
const versionForm = /^(?:([0-9]+):)?([0-9][A-Za-z0-9.+~-]*)$/;

/** Reads control fields in order; throws `content-refused` naming each file that is no readable binary package. */
export async function readControls(
  runner: ProcessRunner,
  paths: readonly string[],
): Promise<readonly PackageIdentity[]> {
  const found = new Map<string, PackageIdentity | readonly string[]>();
  const waiting = paths.values();
  const work = async () => {
    for (const path of waiting) found.set(path, await readPackage(runner, path));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const answers = paths.map((path) => found.get(path) ?? []);
  const bad = answers.flatMap((each) => ('name' in each ? [] : [each]));
  if (bad.length === 0) return answers.flatMap((each) => ('name' in each ? [each] : []));
  throw new StagepostError({
    code: 'content-refused',
    message: `${bad.length} of ${paths.length} files are not readable binary packages`,
    hint: 'The provider has to build these packages again.',
    details: bad.flat(),
  });
}

/** dpkg-deb passes over members that it does not know, so that it is asked about whole archives only. */
async function readPackage(
  runner: ProcessRunner,
  path: string,
): Promise<PackageIdentity | readonly string[]> {
  const members = await readDebMembers(path);
  if (!('parts' in members)) return members.map((problem) => `${basename(path)}: ${problem}`);
  const control = await readControl(runner, path);
  if (typeof control === 'string') return [control];
  const unfit = unfitCharacterIn(await readText(runner, path), 'many');
  return unfit === null ? control : [`${basename(path)}: its control file has ${unfit}`];
}

/** The control file as it stands: asked for without names of fields, dpkg-deb does not parse it. */
async function readText(runner: ProcessRunner, path: string): Promise<string> {
  const { stdout } = await runner.run({
    program: 'dpkg-deb',
    args: ['--field', '--', path],
    timeoutSeconds: 60,
    maxOutputBytes: 16 * 1024 * 1024,
  });
  return Buffer.from(stdout).toString('utf8');
}

async function readControl(runner: ProcessRunner, path: string): Promise<PackageIdentity | string> {
  const { exitCode, stdout, stderr } = await runner.run({
    program: 'dpkg-deb',
    args: ['--field', '--', path, 'Package', 'Version', 'Architecture'],
    timeoutSeconds: 60,
    maxOutputBytes: 64 * 1024,
  });
  if (exitCode !== 0) return `${basename(path)}: dpkg-deb cannot read it: ${stderr.split('\n')[0]}`;
  const fields = new Map(
    Buffer.from(stdout)
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const),
  );
  return (
    identityOf(fields) ?? `${basename(path)}: its control file has no proper name, version and architecture`
  );
}

function identityOf(fields: ReadonlyMap<string, string>): PackageIdentity | undefined {
  const name = fields.get('Package') ?? '';
  const arch = fields.get('Architecture') ?? '';
  const [, epoch = '0', whole = ''] = versionForm.exec(fields.get('Version') ?? '') ?? [];
  if (fields.size !== 3 || whole === '' || !nameForm.test(name) || !archForm.test(arch)) return undefined;
  const hyphen = whole.lastIndexOf('-');
  return {
    name,
    epoch,
    version: hyphen < 0 ? whole : whole.slice(0, hyphen),
    release: hyphen < 0 ? '' : whole.slice(hyphen + 1),
    arch,
  };
}
