import { execa } from 'execa';

export type ToolRun = {
  readonly program: string;
  readonly args: readonly string[];
  /** HOME of the child, so that no dot file of the real user is read. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutSeconds?: number;
};

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const TAIL_LINES = 25;

export function cleanEnvironment(home: string): Readonly<Record<string, string>> {
  return { PATH: SYSTEM_PATH, HOME: home, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

/** Runs one real tool and answers with what it said; a refusal is an Error that ends in the tool's last lines. */
export async function runTool(run: ToolRun): Promise<{ readonly stdout: string; readonly log: string }> {
  const result = await execa(run.program, run.args, {
    extendEnv: false,
    env: { ...cleanEnvironment(run.home), ...run.env },
    cwd: run.cwd ?? run.home,
    timeout: (run.timeoutSeconds ?? 120) * 1000,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  if (!result.failed) return { stdout: result.stdout, log: result.all };
  const tail = (result.all ?? '').split('\n').slice(-TAIL_LINES).join('\n');
  throw new Error(`${result.shortMessage}\n${tail}`, { cause: result.cause });
}
