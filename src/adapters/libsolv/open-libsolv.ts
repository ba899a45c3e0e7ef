import { join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import type { InstallQuestion, Uninstallable } from '../../domain/installability.ts';
import type { DependencySolver } from '../../ports/dependency-solver.ts';
import type { FileChanges } from '../../ports/files.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { answersIn } from './read-answers.ts';
import { testcaseOf } from './write-testcase.ts';

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

async function ask(
  { runner, changes, scratch }: LibsolvDeps,
  question: InstallQuestion,
): Promise<readonly Uninstallable[]> {
  if (question.judged.length === 0) return [];
  const folder = await changes.makeScratch(scratch, 'question');
  try {
    // It opens its input by name, and the end of a socket has none.
    const file = join(folder, 'question.t');
    await changes.write(file, testcaseOf(question));
    const { exitCode, stdout, stderr } = await runner.run({
      program: 'prlimit',
      args: [memory, '--core=0', '--', 'testsolv', '-r', file],
      ...limits,
    });
    const found = exitCode === 0 ? answersIn(Buffer.from(stdout).toString('utf8'), question) : undefined;
    if (found === undefined) throw refused(exitCode, stderr);
    return found;
  } finally {
    await changes.remove(folder);
  }
}

function refused(exitCode: number, stderr: string): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message: `testsolv ended with exit code ${exitCode} and did not answer for every package`,
    hint: 'Look at the memory of this machine and at libsolv-tools.',
    treatment: 'needs-person',
    details: stderr.split('\n').filter(Boolean).slice(-20),
  });
}
