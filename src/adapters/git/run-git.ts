import { execa } from 'execa';
import { StagepostError } from '../../domain/failure.ts';
import { fixedSettings } from './environment.ts';
import { gitFailed, gitStopped } from './git-failure.ts';

/** A repository as git's processes see it. */
export interface GitPlace {
  readonly dir: string;
  /** The whole environment; it names the repository, so that git never looks for one. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends its commands when it is aborted. */
  readonly stop?: AbortSignal;
}

/** What a git command answered. */
export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const maxOutputBytes = 256 * 1024 * 1024;
const timeoutSeconds = 120;
const forceAfterMs = 3000;

/** Runs one plumbing command on local data and gives its answer, whatever its exit code is. */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<GitAnswer> {
  const settings = fixedSettings.flatMap((setting) => ['-c', setting]);
  const result = await execa('git', [...settings, ...args], {
    cwd: place.dir,
    env: { ...place.env, ...options.env },
    extendEnv: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: maxOutputBytes,
    timeout: timeoutSeconds * 1000,
    reject: false,
    forceKillAfterDelay: forceAfterMs,
    ...(place.stop === undefined ? {} : { cancelSignal: place.stop }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  if (result.isCanceled) throw gitStopped(`run ${args[0]}`);
  if (result.exitCode === undefined || result.isMaxBuffer) throw notEnded(args[0] ?? '', result);
  return {
    exitCode: result.exitCode,
    stdout: Buffer.from(result.stdout),
    stderr: Buffer.from(result.stderr).toString(),
  };
}

/** The output of a command that must succeed; `doing` completes the sentence "git could not ...". */
export async function gitOutput(
  place: GitPlace,
  args: readonly string[],
  more: { readonly doing: string } & Parameters<typeof runGit>[2],
): Promise<Buffer> {
  const { doing, ...options } = more;
  const answer = await runGit(place, args, options);
  if (answer.exitCode !== 0) throw gitFailed(`git could not ${doing}`, { stderr: answer.stderr });
  return answer.stdout;
}

/** The output as one line of text without its end. */
export async function gitLine(...args: Parameters<typeof gitOutput>): Promise<string> {
  return (await gitOutput(...args)).toString().trimEnd();
}

function notEnded(
  command: string,
  result: {
    readonly code?: string | undefined;
    readonly timedOut: boolean;
    readonly originalMessage?: string | undefined;
  },
): StagepostError {
  if (result.code === 'ENOENT') {
    return new StagepostError({
      code: 'tool-missing',
      message: 'git cannot be started',
      hint: 'Install git 2.36 or newer, and see that the folder of the repository exists.',
      treatment: 'needs-person',
    });
  }
  const why = result.timedOut
    ? `did not end within ${timeoutSeconds} seconds`
    : 'was ended before its answer';
  return gitFailed(`git ${command} ${why}`, { stderr: result.originalMessage ?? '' });
}
