// Runs the `run:` steps of a workflow as a runner does: one after the other, each in a shell of its own.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

export interface RunOptions {
  readonly workspace: string;
  /** The repository's variables. */
  readonly vars: Readonly<Record<string, string>>;
  readonly event: 'pull_request' | 'push';
}

/** The results of all steps up to the first that fails, as a runner goes on to. */
export async function runSteps(workflow: Workflow, options: RunOptions): Promise<readonly StepResult[]> {
  const [job, ...others] = Object.values(workflow.jobs);
  if (job === undefined || others.length > 0) throw new Error('this runs workflows of one job');
  const results: StepResult[] = [];
  const home = await mkdtemp(join(tmpdir(), 'runner-'));
  try {
    for (const step of job.steps) {
      if (step.run === undefined) continue;
      const env = environmentOf({ workflow, job, step }, { ...options, home });
      results.push(await runStep(step, env, { workspace: options.workspace, home }));
      if (results.at(-1)?.code !== 0) break;
    }
  } finally {
    await rm(home, { recursive: true });
  }
  return results;
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
    GITHUB_REF: options.event === 'push' ? 'refs/heads/main' : 'refs/pull/1/merge',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_STEP_SUMMARY: join(options.home, 'summary.md'),
    ...Object.fromEntries(given.map(([name, value]) => [name, evaluated(value, options.vars)])),
  };
}

// A variable that is not set is an empty text. Nothing else is known here.
function evaluated(value: string, vars: Readonly<Record<string, string>>): string {
  return value.replace(/\$\{\{ (.*?) \}\}/g, (_whole, expression: string) => {
    const [, name] = /^vars\.(\w+)$/.exec(expression) ?? [];
    if (name === undefined) throw new Error(`the expression ${expression} cannot be evaluated here`);
    return vars[name] ?? '';
  });
}
