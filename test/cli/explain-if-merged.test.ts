import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { heard } from './heard.ts';

const project = join(import.meta.dirname, '../..');
const file = 'releases/umd-5/voms-4.2.0.yaml';

function exampleWithBranch() {
  const git = makeRepository(join(scratchFolder(), 'releases'));
  for (const path of ['stagepost.yaml', 'releases', 'schemas'])
    cpSync(join(project, path), join(git.dir, path), { recursive: true });
  git.commit({});
  const before = readFileSync(join(git.dir, file), 'utf8');
  git.git(['checkout', '--quiet', '-b', 'mine']);
  git.commit({ [file]: before.replace(/^desiredState: .*$/m, 'desiredState: Unverified') });
  git.git(['checkout', '--quiet', 'main']);
  git.commit({ 'NOTES.md': 'main has gone on\n' });
  return git;
}

const ask = (dir: string) => heard(['explain', 'voms-4.2.0', '--if-merged', 'mine', '--repository', dir]);

test('explain --if-merged answers as if the branch were merged, and leaves the clone as it is', async () => {
  const { dir, git } = exampleWithBranch();
  const state = () => git(['count-objects', '-v']) + git(['for-each-ref']) + git(['status', '--porcelain']);
  const before = state();
  const { code, out, err } = await ask(dir);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('voms 4.2.0 wants Unverified and is Submitted');
  expect(state()).toBe(before);
});

test('explain --if-merged refuses a branch that does not merge', async () => {
  const { dir, commit } = exampleWithBranch();
  commit({ [file]: 'product: other\n' });
  const { code, err } = await ask(dir);
  expect(code).toBe(1);
  expect(err).toContain('cannot be merged');
});
