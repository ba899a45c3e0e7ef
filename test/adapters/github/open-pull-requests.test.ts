import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPullRequests } from '../../../src/adapters/github/open-pull-requests.ts';
import { pullRequestsContract } from '../../contracts/pull-requests.ts';
import { startGitHub } from '../../fakes/github-server.ts';
import { failureIn } from '../failure-code.ts';

const token = 'github_pat_11SECRET';
const home = { owner: 'umd', repository: 'releases' };

async function startBench() {
  const github = await startGitHub({ ...home, token });
  const folder = await mkdtemp(join(tmpdir(), 'github-'));
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${token}\n`);
  const options = { apiUrl: github.url, ...home, tokenFile, patient: false, mainBranch: 'main' };
  const newest = (branch: string) => github.pullRequests.findLast(({ head }) => head === branch);
  return {
    github,
    pullRequests: openPullRequests(options),
    push: (branch: string) => void github.branches.add(branch),
    decide: (branch: string, state: 'merged' | 'closed') => {
      Object.assign(newest(branch) ?? {}, { state });
    },
    titles: (branch: string) =>
      github.pullRequests.filter(({ head }) => head === branch).map(({ title }) => title),
    cutOff: () => github.stop(),
    // Whatever the stand-in had against a request or an answer of its own fails the test.
    stop: async () => {
      await github.stop();
      await rm(folder, { recursive: true });
      expect(github.violations).toEqual([]);
    },
  };
}

pullRequestsContract('GitHub', startBench);

test('Whoever may not see or open pull requests is told which permission the token lacks.', async () => {
  const bench = await startBench();
  bench.push('stagepost/rt-1');
  bench.github.may.write = false;
  const wish = { branch: 'stagepost/rt-1', title: 'a', body: '' };
  expect(await failureIn(bench.pullRequests.open(wish))).toMatchObject({
    code: 'code-host-refused',
    hint: expect.stringContaining('"pull requests: write"'),
  });
  bench.github.may.read = false;
  expect(await bench.pullRequests.problems()).toEqual([expect.stringContaining('"pull requests: write"')]);
  await bench.stop();
});

test('An answer that is none is asked for again later.', async () => {
  const bench = await startBench();
  bench.github.faults.push({ kind: 'truncate' });
  expect(await failureIn(bench.pullRequests.find('stagepost/rt-1'))).toMatchObject({
    code: 'code-host-unreachable',
  });
  await bench.stop();
});
