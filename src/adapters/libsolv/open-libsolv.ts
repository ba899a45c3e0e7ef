import { join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import type { InstallQuestion, SolvablePackage, Uninstallable } from '../../domain/installability.ts';
import type { DependencySolver } from '../../ports/dependency-solver.ts';
import type { FileChanges } from '../../ports/files.ts';
import type { CommandResult, ProcessRunner } from '../../ports/process-runner.ts';
import { answersIn, leftOver } from './read-answers.ts';
import { singlyText, togetherText, worldText } from './write-testcase.ts';

const limits = { timeoutSeconds: 300, maxOutputBytes: 256 * 1024 * 1024 };
const memory = '--as=4294967296';

/** What asking needs. */
export interface LibsolvDeps {
  readonly runner: ProcessRunner;
  readonly changes: Pick<FileChanges, 'makeScratch' | 'write' | 'remove'>;
  /** Absolute path of a folder in which a question may stand for a while. */
  readonly scratch: string;
}

/**
 * The solver of dnf and zypper by its own test tool. installcheck of the same package would be shorter, but a libsolv
 * that was built for Debian compares by the rules of dpkg there; a test case says itself whose rules count.
 */
export function openLibsolv(deps: LibsolvDeps): DependencySolver {
  return { uninstallable: (question) => ask(deps, question) };
}

/**
 * What can stand beside each other can be installed; most packages are told so at once, because a job for each would
 * list all that it needs again. Only who is never among them is asked about alone.
 */
async function ask(deps: LibsolvDeps, question: InstallQuestion): Promise<readonly Uninstallable[]> {
  if (question.judged.length === 0) return [];
  const world = worldText(question);
  let open: readonly SolvablePackage[] = question.judged;
  for (;;) {
    const { output } = await run(deps, world + togetherText(open));
    const rest = leftOver(output, open);
    if (rest.length === 0) return [];
    if (rest.length === open.length) break;
    open = rest;
  }
  const { output, result } = await run(deps, world + singlyText(open));
  const found = answersIn(output, open);
  if (found === undefined) throw refused(result);
  return found;
}

async function run(
  { runner, changes, scratch }: LibsolvDeps,
  testcase: string,
): Promise<{ readonly output: string; readonly result: CommandResult }> {
  const folder = await changes.makeScratch(scratch, 'question');
  try {
    // It opens its input by name, and the end of a socket has none.
    const file = join(folder, 'question.t');
    await changes.write(file, testcase);
    const args = [memory, '--core=0', '--', 'testsolv', '-r', file];
    const result = await runner.run({ program: 'prlimit', args, ...limits });
    if (result.exitCode !== 0) throw refused(result);
    return { output: Buffer.from(result.stdout).toString('utf8'), result };
  } finally {
    await changes.remove(folder);
  }
}

function refused({ exitCode, stderr }: CommandResult): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message: `testsolv ended with exit code ${exitCode} and did not answer for every package`,
    hint: 'Look at the memory of this machine and at libsolv-tools.',
    treatment: 'needs-person',
    details: stderr.split('\n').filter(Boolean).slice(-20),
  });
}
