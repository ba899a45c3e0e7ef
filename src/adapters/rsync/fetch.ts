import { readdir } from 'node:fs/promises';
import { StagepostError } from '../../domain/failure.ts';
import type { HostFinder } from '../../ports/host-finder.ts';
import type { Command, CommandResult, ProcessRunner } from '../../ports/process-runner.ts';
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

// rsync ignores the signal of the kernel, says this, and goes on reading what nobody wants for as long as it is sent.
const tooLarge = 'File too large';

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

interface Attempt {
  readonly request: FetchRequest;
  readonly address: ModuleAddress;
  readonly confines: boolean;
  /** The one address that is spoken to; rsync itself looks nothing up. */
  readonly at: string;
}

async function fetchFrom(runner: ProcessRunner, attempt: Attempt): Promise<CommandResult> {
  try {
    const result = await runner.run(commandOf(attempt));
    if (result.stderr.includes(tooLarge)) throw sentTooMuch(attempt.request, result.stderr.split('\n'));
    return result;
  } catch (error) {
    if (!(error instanceof StagepostError) || error.failure.code !== 'command-failed') throw error;
    const { details } = error.failure;
    throw details.join().includes(tooLarge) ? sentTooMuch(attempt.request, details) : error;
  }
}

function commandOf({ request, address, confines, at }: Attempt): Command {
  return {
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
    failsAt: tooLarge,
  };
}

/** The kernel lets rsync write no more into a file than was promised: --max-size only believes the sender. */
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

/** A server that lists one size and sends another is no server with a bad line. */
function sentTooMuch({ url, folder, maxFileBytes }: FetchRequest, said: readonly string[]): StagepostError {
  const named = said.flatMap((line) => /"[^"]*\/([^"/]+)": File too large/.exec(line)?.[1] ?? []);
  return new StagepostError({
    code: 'intake-too-large',
    message: `${url}${folder} sends more of a file than it announces`,
    hint: 'Nothing of it is kept, and it is tried again; ask the provider what is wrong with the server.',
    details: named.map(
      (file) => `${folder}${file} has more than ${maxFileBytes} bytes, and no file that is wanted may`,
    ),
  });
}

function refused(message: string, details: readonly string[] = []): StagepostError {
  const hint = 'Look at the rsync of this machine and at the address in the release file.';
  return new StagepostError({ code: 'tool-refused', message, hint, treatment: 'needs-person', details });
}
