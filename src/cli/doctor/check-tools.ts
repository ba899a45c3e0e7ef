import { checkRsync } from '../../adapters/rsync/version.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { type Check, look } from './check.ts';

// Command -> the Debian package that brings it.
const tools = {
  git: 'git',
  createrepo_c: 'createrepo-c',
  'apt-ftparchive': 'apt-utils',
  gpg: 'gpg',
  gpgv: 'gpgv',
  rpm: 'rpm',
  rpmkeys: 'rpm',
  'dpkg-deb': 'dpkg',
  prlimit: 'util-linux',
  flock: 'util-linux',
} as const;

/** The outside tools and their versions. */
export async function checkTools(
  runner: ProcessRunner,
  acceptedRsync: readonly string[],
): Promise<readonly Check[]> {
  const rsync = await look('rsync', async () => (await checkRsync(runner, acceptedRsync)).version);
  const others = await Promise.all(
    Object.entries(tools).map(([tool, debian]) =>
      look(tool, () => startTool(runner, { tool, debian, args: ['--version'] })),
    ),
  );
  return [rsync, ...others];
}

/** Starts a tool and gives the first line of its answer, whatever its exit code. */
export async function startTool(
  runner: ProcessRunner,
  {
    tool,
    debian,
    args,
  }: { readonly tool: string; readonly debian: string; readonly args: readonly string[] },
): Promise<string> {
  try {
    const command = { program: tool, args, timeoutSeconds: 20, maxOutputBytes: 1024 * 1024 };
    const { stdout } = await runner.run(command);
    return Buffer.from(stdout).toString('utf8').split('\n')[0] ?? '';
  } catch {
    throw new StagepostError({
      code: 'tool-missing',
      message: 'is missing',
      hint: `apt-get install ${debian}`,
      treatment: 'needs-person',
    });
  }
}
