// Runs the `run:` steps of a workflow as a runner does: one after the other, each in a shell of its own.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import type { Job, Step, Workflow } from './workflow.ts';

/** What one step did. */
export interface StepResult {
  readonly name: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
}

/** What a workflow came to. */
export interface RunResult {
  readonly steps: readonly StepResult[];
  /** The document that the check left for others. */
  readonly left: string | null;
}

export interface RunOptions {
  readonly workspace: string;
  /** The repository's variables. */
  readonly vars: Readonly<Record<string, string>>;
  readonly event: 'pull_request' | 'merge_group' | 'push' | 'workflow_run';
  /** What this runner says otherwise than GitHub's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** What expressions stand for, beside variables. */
  readonly values?: Readonly<Record<string, string>>;
  /** Files that were put into the runner's folder for temporary ones. */
  readonly temporary?: Readonly<Record<string, string>>;
}

/** The results of all steps up to the first that fails, as a runner goes on to. */
export async function runSteps(workflow: Workflow, options: RunOptions): Promise<readonly StepResult[]> {
  return (await runJob(workflow, options)).steps;
}

/** The same, with what was left for other workflows. */
export async function runJob(workflow: Workflow, options: RunOptions): Promise<RunResult> {
  const [job, ...others] = Object.values(workflow.jobs);
  if (job === undefined || others.length > 0) throw new Error('this runs workflows of one job');
  const results: StepResult[] = [];
  const home = await mkdtemp(join(tmpdir(), 'runner-'));
  try {
    await mkdir(join(home, 'temporary'));
    for (const [path, text] of Object.entries(options.temporary ?? {})) {
      await mkdir(dirname(join(home, 'temporary', path)), { recursive: true });
      await writeFile(join(home, 'temporary', path), text);
    }
    for (const step of job.steps) {
      if (step.run === undefined) continue;
      const env = environmentOf({ workflow, job, step }, { ...options, home });
      results.push(await runStep(step, env, { workspace: options.workspace, home }));
      if (results.at(-1)?.code !== 0) break;
    }
    const left = await readFile(join(home, 'temporary/check.json'), 'utf8').catch(() => null);
    return { steps: results, left };
  } finally {
    await rm(home, { recursive: true });
  }
}

async function runStep(
  step: Step,
  env: Readonly<Record<string, string>>,
  { workspace, home }: { readonly workspace: string; readonly home: string },
): Promise<StepResult> {
  const script = join(home, 'step.sh');
  await writeFile(script, step.run ?? '');
  await writeFile(env.GITHUB_STEP_SUMMARY ?? '', '');
  const done = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: workspace,
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
  return {
    name: step.name ?? '',
    code: done.exitCode ?? -1,
    stdout: done.stdout,
    stderr: done.stderr,
    summary: await readFile(env.GITHUB_STEP_SUMMARY ?? '', 'utf8'),
  };
}

const refs: Readonly<Record<RunOptions['event'], string>> = {
  pull_request: 'refs/pull/1/merge',
  merge_group: 'refs/heads/gh-readonly-queue/main/pr-1-abc',
  push: 'refs/heads/main',
  workflow_run: 'refs/heads/main',
};

function environmentOf(
  { workflow, job, step }: { readonly workflow: Workflow; readonly job: Job; readonly step: Step },
  options: RunOptions & { readonly home: string },
): Readonly<Record<string, string>> {
  if (workflow.defaults?.run.shell !== 'bash' || step.shell !== undefined || step.if !== undefined)
    throw new Error(`the step ${step.name} is run otherwise than here`);
  const given = Object.entries({ ...job.env, ...step.env });
  return {
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: options.home,
    TMPDIR: tmpdir(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: options.event,
    GITHUB_REF: refs[options.event],
    GITHUB_REPOSITORY: 'umd/releases',
    RUNNER_TEMP: join(options.home, 'temporary'),
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_STEP_SUMMARY: join(options.home, 'summary.md'),
    ...options.env,
    ...Object.fromEntries(given.map(([name, value]) => [name, evaluated(value, options)])),
  };
}

// A variable that is not set is an empty text. Nothing else is known here.
function evaluated(value: string, { vars, values = {} }: RunOptions): string {
  return value.replace(/\$\{\{ (.*?) \}\}/g, (_whole, expression: string) => {
    const given = values[expression];
    if (given !== undefined) return given;
    const [, name] = /^vars\.(\w+)$/.exec(expression) ?? [];
    if (name === undefined) throw new Error(`the expression ${expression} cannot be evaluated here`);
    return vars[name] ?? '';
  });
}
