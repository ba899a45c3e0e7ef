import { StagepostError } from '../../domain/failure.ts';
import type { InstallQuestion, Uninstallable } from '../../domain/installability.ts';
import type { DependencySolver } from '../../ports/dependency-solver.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { answersIn } from './read-report.ts';
import { packagesText } from './write-packages.ts';

const limits = { timeoutSeconds: 300, maxOutputBytes: 256 * 1024 * 1024 };
const memory = '--as=4294967296';

// 0: all can be installed; 1: some cannot.
const answered = [0, 1];

/** The solver that Debian's own archive is checked with. */
export function openDose(runner: ProcessRunner): DependencySolver {
  return { uninstallable: (question) => ask(runner, question) };
}

async function ask(runner: ProcessRunner, question: InstallQuestion): Promise<readonly Uninstallable[]> {
  if (question.judged.length === 0) return [];
  const { exitCode, stdout, stderr } = await runner.run({
    program: 'prlimit',
    args: [memory, '--core=0', '--', 'dose-debcheck', ...options, `--deb-native-arch=${question.arch}`],
    input: packagesText(question),
    ...limits,
  });
  const report = answered.includes(exitCode) ? Buffer.from(stdout).toString('utf8') : '';
  const found = answersIn(report, question);
  if (found === undefined) throw refused(exitCode, stderr);
  return found;
}

const options = ['--explain', '--explain-minimal', '--failures', '-tdeb'];

function refused(exitCode: number, stderr: string): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message: `dose-debcheck ended with exit code ${exitCode} and did not answer for every package`,
    hint: 'Look at the memory of this machine and at dose-distcheck.',
    treatment: 'needs-person',
    details: stderr.split('\n').filter(Boolean).slice(-20),
  });
}
