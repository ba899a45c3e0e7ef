import { type AptRoot, type AptWish, prepareAptRoot } from './apt-root.ts';
import { type DnfRoot, type DnfWish, prepareDnfRoot } from './dnf-root.ts';
import { runTool, type ToolRun } from './run-tool.ts';

export type InstallResult = {
  /** Everything on the machine afterwards, as name-version-release (rpm) or name-version (deb), sorted. */
  readonly installed: readonly string[];
  readonly log: string;
};

/** Reads the repository as a yum client does; an Error with dnf's words when dnf refuses it. */
export async function dnfMakecache(wish: DnfWish): Promise<string> {
  return dnf(wish, await prepareDnfRoot(wish), ['makecache']);
}

/** Installs or upgrades the named packages with real dnf into `workDir/root` and reads back what is there. */
export async function installWithDnf(
  wish: DnfWish & { readonly packages: readonly string[] },
): Promise<InstallResult> {
  const machine = await prepareDnfRoot(wish);
  const log = await dnf(wish, machine, ['install', '--', ...wish.packages]);
  const queried = await runTool({
    ...asRoot('rpm', [
      '--root',
      machine.root,
      '--query',
      '--all',
      '--queryformat',
      '%{NAME}-%{VERSION}-%{RELEASE}\\n',
    ]),
    home: wish.workDir,
  });
  // rpm keeps each accepted key as a package of that name.
  return { installed: sortedLines(queried.stdout).filter((line) => !line.startsWith('gpg-pubkey-')), log };
}

/** What dnf says to a command about what is installed on the machine, such as `updateinfo list`. */
export async function askDnf(wish: DnfWish, command: readonly string[]): Promise<string> {
  return dnf(wish, await prepareDnfRoot(wish), command);
}

/** Reads the repository as an apt client does, where a warning counts as a refusal. */
export async function aptUpdate(wish: AptWish): Promise<string> {
  return aptGet(wish, await prepareAptRoot(wish), ['update']);
}

/** Installs or upgrades the named packages with real apt and dpkg into `workDir/root` and reads back what is there. */
export async function installWithApt(
  wish: AptWish & { readonly packages: readonly string[] },
): Promise<InstallResult> {
  const machine = await prepareAptRoot(wish);
  const updateLog = await aptGet(wish, machine, ['update']);
  const installLog = await aptGet(wish, machine, ['--assume-yes', 'install', '--', ...wish.packages]);
  const queried = await runTool({
    program: 'dpkg-query',
    args: [
      `--admindir=${machine.adminDir}`,
      '--show',
      '--showformat=${db:Status-Status} ${Package}-${Version}\\n',
    ],
    home: wish.workDir,
  });
  const installed = sortedLines(queried.stdout).flatMap(
    (line) => line.match(/^installed (.+)$/)?.slice(1) ?? [],
  );
  return { installed, log: `${updateLog}\n${installLog}` };
}

async function dnf(wish: DnfWish, machine: DnfRoot, command: readonly string[]): Promise<string> {
  const args = [...machine.options, '--refresh', ...command];
  return (await runTool({ ...asRoot(...underClock(wish, 'dnf', args)), home: wish.workDir })).log;
}

async function aptGet(wish: AptWish, machine: AptRoot, args: readonly string[]): Promise<string> {
  return (
    await runTool({ ...asRoot(...underClock(wish, 'apt-get', args)), home: wish.workDir, env: machine.env })
  ).log;
}

/** Reads the repository with real dnf and fetches the named packages into its cache, where they stay. */
export async function downloadWithDnf(
  wish: DnfWish & { readonly packages: readonly string[] },
): Promise<string> {
  return dnf(wish, await prepareDnfRoot(wish), ['install', '--downloadonly', '--', ...wish.packages]);
}

/** The same with real apt. */
export async function downloadWithApt(
  wish: AptWish & { readonly packages: readonly string[] },
): Promise<string> {
  const machine = await prepareAptRoot(wish);
  const updateLog = await aptGet(wish, machine, ['update']);
  const options = ['--assume-yes', '--download-only', 'install', '--', ...wish.packages];
  return `${updateLog}\n${await aptGet(wish, machine, options)}`;
}

/** The program and all that it starts see this time, and it goes on from there; waiting is not changed by it. */
function underClock(
  { now }: { readonly now?: string },
  program: string,
  args: readonly string[],
): [string, readonly string[]] {
  if (now === undefined) return [program, args];
  return ['faketime', ['--exclude-monotonic', '-f', `@${now}`, program, ...args]];
}

/** Clients install as root; anybody else plays root in a user namespace, where the kernel allows it. */
function asRoot(program: string, args: readonly string[]): Pick<ToolRun, 'program' | 'args'> {
  if (process.getuid?.() === 0) return { program, args };
  return { program: 'unshare', args: ['--map-root-user', '--', program, ...args] };
}

function sortedLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}
