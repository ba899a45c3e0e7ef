import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { policyText, releaseFile, voms } from '../desired/release-files.ts';
import { blocksOf, pageAt, projectRoot } from './pages.ts';

const page = pageAt('docs/use/approvals.md');

/** Runs a block as a person would, in a home of this person's own. */
function typed(text: string, place: { readonly dir: string; readonly home: string }): string {
  const shell = `stagepost() { '${process.execPath}' '${projectRoot}/scripts/stagepost.mjs' "$@"; }\n`;
  return execFileSync('bash', ['-euo', 'pipefail', '-c', shell + text], {
    cwd: place.dir,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env.PATH, HOME: place.home, LC_ALL: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1' },
  });
}

test('The page about approvals leads from no key to a step that is taken.', () => {
  const work = scratchFolder();
  const place = { dir: join(work, 'releases'), home: join(work, 'home') };
  mkdirSync(join(place.home, '.ssh'), { recursive: true });
  const { commit, git } = makeRepository(place.dir);
  git(['config', 'user.name', 'Ada']);
  git(['config', 'user.email', 'ada@example.org']);
  commit({ 'stagepost.yaml': policyText, [voms]: releaseFile() });
  const [makeKey = '', promote = '', approve = '', merge = '', ...more] = blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .map(({ text }) => text);
  expect(more).toEqual([]);
  typed(makeKey, place);
  const key = readFileSync(join(place.home, '.ssh/stagepost.pub'), 'utf8').trim();
  const [configuration] = blocksOf(page).filter(({ language }) => language === 'yaml');
  const people = (configuration?.text ?? '')
    .replace(/ssh-ed25519 [^"]*/, key)
    .replace('[keys/people/grace.asc]', '[]')
    .replace(/members: \[(ada, )?grace\]/g, 'members: [ada]');
  const rules = 'approvals: [{to: [Production], roles: [stage-rollout]}]\nemergency: {routes: []}\n';
  const closed = policyText.replace(/^emergency:.*\n/m, '');
  commit({ 'stagepost.yaml': closed + people + rules });
  expect(typed(promote, place)).toContain('voms 4.2.0: Unverified -> InVerification');
  expect(typed(approve, place)).toContain('approved by ada (verification), signed with SHA256:');
  const plan = typed(merge, place);
  expect(plan).not.toContain('can approve it');
  expect(git(['log', '-1', '--format=%s', 'stagepost/promote-umd-5-voms-4.2.0'])).toBe(
    'Approve voms 4.2.0: Unverified -> InVerification',
  );
});
