import { execa } from 'execa';
import { StagepostError } from '../../domain/failure.ts';

/** What a command of the user's own git answered. */
interface UserAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

// By these a process around us would have pointed git at another repository than the one that is named.
const pointers = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
];

// Somebody may have to type the passphrase of a key.
const timeoutSeconds = 600;
const maxOutputBytes = 16 * 1024 * 1024;

/**
 * Runs git as the user would have: with the user's settings, identity, hooks, keys and credentials. Only for what the
 * user asked to be done in a clone of the user's own.
 */
export async function runUserGit(
  dir: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<UserAnswer> {
  const env = Object.entries(process.env).filter(([name]) => !pointers.includes(name));
  const result = await execa('git', [...args], {
    cwd: dir,
    env: Object.fromEntries(env),
    extendEnv: false,
    stripFinalNewline: false,
    maxBuffer: maxOutputBytes,
    timeout: timeoutSeconds * 1000,
    reject: false,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  });
  const { exitCode, stdout, stderr } = result;
  if (exitCode === undefined) throw userGitFailed(`git ${args[0]} did not end`, result.originalMessage ?? '');
  return { exitCode, stdout, stderr };
}

/** The output of a command that must succeed; `doing` completes the sentence "git could not ...". */
export async function userGitOutput(
  dir: string,
  args: readonly string[],
  { doing, input }: { readonly doing: string; readonly input?: Uint8Array },
): Promise<string> {
  const { exitCode, stdout, stderr } = await runUserGit(dir, args, input);
  if (exitCode !== 0) throw userGitFailed(`git could not ${doing}`, `${stdout}\n${stderr}`);
  return stdout;
}

function userGitFailed(message: string, output: string): StagepostError {
  const details = output.split('\n').filter((line) => line.trim() !== '');
  return new StagepostError({
    code: 'git-failed',
    message,
    hint: 'See the last lines of git; nothing was changed.',
    treatment: 'needs-person',
    details: details.slice(-20),
  });
}
