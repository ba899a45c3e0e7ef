import { StagepostError } from '../../domain/failure.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';

/** What the rsync of this machine can do. */
export interface RsyncVersion {
  readonly version: string;
  /** Whether it can be told to stay inside one folder; the first mended version can. */
  readonly confines: boolean;
}

const limits = { timeoutSeconds: 20, maxOutputBytes: 64 * 1024 };

/**
 * Asks rsync for its version. Versions before 3.5.0 let a provider read and write files of this machine; throws
 * `tool-refused` for them, unless the installed package revision is one that policy accepts.
 */
export async function checkRsync(
  runner: ProcessRunner,
  acceptedRsync: readonly string[],
): Promise<RsyncVersion> {
  const said = await ask(runner, 'rsync', ['--version']);
  const [, version = '', major = '', minor = ''] =
    /^rsync\s+version\s+v?((\d{1,4})\.(\d{1,4})\S*)/.exec(said) ?? [];
  if (Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 5)) return { version, confines: true };
  const revision = version === '' ? '' : await packageRevision(runner);
  if (revision !== '' && acceptedRsync.includes(revision)) return { version, confines: false };
  throw new StagepostError({
    code: 'tool-refused',
    message: `rsync ${version || 'of an unknown version'} is refused: only 3.5.0 and later are safe against a provider`,
    hint:
      revision === ''
        ? 'Install rsync 3.5.0 or later.'
        : `Install rsync 3.5.0 or later, or add ${revision} to rsync.accept in stagepost.yaml when the distribution has mended it.`,
    treatment: 'needs-person',
  });
}

/** Debian's own word for the installed package, or that of an rpm distribution; empty when neither knows. */
async function packageRevision(runner: ProcessRunner): Promise<string> {
  const debian = await askQuietly(runner, 'dpkg-query', ['--show', '--showformat=${Version}', '--', 'rsync']);
  if (debian !== '') return debian;
  return askQuietly(runner, 'rpm', ['--query', '--queryformat', '%{VERSION}-%{RELEASE}', '--', 'rsync']);
}

async function askQuietly(runner: ProcessRunner, program: string, args: readonly string[]): Promise<string> {
  try {
    return await ask(runner, program, args);
  } catch (error) {
    if (error instanceof StagepostError && error.failure.code === 'tool-missing') return '';
    throw error;
  }
}

async function ask(runner: ProcessRunner, program: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await runner.run({ program, args, ...limits });
  return exitCode === 0 ? Buffer.from(stdout).toString('utf8').trim() : '';
}
