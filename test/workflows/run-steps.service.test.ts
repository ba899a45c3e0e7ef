import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { blobName } from '../../src/adapters/github/blob-name.ts';
import { readCheck } from '../../src/document/read-check.ts';
import { keepChecks } from '../fakes/github-checks.ts';
import { startGitHub } from '../fakes/github-server.ts';
import type { Offer } from '../story/provider.ts';
import { recordedHead, statesOf } from '../story/recorded.ts';
import { pathOf, type Story, startStory, toProduction, toStageRollout } from '../story/story.ts';
import { type RunResult, runJob, runSteps } from './run-steps.ts';
import { ownWorkflows, startingWorkflows, type Workflow, type WorkflowFile } from './workflow.ts';
import { checkOutMerge, commitAll, copyProduct, installIn } from './workspaces.ts';

const own = ownWorkflows();
const starting = startingWorkflows();
const program = { STAGEPOST_REPOSITORY: 'example/stagepost', STAGEPOST_REF: 'f'.repeat(40) };

let story: Story;
let voms: Offer;
/** This project, as a repository of releases and of the program. */
let project: string;

beforeAll(async () => {
  story = await startStory();
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms-admin'] });
  project = join(story.work, 'project');
  mkdirSync(project);
  copyProduct(project);
  commitAll(project);
});
afterAll(() => story.stop());

function fileOf(files: readonly WorkflowFile[], name: string): WorkflowFile {
  const found = files.find(({ place }) => place.endsWith(`/${name}.yml`));
  if (found === undefined) throw new Error(`there is no ${name}.yml`);
  return found;
}

function workflowOf(files: readonly WorkflowFile[], name: string): Workflow {
  return fileOf(files, name).workflow;
}

type Edits = Parameters<typeof checkOutMerge>[2];

/** Runs the check of a pull request to the story's release repository. */
async function check(name: string, edits: Edits, vars: Readonly<Record<string, string>> = program) {
  const workspace = join(story.work, name);
  checkOutMerge(story.repository, workspace, edits);
  mkdirSync(join(workspace, '.stagepost'));
  copyProduct(join(workspace, '.stagepost'));
  return runJob(workflowOf(starting, 'validate'), { workspace, vars, event: 'pull_request' });
}

/** Runs the check of a pull request to this project. */
async function checkProject(name: string, edits: Edits) {
  const workspace = join(story.work, name);
  checkOutMerge(project, workspace, edits);
  mkdirSync(join(workspace, '.stagepost'));
  copyProduct(join(workspace, '.stagepost'));
  return runJob(workflowOf(own, 'validate'), { workspace, vars: {}, event: 'pull_request' });
}

/** Publishes what main of the story asks for, by the workflow of a new release repository. */
async function reconcile(name: string) {
  const workspace = join(story.work, name);
  mkdirSync(join(workspace, '.stagepost'), { recursive: true });
  copyProduct(join(workspace, '.stagepost'));
  const vars = { ...program, STAGEPOST_HOST: story.hostFile };
  return runSteps(workflowOf(starting, 'reconcile'), { workspace, vars, event: 'push' });
}

/** The document that a check left, as the other workflow reads it. */
function leftBy({ left }: RunResult) {
  const read = readCheck(Buffer.from(left ?? ''));
  if (!read.ok) throw new Error(read.why);
  return read.check;
}

function withField(field: string, value: string): (text: string) => string {
  return (text) => `${text.replace(new RegExp(`^${field}:.*\n`, 'm'), '')}${field}: ${value}\n`;
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

describe('the workflows of a new release repository', () => {
  test('do nothing but say so, as long as nobody has said which program to run.', async () => {
    const { steps, left } = await check('no-variables', {}, {});
    expect([steps.length, left]).toEqual([1, null]);
    expect(steps[0]).toMatchObject({ code: 1, summary: '' });
    expect(steps[0]?.stdout).toMatch(/^::error title=Stagepost::Set the repository variables /);
  });

  test('check the first submission, before there is a record.', async () => {
    story.submit(voms);
    const ran = await check('first', {});
    expect(ran.steps.map(({ name, code }) => [name, code])).toEqual([
      ['Know which Stagepost to run', 0],
      ['Install Stagepost', 0],
      ['Who judges what can be installed', 0],
      ['What would merging it do?', 0],
    ]);
    // main has it already: the branch of this pull request changes nothing.
    expect(leftBy(ran)).toMatchObject({ pullRequest: 1, answer: 'nothing', changed: { total: 0 } });
    expect(leftBy(ran).steps.first).toMatchObject([{ release: 'voms 4.2.0', from: null, to: 'Submitted' }]);
    expect(ran.steps[3]?.summary).toMatch(/^### Stagepost: nothing to do here/);
  });

  test('publish it on the machine of the host, and record it there.', async () => {
    const results = await reconcile('publish');
    expect(results.map(({ name, code }) => [name, code])).toEqual([
      ['Know which Stagepost to run', 0],
      ['Install Stagepost', 0],
      ['What will be done', 0],
      ['Do it', 0],
    ]);
    expect(results[2]?.summary).toContain('\n| **voms 4.2.0** | new | Submitted |\n');
    expect(statesOf(story, voms.id)).toEqual(['Submitted', 'Unverified']);
  });

  test('show what a step would do, from the record alone.', async () => {
    const ran = await check('a-step', { [pathOf(voms)]: withField('desiredState', 'InVerification') });
    expect(ran.steps.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(ran.steps[3]?.summary).toContain('\n| **voms 4.2.0** | Unverified | InVerification |');
    expect(leftBy(ran).answer).toBe('ready');
    expect(statesOf(story, voms.id)).toEqual(['Submitted', 'Unverified']);
  });

  test('check a merge queue as main would be.', async () => {
    const workspace = join(story.work, 'a-queue');
    checkOutMerge(story.repository, workspace, {
      [pathOf(voms)]: withField('desiredState', 'InVerification'),
    });
    mkdirSync(join(workspace, '.stagepost'));
    copyProduct(join(workspace, '.stagepost'));
    const validate = workflowOf(starting, 'validate');
    const ran = await runJob(validate, { workspace, vars: program, event: 'merge_group' });
    expect(leftBy(ran)).toMatchObject({ pullRequest: null, answer: 'ready' });
    expect(leftBy(ran).steps.first).toMatchObject([{ to: 'InVerification', already: false }]);
  });

  test('check a fork, to which no variables are handed, where the values are written down as the guide says.', async () => {
    const workspace = join(story.work, 'a-fork');
    const evil = {
      'package.json': () => '{"scripts": {"preinstall": "exit 9"}}',
      '.npmrc': () => 'script-shell=/none\n',
    };
    checkOutMerge(story.repository, workspace, {
      [pathOf(voms)]: withField('desiredState', 'InVerification'),
      ...evil,
    });
    mkdirSync(join(workspace, '.stagepost'));
    copyProduct(join(workspace, '.stagepost'));
    const { text } = fileOf(starting, 'validate');
    const written = Object.entries(program).reduce(
      (whole, [name, value]) => whole.replaceAll(`\${{ vars.${name} }}`, value),
      text,
    );
    const validate = parse(written) as Workflow;
    const ran = await runJob(validate, { workspace, vars: {}, event: 'pull_request' });
    expect(ran.steps.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(leftBy(ran)).toMatchObject({ answer: 'ready', changed: { total: 3, releases: 1 } });
  });

  test('refuse a step that the reconciler would refuse, at its line.', async () => {
    const asked = Object.entries({ ...toStageRollout, ...toProduction });
    const edit = (text: string) =>
      asked.reduce((whole, [field, value]) => withField(field, value)(whole), text);
    const line = lineOf(edit(story.readFile(pathOf(voms))), 'desiredState:');
    const ran = await check('a-refused-step', { [pathOf(voms)]: edit });
    expect(ran.steps.map(({ code }) => code)).toEqual([0, 0, 0, 1]);
    expect(leftBy(ran).marks.first[0]).toMatchObject({
      kind: 'error',
      title: 'voms 4.2.0 is Unverified, wants Production',
      message: expect.stringMatching(/^Unverified -> Production is not a step \(R38\)\n/),
      at: { file: pathOf(voms), line, column: 15 },
    });
    expect(ran.steps[3]?.summary).toMatch(
      /^- `releases.* voms 4\.2\.0 is Unverified, wants Production: Unverified -&gt; Production is not a step/m,
    );
  });

  test('refuse an edit of what was fetched, at the field.', async () => {
    const edit = (text: string) => text.replace('releaseNotes: https:', 'releaseNotes: http:');
    const line = lineOf(story.readFile(pathOf(voms)), 'releaseNotes:');
    const ran = await check('a-fixed-field', { [pathOf(voms)]: edit });
    expect(ran.steps.map(({ code }) => code)).toEqual([0, 0, 0, 1]);
    expect(leftBy(ran).marks.first[0]).toMatchObject({
      kind: 'error',
      message: expect.stringMatching(/^its content was edited/),
      at: { file: pathOf(voms), line },
    });
  });

  test('mark what is wrong in a file, and show it at GitHub by another workflow.', async () => {
    const hostile = '"<b>|`x`%0A::error::"';
    const ran = await check('a-mistake', { [pathOf(voms)]: withField('desiredState', hostile) });
    const line = lineOf(withField('desiredState', hostile)(story.readFile(pathOf(voms))), 'desiredState:');
    expect(ran.steps.at(-1)).toMatchObject({ name: 'What would merging it do?', code: 1 });
    const { stdout, summary } = ran.steps.at(-1) ?? { stdout: '', summary: '' };
    expect(stdout).not.toMatch(/^::/m);
    expect(summary).toMatch(
      /^### Stagepost: 1 problem to mend\n\nThis would be refused\..*\n\n#### To mend\n\n- `releases/,
    );
    expect(summary).not.toContain('<b>');

    const github = await startGitHub({ owner: 'umd', repository: 'releases', token: 'ghs_of_the_run' });
    const kept = keepChecks(github, 'github-actions[bot]');
    const { head } = leftBy(ran);
    github.commits.add(head);
    kept.pulls.set(1, { head, state: 'open' });
    const workspace = join(story.work, 'publisher');
    checkOutMerge(story.repository, workspace, {});
    mkdirSync(join(workspace, '.stagepost'));
    copyProduct(join(workspace, '.stagepost'));
    const workflow = '.github/workflows/validate.yml';
    const text = readFileSync(join(workspace, workflow));
    kept.files.set(`${workflow}@${head}`, blobName(text));
    const published = await runSteps(workflowOf(starting, 'publish-check'), {
      workspace,
      vars: program,
      event: 'workflow_run',
      env: { GITHUB_API_URL: github.url },
      values: {
        'github.token': 'ghs_of_the_run',
        'github.event.workflow_run.head_sha': head,
        'github.event.workflow_run.html_url': 'https://github.example/umd/releases/actions/runs/5',
      },
      temporary: { 'check/check.json': ran.left ?? '' },
    });
    await github.stop();
    expect(published.map(({ name, code }) => [name, code])).toEqual([
      ['Know which Stagepost to run', 0],
      ['Install Stagepost', 0],
      ['Show what was found', 0],
    ]);
    expect(github.violations).toEqual([]);
    expect(kept.runs[0]?.output.annotations).toMatchObject([{ path: pathOf(voms), start_line: line }]);
    expect(kept.comments[0]?.body).toMatch(
      /^<!-- .*\n### Stagepost: 1 problem to mend\n\n.*\n\n#### To mend/,
    );
    expect(JSON.stringify(published)).not.toContain('ghs_of_the_run');
  });
});

describe('the workflows of this repository', () => {
  test('check its own releases and plan them.', async () => {
    const file = 'releases/umd-5/voms-4.2.0.yaml';
    const ran = await checkProject('own-sound', { [file]: (text) => `# Looked at.\n${text}` });
    expect(ran.steps.map(({ name, code }) => [name, code])).toEqual([
      ['Install Stagepost', 0],
      ['Who judges what can be installed', 0],
      ['What would merging it do?', 0],
    ]);
    expect(leftBy(ran)).toMatchObject({ answer: 'ready', changed: { total: 1, releases: 1 } });
  });

  test('refuse a mistake in one of them.', async () => {
    const file = 'releases/umd-5/voms-4.2.0.yaml';
    const ran = await checkProject('own-mistake', { [file]: withField('version', '4.2.1') });
    expect(ran.steps.at(-1)).toMatchObject({ name: 'What would merging it do?', code: 1 });
    expect(leftBy(ran).marks.first[0]).toMatchObject({ kind: 'error', at: { file } });
  });

  test('publish on the machine of a host.', async () => {
    story.edit(voms, { desiredState: 'InVerification' });
    const before = recordedHead(story);
    const workspace = join(story.work, 'own-publish');
    checkOutMerge(project, workspace, {});
    installIn(workspace);
    const vars = { STAGEPOST_HOST: story.hostFile };
    const results = await runSteps(workflowOf(own, 'reconcile'), { workspace, vars, event: 'push' });
    expect(results.map(({ name, code }) => [name, code])).toEqual([
      ['Install Stagepost', 0],
      ['What will be done', 0],
      ['Do it', 0],
    ]);
    expect(results[1]?.summary).toContain('\n| **voms 4.2.0** | Unverified | InVerification |\n');
    expect(statesOf(story, voms.id)).toEqual(['Submitted', 'Unverified', 'InVerification']);
    expect(recordedHead(story)).not.toBe(before);
  });
});
