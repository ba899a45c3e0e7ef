import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SigningKey } from './make-signing-key.ts';
import { runTool } from './run-tool.ts';
import { PACKAGE_EPOCH_SECONDS, singleLine, writeSourceTree } from './write-source-tree.ts';

export type RpmRecipe = {
  readonly workDir: string;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: 'noarch';
  readonly summary: string;
  readonly license: string;
  readonly files: Readonly<Record<string, string>>;
  readonly key?: SigningKey;
  /** Lines such as `Requires: voms >= 4`. */
  readonly relations?: readonly string[];
};

/** Builds a real package without scripts and other dependencies than the given ones, signs it when a key is given, and returns its path. */
export async function buildRpm(recipe: RpmRecipe): Promise<string> {
  const { name, version, release, arch, workDir } = recipe;
  const label = `${name}-${version}-${release}.${arch}`;
  const buildDir = join(workDir, `rpmbuild-${label}`);
  await rm(buildDir, { recursive: true, force: true });
  const paths = await writeSourceTree(join(buildDir, 'contents'), recipe.files);
  await mkdir(join(buildDir, 'tmp'));
  const specFile = join(buildDir, `${name}.spec`);
  await writeFile(specFile, specText(recipe, paths));
  await runTool({
    program: 'rpmbuild',
    args: ['-bb', ...definitions(buildDir, workDir), '--target', arch, '--', specFile],
    home: buildDir,
    env: { SOURCE_DATE_EPOCH: String(PACKAGE_EPOCH_SECONDS) },
  });
  const file = join(workDir, `${label}.rpm`);
  if (recipe.key !== undefined) await signRpm(file, recipe.key);
  await rm(buildDir, { recursive: true });
  return file;
}

async function signRpm(file: string, key: SigningKey): Promise<void> {
  // Without __gpg Debian's rpm looks for /usr/bin/gpg2, which it does not ship.
  const macros = { __gpg: '/usr/bin/gpg', _gpg_name: key.fingerprint, _gpg_path: key.home };
  await runTool({ program: 'rpmsign', args: [...defines(macros), '--addsign', '--', file], home: key.home });
}

function definitions(buildDir: string, workDir: string): readonly string[] {
  return defines({
    _topdir: buildDir,
    _rpmdir: workDir,
    _tmppath: join(buildDir, 'tmp'),
    _dbpath: join(buildDir, 'rpmdb'),
    _buildhost: 'provider.invalid',
    contents: join(buildDir, 'contents'),
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
  }).concat('--define', '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm');
}

function defines(macros: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${literal(value)}`]);
}

function specText(recipe: RpmRecipe, paths: readonly string[]): string {
  const fields = ['name', 'version', 'release', 'summary', 'license'] as const;
  const header = fields.map((field) => {
    const label = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    return `${label}: ${literal(singleLine(field, recipe[field]))}`;
  });
  return [
    ...header,
    `BuildArch: ${recipe.arch}`,
    'AutoReqProv: no',
    ...(recipe.relations ?? []).map((line) => literal(singleLine('relations', line))),
    '%description',
    literal(recipe.summary),
    '%install',
    'mkdir -p "%{buildroot}"',
    'cp -a "%{contents}/." "%{buildroot}/"',
    '%files',
    '%defattr(-,root,root,-)',
    ...paths.map((path) => `"${path}"`),
    '',
  ].join('\n');
}

/** rpm expands macros in every value that it is given. */
function literal(value: string): string {
  return value.replaceAll('%', '%%');
}
