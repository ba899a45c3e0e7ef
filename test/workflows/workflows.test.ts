import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownWorkflows, projectRoot, startingWorkflows, type WorkflowFile } from './workflow.ts';

const all = [...ownWorkflows(), ...startingWorkflows()];
const ending = (name: string) => all.filter(({ place }) => place.endsWith(name));
const jobsOf = ({ workflow }: WorkflowFile) => Object.values(workflow.jobs);
const stepsOf = (file: WorkflowFile) => jobsOf(file).flatMap(({ steps }) => steps);
const supplyChain = readFileSync(join(projectRoot, 'docs/supply-chain.md'), 'utf8');

test('Both kinds of release repository have both workflows.', () => {
  expect(ending('/validate.yml')).toHaveLength(2);
  expect(ending('/reconcile.yml')).toHaveLength(2);
});

describe.each(all.map((file) => [file.place, file] as const))('%s', (_place, file) => {
  test('gives each job the right to read, and nothing else.', () => {
    for (const job of jobsOf(file))
      expect(job.permissions ?? file.workflow.permissions).toEqual({ contents: 'read' });
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
    expect(
      stepsOf(file).every(({ uses }) => uses === undefined || uses.startsWith('actions/checkout@')),
    ).toBe(true);
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
