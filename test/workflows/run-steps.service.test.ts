import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from '../story/provider.ts';
import { recordedHead, statesOf } from '../story/recorded.ts';
import { pathOf, type Story, startStory, toProduction, toStageRollout } from '../story/story.ts';
import { runSteps } from './run-steps.ts';
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

function workflowOf(files: readonly WorkflowFile[], name: string): Workflow {
  const found = files.find(({ place }) => place.endsWith(`/${name}.yml`));
  if (found === undefined) throw new Error(`there is no ${name}.yml`);
  return found.workflow;
}

type Edits = Parameters<typeof checkOutMerge>[2];

/** Runs the check of a pull request to the story's release repository. */
async function check(name: string, edits: Edits, vars: Readonly<Record<string, string>> = program) {
  const workspace = join(story.work, name);
  checkOutMerge(story.repository, workspace, edits);
  mkdirSync(join(workspace, '.stagepost'));
  copyProduct(join(workspace, '.stagepost'));
  return runSteps(workflowOf(starting, 'validate'), { workspace, vars, event: 'pull_request' });
}

/** Runs the check of a pull request to this project. */
async function checkProject(name: string, edits: Edits) {
  const workspace = join(story.work, name);
  checkOutMerge(project, workspace, edits);
  installIn(workspace);
  return runSteps(workflowOf(own, 'validate'), { workspace, vars: {}, event: 'pull_request' });
}

/** Publishes what main of the story asks for, by the workflow of a new release repository. */
async function reconcile(name: string) {
  const workspace = join(story.work, name);
  mkdirSync(join(workspace, '.stagepost'), { recursive: true });
  copyProduct(join(workspace, '.stagepost'));
  const vars = { ...program, STAGEPOST_HOST: story.hostFile };
  return runSteps(workflowOf(starting, 'reconcile'), { workspace, vars, event: 'push' });
}

function withField(field: string, value: string): (text: string) => string {
  return (text) => `${text.replace(new RegExp(`^${field}:.*\n`, 'm'), '')}${field}: ${value}\n`;
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

describe('the workflows of a new release repository', () => {
  test('do nothing but say so, as long as nobody has said which program to run.', async () => {
    const results = await check('no-variables', {}, {});
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ code: 1, summary: '' });
    expect(results[0]?.stdout).toMatch(/^::error title=Stagepost::Set the repository variables /);
  });

  test('check and plan the first submission, before there is a record.', async () => {
    story.submit(voms);
    const results = await check('first', {});
    expect(results.map(({ name, code }) => [name, code])).toEqual([
      ['Know which Stagepost to run', 0],
      ['Install Stagepost', 0],
      ['Is what is written right?', 0],
      ['Who judges what can be installed', 0],
      ['What would it do?', 0],
    ]);
    expect(results[2]?.summary).toBe('### Stagepost: 1 release checked, no problem found.\n');
    expect(results[4]?.summary).toContain('\n| **voms 4.2.0** | new | Submitted |\n');
    expect(results[4]?.summary).toContain(`\n| **voms 4.2.0** | rsync\\://${story.provider.host}/`);
    expect(results[4]?.stdout.match(/^::.*/gm)).toEqual([
      expect.stringMatching(/^::notice .*is a minor version/),
    ]);
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
    const results = await check('a-step', { [pathOf(voms)]: withField('desiredState', 'InVerification') });
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(results[4]?.summary).toContain('\n| **voms 4.2.0** | Unverified | InVerification |\n');
    expect(statesOf(story, voms.id)).toEqual(['Submitted', 'Unverified']);
  });

  test('refuse a step that the reconciler would refuse, at its line.', async () => {
    const asked = Object.entries({ ...toStageRollout, ...toProduction });
    const edit = (text: string) =>
      asked.reduce((whole, [field, value]) => withField(field, value)(whole), text);
    const line = lineOf(edit(story.readFile(pathOf(voms))), 'desiredState:');
    const results = await check('a-refused-step', { [pathOf(voms)]: edit });
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 1]);
    expect(results[4]?.stdout).toMatch(
      new RegExp(
        `^::error file=${pathOf(voms)},line=${line},col=15,title=voms 4\\.2\\.0 is Unverified%2C wants Production::` +
          'Unverified -> Production is not a step \\(R38\\)%0A',
        'm',
      ),
    );
    expect(results[4]?.summary).toMatch(
      /^- \*\*voms 4\.2\.0\*\* is Unverified, wants Production: Unverified -&gt; Production is not a step/m,
    );
  });

  test('refuse an edit of what was fetched, at the field.', async () => {
    const edit = (text: string) => text.replace('releaseNotes: https:', 'releaseNotes: http:');
    const line = lineOf(story.readFile(pathOf(voms)), 'releaseNotes:');
    const results = await check('a-fixed-field', { [pathOf(voms)]: edit });
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 1]);
    expect(results[4]?.stdout).toMatch(
      new RegExp(
        `^::error file=${pathOf(voms)},line=${line},col=\\d+,title=[^:]*::its content was edited`,
        'm',
      ),
    );
  });

  test('mark what is wrong in a file, and end there.', async () => {
    const hostile = '"<b>|`x`%0A::error::"';
    const results = await check('a-mistake', { [pathOf(voms)]: withField('desiredState', hostile) });
    const line = lineOf(withField('desiredState', hostile)(story.readFile(pathOf(voms))), 'desiredState:');
    expect(results.map(({ name, code }) => [name, code]).at(-1)).toEqual(['Is what is written right?', 1]);
    const { stdout, summary } = results.at(-1) ?? { stdout: '', summary: '' };
    const commands = stdout.split('\n').filter((each) => each.startsWith('::'));
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatch(
      new RegExp(`^::error file=${pathOf(voms)},line=${line},col=15,title=[a-z-]+::.*%250A`),
    );
    expect(summary).toMatch(/^### Stagepost: 1 problem in 1 file\.\n\n#### What is wrong\n\n- `releases/);
    expect(summary).not.toContain('<b>');
  });
});

describe('the workflows of this repository', () => {
  test('check its own releases and plan them.', async () => {
    const results = await checkProject('own-sound', {});
    expect(results.map(({ name, code }) => [name, code])).toEqual([
      ['Install Stagepost', 0],
      ['Is what is written right?', 0],
      ['Who judges what can be installed', 0],
      ['What would it do?', 0],
    ]);
    expect(results[1]?.summary).toMatch(/^### Stagepost: \d+ releases checked, no problem found\.\n$/);
    expect(results[3]?.summary).toContain('\n#### Transitions\n');
  });

  test('refuse a mistake in one of them.', async () => {
    const file = 'releases/umd-5/voms-4.2.0.yaml';
    const results = await checkProject('own-mistake', { [file]: withField('version', '4.2.1') });
    expect(results.at(-1)).toMatchObject({ name: 'Is what is written right?', code: 1 });
    expect(results.at(-1)?.stdout).toMatch(
      new RegExp(`^::error file=${file},line=\\d+,col=\\d+,title=`, 'm'),
    );
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
