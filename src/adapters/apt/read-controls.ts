import { basename } from 'node:path';
import { unfitCharacterIn } from '../../domain/control-character.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { PackageIdentity } from '../../domain/member.ts';
import { askDpkgDeb, type DpkgDeb, isBlownUp, mostControlBytes } from './ask-dpkg-deb.ts';
import { readDebMembers } from './check-archive.ts';
import type { DebDeps } from './deb-deps.ts';

const atOnce = 4;
// Debian Policy 5.6.1, 5.6.8 and 5.6.12.
const nameForm = /^[a-z0-9][a-z0-9+.-]+$/;
const archForm = /^[a-z0-9][a-z0-9-]*$/;
const versionForm = /^(?:([0-9]+):)?([0-9][A-Za-z0-9.+~-]*)$/;

/** Reads control fields in order; throws `content-refused` naming each file that is no readable binary package. */
export async function readControls(
  { runner, changes, scratch }: DebDeps,
  paths: readonly string[],
): Promise<readonly PackageIdentity[]> {
  const temporary = await changes.makeScratch(scratch, 'control');
  try {
    return await readAll({ runner, temporary }, paths);
  } finally {
    await changes.remove(temporary);
  }
}

async function readAll(deb: DpkgDeb, paths: readonly string[]): Promise<readonly PackageIdentity[]> {
  const found = new Map<string, PackageIdentity | readonly string[]>();
  const waiting = paths.values();
  const work = async () => {
    for (const path of waiting) found.set(path, await readPackage(deb, path));
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
async function readPackage(deb: DpkgDeb, path: string): Promise<PackageIdentity | readonly string[]> {
  const members = await readDebMembers(path);
  if (!('parts' in members)) return members.map((problem) => `${basename(path)}: ${problem}`);
  if (await isBlownUp(deb, path))
    return [`${basename(path)}: its control archive unpacks to more than ${mostControlBytes} bytes`];
  const control = await readControl(deb, path);
  if (typeof control === 'string') return [control];
  const unfit = unfitCharacterIn(await readText(deb, path), 'many');
  return unfit === null ? control : [`${basename(path)}: its control file has ${unfit}`];
}

/** The control file as it stands: asked for without names of fields, dpkg-deb does not parse it. */
async function readText(deb: DpkgDeb, path: string): Promise<string> {
  const { stdout } = await askDpkgDeb(deb, ['--field', '--', path]);
  return Buffer.from(stdout).toString('utf8');
}

async function readControl(deb: DpkgDeb, path: string): Promise<PackageIdentity | string> {
  const fieldNames = ['Package', 'Version', 'Architecture'];
  const { exitCode, stdout, stderr } = await askDpkgDeb(deb, ['--field', '--', path, ...fieldNames]);
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
