import { readdir } from 'node:fs/promises';
import { StagepostError } from '../../domain/failure.ts';
import type { HostFinder } from '../../ports/host-finder.ts';
import type { CommandResult, ProcessRunner } from '../../ports/process-runner.ts';
import type { FetchRequest, ReleaseSourceReader } from '../../ports/release-source.ts';
import { type ModuleAddress, moduleAt, readModuleAddress } from './source-address.ts';
import { checkRsync } from './version.ts';

/** What rsync is told about every stranger: names and times of plain files, nothing else, within limits. */
const safeOptions = [
  '-rt',
  '--no-links',
  '--no-devices',
  '--no-specials',
  '--no-perms',
  '--no-owner',
  '--no-group',
  '--no-acls',
  '--no-xattrs',
  '--chmod=D755,F644',
  '--no-motd',
  '--no-compress',
  '--no-inc-recursive',
  '--max-alloc=256M',
  '--timeout=20',
  '--contimeout=5',
  '--max-delete=0',
] as const;

// rsync(1), EXIT VALUES. Files that did not arrive are judged by the manifest, not by the code.
const arrived = [0, 23, 24, 25];
const ourFault = [1, 2, 4];
const noConnection = 10;

interface RsyncDeps {
  readonly runner: ProcessRunner;
  readonly hosts: HostFinder;
}

/** Fetches by rsync, whose version is checked before each fetch. */
export function openRsyncSource(deps: RsyncDeps): ReleaseSourceReader {
  return { fetch: (request) => fetchFiles(deps, request) };
}

async function fetchFiles({ runner, hosts }: RsyncDeps, request: FetchRequest): Promise<void> {
  const address = readModuleAddress(request.url + request.folder);
  if (address === undefined) throw refused(`${request.url}${request.folder} is not an address of rsync`);
  // A folder that holds something could make a stranger's file list mean more than it says.
  if ((await readdir(request.into)).length > 0) throw refused(`${request.into} is not empty`);
  const { confines } = await checkRsync(runner, request.acceptedTools);
  const [first, ...others] = await hosts.find(address, request.agreed, request.stop);
  let result = await fetchFrom(runner, { request, address, confines, at: first });
  for (const at of others) {
    if (result.exitCode === noConnection)
      result = await fetchFrom(runner, { request, address, confines, at });
  }
  if (!arrived.includes(result.exitCode)) throw failureOf(request, result);
}

function fetchFrom(
  runner: ProcessRunner,
  attempt: {
    readonly request: FetchRequest;
    readonly address: ModuleAddress;
    readonly confines: boolean;
    /** The one address that is spoken to; rsync itself looks nothing up. */
    readonly at: string;
  },
): Promise<CommandResult> {
  const { request, address, confines, at } = attempt;
  return runner.run({
    program: 'prlimit',
    args: limited(request, [
      'rsync',
      ...safeOptions,
      `--max-size=${request.maxFileBytes}`,
      ...(confines ? [`--confine-root=${request.into}`] : []),
      '--files-from=-',
      '--from0',
      '--no-relative',
      '--',
      moduleAt(address, at),
      `${request.into}/`,
    ]),
    input: listOf(address, request.files),
    timeoutSeconds: request.maxSeconds,
    ...(request.stop === undefined ? {} : { stop: request.stop }),
    maxOutputBytes: 1024 * 1024,
  });
}

/** The kernel ends an rsync that writes more into a file than was promised: --max-size only believes the sender. */
function limited(request: FetchRequest, command: readonly string[]): readonly string[] {
  return [`--fsize=${request.maxFileBytes}`, '--core=0', '--', ...command];
}

/**
 * Names from the root of the module on. A daemon of rsync 3.5.0 that does not chroot looks for the files of a
 * `--files-from` list at the root of its module, whatever folder the address names.
 */
function listOf(address: ModuleAddress, files: readonly string[]): string {
  return files.map((file) => `${address.folder}${file}\0`).join('');
}

function failureOf(
  { url, folder }: FetchRequest,
  { exitCode, stderr }: { readonly exitCode: number; readonly stderr: string },
): StagepostError {
  const details = stderr.split('\n').filter(Boolean).slice(-20);
  if (ourFault.includes(exitCode)) return refused(`rsync ended with exit code ${exitCode}`, details);
  return new StagepostError({
    code: 'provider-unreachable',
    message: `cannot fetch from ${url}${folder}: ${details.at(-1) ?? `rsync ended with exit code ${exitCode}`}`,
    hint: 'It is tried again; ask the provider whether the address serves the release.',
    details,
  });
}

function refused(message: string, details: readonly string[] = []): StagepostError {
  const hint = 'Look at the rsync of this machine and at the address in the release file.';
  return new StagepostError({ code: 'tool-refused', message, hint, treatment: 'needs-person', details });
}
