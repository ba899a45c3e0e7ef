import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PullRequests } from '../../src/ports/pull-requests.ts';
import { failureIn } from '../adapters/failure-code.ts';

/** Pull requests that the contract can look into and decide. */
export interface PullRequestBench {
  readonly pullRequests: PullRequests;
  /** Makes a branch known. */
  readonly push: (branch: string) => void;
  /** Somebody decides about the newest pull request of a branch. */
  readonly decide: (branch: string, state: 'merged' | 'closed') => void;
  /** Titles of all that were opened from a branch, oldest first. */
  readonly titles: (branch: string) => readonly string[];
  /** Takes the host out of reach. */
  readonly cutOff: () => void | Promise<void>;
  readonly stop: () => Promise<void>;
}

const branch = 'stagepost/rt-17-204-1795322110';
const wish = { branch, title: 'voms 4.2.0: InVerification -> StageRollout', body: 'Asked for on ticket 17.' };

/** What every host of pull requests promises. */
export function pullRequestsContract(name: string, start: () => Promise<PullRequestBench>): void {
  describe(`${name} keeps the promises of pull requests`, () => {
    let bench: PullRequestBench;
    beforeEach(async () => {
      bench = await start();
      bench.push(branch);
    });
    afterEach(() => bench.stop());

    test('opens one, and finds it again with its address', async () => {
      const { pullRequests } = bench;
      expect(await pullRequests.find(branch)).toBeNull();
      const opened = await pullRequests.open(wish);
      expect(opened).toMatchObject({ state: 'open', url: expect.stringContaining(String(opened.number)) });
      expect(await pullRequests.find(branch)).toEqual(opened);
    });

    test('opens one once, also after people have decided about it', async () => {
      const { pullRequests } = bench;
      const opened = await pullRequests.open(wish);
      expect(await pullRequests.open(wish)).toEqual(opened);
      bench.decide(branch, 'closed');
      expect(await pullRequests.open(wish)).toEqual({ ...opened, state: 'closed' });
      expect(bench.titles(branch)).toEqual([wish.title]);
    });

    test('tells merged from closed', async () => {
      await bench.pullRequests.open(wish);
      bench.decide(branch, 'merged');
      expect(await bench.pullRequests.find(branch)).toMatchObject({ state: 'merged' });
    });

    test('keeps branches apart', async () => {
      bench.push('stagepost/rt-1');
      await bench.pullRequests.open({ ...wish, branch: 'stagepost/rt-1' });
      expect(await bench.pullRequests.find(branch)).toBeNull();
    });

    test('writes a title in one line, and shortens what is too long', async () => {
      await bench.pullRequests.open({ branch, title: `a\n${'𝄞'.repeat(300)}`, body: 'x'.repeat(100_000) });
      expect(bench.titles(branch)).toEqual([`a ${'𝄞'.repeat(247)}…`]);
    });

    test('refuses a branch that it does not know, and leaves that to a person', async () => {
      const failure = await failureIn(bench.pullRequests.open({ ...wish, branch: 'stagepost/rt-2' }));
      expect(failure).toMatchObject({ code: 'code-host-refused', treatment: 'needs-person' });
    });

    test('has no problems as long as it answers, and says that it cannot be reached', async () => {
      expect(await bench.pullRequests.problems()).toEqual([]);
      await bench.cutOff();
      expect(await failureIn(bench.pullRequests.find(branch))).toMatchObject({
        code: 'code-host-unreachable',
        treatment: 'retry',
      });
      expect(await bench.pullRequests.problems()).toHaveLength(1);
    });
  });
}
