import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openMirror } from '../../../src/adapters/git/open-mirror.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { type ProposalBench, proposalsContract } from '../../contracts/proposals.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { makeRepository, scratchFolder } from './git-fixture.ts';

const voms = 'releases/umd-5/voms-4.2.0.yaml';

/** A bare repository, and a clone of somebody who changes it. */
async function startBench() {
  const folder = scratchFolder();
  const origin = path.join(folder, 'origin.git');
  mkdirSync(origin);
  const clone = makeRepository(path.join(folder, 'clone'));
  const inOrigin = (...args: readonly string[]) => clone.git(['-C', origin, ...args]);
  inOrigin('init', '--quiet', '--bare', '--initial-branch=main', '--template=');
  clone.commit({ [voms]: 'old\n', 'stagepost.yaml': 'old\n' });
  const push = (...refs: readonly string[]) => clone.git(['push', '--quiet', origin, ...refs]);
  push('main');
  const commit = (file: string, text: string) => {
    clone.git(['fetch', '--quiet', origin, 'main']);
    clone.git(['reset', '--quiet', '--hard', 'FETCH_HEAD']);
    clone.commit({ [file]: text });
    push('main');
  };
  const faster = { file: '', times: 0, done: 0 };
  const mirror = await openMirror({
    ...{ repository: origin, dir: path.join(folder, 'mirror.git'), clock: fakeClock(noon) },
    ...{ mainBranch: 'main', recordBranch: 'stagepost-record' },
    around: (call, run) => {
      if (call.method === 'push' && call.args[0] === 'main' && faster.done < faster.times) {
        faster.done += 1;
        commit(faster.file, `faster ${faster.done}\n`);
      }
      return run();
    },
  });
  const show = (format: string, branch: string) => inOrigin('log', '-1', `--format=${format}`, branch);
  const bench: ProposalBench = {
    proposals: mirror.proposals,
    head: () => inOrigin('rev-parse', 'main') as CommitSha,
    read: (branch, file) => {
      const found = inOrigin('ls-tree', '--name-only', branch, '--', file);
      return found === '' ? null : `${inOrigin('show', `${branch}:${file}`)}\n`;
    },
    newest: (branch) => ({
      author: show('%an', branch),
      mail: show('%ae', branch),
      message: show('%B', branch),
    }),
    length: () => Number(inOrigin('rev-list', '--first-parent', '--count', 'main')),
    commit,
    merge: (branch) => {
      clone.git(['fetch', '--quiet', origin, 'main']);
      clone.git(['reset', '--quiet', '--hard', 'FETCH_HEAD']);
      clone.git(['fetch', '--quiet', origin, branch]);
      clone.git(['merge', '--quiet', '--no-ff', '-m', 'merged', 'FETCH_HEAD']);
      push('main', `:${branch}`);
    },
    drop: (branch) => push(`:${branch}`),
    beFaster: (file, times) => Object.assign(faster, { file, times }),
    close: () => inOrigin('config', 'receive.hideRefs', 'refs/heads/main'),
    stop: () => mirror.close(),
  };
  return { bench, mirror, inOrigin, clone, origin };
}

const noon = '2026-11-22T12:00:00Z' as Instant;

proposalsContract('A release repository', async () => (await startBench()).bench);

function aProposal(bench: ProposalBench, key: string) {
  return {
    ...{ key, base: bench.head(), files: new Map([[voms, `${key}\n`]]), assumes: [] },
    author: { name: 'Quentin', mail: 'quentin@example.org' },
    at: '2026-11-22T11:59:00Z' as Instant,
    ...{ title: key, body: '', trailers: [] },
  };
}

test('The author has the date of the wish, and Stagepost commits at its own.', async () => {
  const { bench, inOrigin } = await startBench();
  onTestFinished(bench.stop);
  await bench.proposals.land(aProposal(bench, 'rt-1'));
  expect(inOrigin('log', '-1', '--format=%aI|%cn <%ce>|%cI', 'main')).toBe(
    '2026-11-22T11:59:00+00:00|Stagepost <stagepost@localhost>|2026-11-22T12:00:00+00:00',
  );
});

test('A merge that made one commit of several, with lines of its own at the end, is found all the same.', async () => {
  const { bench, clone, origin } = await startBench();
  onTestFinished(bench.stop);
  await bench.proposals.offer(aProposal(bench, 'rt-2'));
  const message =
    'voms (#7)\n\n* rt-2\n\nStagepost-Request: rt-2\n\n* more\n\nCo-authored-by: Ada <a@b.example>';
  clone.git(['commit', '--quiet', '--allow-empty', '-m', message]);
  clone.git(['push', '--quiet', origin, 'main']);
  expect(await bench.proposals.find('rt-2')).toMatchObject({ kind: 'on-main' });
});

test('Proposals and readings of main go side by side without a failure.', async () => {
  const { bench, mirror } = await startBench();
  onTestFinished(bench.stop);
  const reading = async () => {
    for (let times = 0; times < 10; times += 1) await mirror.history.head();
  };
  const offering = Array.from({ length: 4 }, (_, at) => bench.proposals.offer(aProposal(bench, `rt-${at}`)));
  const [, ...offered] = await Promise.all([reading(), ...offering]);
  expect(offered).toEqual(offering.map((_, at) => ({ kind: 'offered', branch: `stagepost/rt-${at}` })));
});
