import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openGitHub } from '../../../src/adapters/github/open-github.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import type { CommitStatus } from '../../../src/ports/code-host.ts';
import { codeHostContract } from '../../contracts/code-host.ts';
import { type Fault, type GitHubServer, startGitHub } from '../../fakes/github-server.ts';
import { failureIn } from '../failure-code.ts';

const token = 'github_pat_11SECRET';
const home = { owner: 'umd', repository: 'releases' };
const commit = 'a'.repeat(40) as CommitSha;
const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const status: CommitStatus = { commit, release: voms, state: 'success', description: 'Production' };

let github: GitHubServer;
let folder: string;
let tokenFile: string;

async function start(): Promise<void> {
  github = await startGitHub({ ...home, token });
  github.commits.add(commit);
  folder = await mkdtemp(join(tmpdir(), 'github-'));
  tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${token}\n`);
}

/** Ends the stand-in; whatever it had against a request or an answer of its own fails the test. */
async function stop(): Promise<void> {
  await github.stop();
  await rm(folder, { recursive: true });
  expect(github.violations).toEqual([]);
}

function open(more: Partial<Parameters<typeof openGitHub>[0]> = {}) {
  return openGitHub({ apiUrl: github.url, ...home, tokenFile, patient: false, ...more });
}

codeHostContract('GitHub', async () => {
  await start();
  return {
    host: open(),
    push: (each) => void github.commits.add(each),
    shown: (each, release) =>
      github
        .statuses(each)
        .filter(({ context }) => context === `stagepost/${release}`)
        .map(({ state, description }) => [state, description] as const),
    cutOff: () => github.stop(),
    stop,
  };
});

describe('the client of GitHub', () => {
  beforeEach(start);
  afterEach(stop);

  test('finds its status behind more than a page of others, in any case of letters.', async () => {
    const others = Array.from({ length: 130 }, (_, at) => ({
      context: `ci/${at}`,
      state: 'error',
      description: null,
    }));
    github.statuses(commit).push(...others, {
      context: `Stagepost/${voms}`,
      state: 'success',
      description: 'Production',
    });
    expect(await open().ensureStatus(status)).toBe('unchanged');
    expect(github.requests).toHaveLength(2);
  });

  test('writes below a prefix of its own where one is given.', async () => {
    await open({ contextPrefix: 'staging' }).ensureStatus(status);
    expect(github.statuses(commit)).toEqual([
      { context: `staging/${voms}`, state: 'success', description: 'Production' },
    ]);
  });

  test('shows a description in one line without control characters.', async () => {
    await open().ensureStatus({ ...status, description: ' a\n b\u001b[31m ' });
    expect(github.statuses(commit)[0]?.description).toBe('a b?[31m');
  });

  test('reads its token anew each time, because tokens are renewed.', async () => {
    const host = open();
    await writeFile(tokenFile, 'old');
    expect((await failureIn(host.ensureStatus(status))).code).toBe('code-host-refused');
    await writeFile(tokenFile, token);
    expect(await host.ensureStatus(status)).toBe('written');
  });

  const refusals: readonly (readonly [string, Fault, string, string])[] = [
    [
      'a bad token',
      { kind: 'refuse', status: 401, message: 'Bad credentials' },
      'GitHub refused to list the statuses of commit aaaaaaa (401): Bad credentials - https://docs.github.com/rest',
      'put a valid token into TOKEN',
    ],
    [
      'a lacking permission',
      { kind: 'refuse', status: 403, message: 'Resource not accessible' },
      'GitHub refused to list the statuses of commit aaaaaaa (403): Resource not accessible - https://docs.github.com/rest',
      'give the token in TOKEN the permissions "commit statuses: write" and "metadata: read" for umd/releases',
    ],
    [
      'a repository that is not there',
      { kind: 'refuse', status: 404, message: 'Not Found' },
      'GitHub refused to list the statuses of commit aaaaaaa (404): Not Found - https://docs.github.com/rest',
      'see that umd/releases exists and that the token in TOKEN has the permission "commit statuses: write" for it',
    ],
    [
      'a commit that was not pushed',
      { kind: 'refuse', status: 422, message: 'No commit found' },
      'GitHub refused to list the statuses of commit aaaaaaa (422): No commit found - https://docs.github.com/rest',
      'see that main is pushed to umd/releases, and that it is the right repository',
    ],
    [
      'a repository that was renamed, without going where it points',
      { kind: 'refuse', status: 301, headers: { location: '/repos/umd/other' } },
      'umd/releases has another name at GitHub now',
      'correct owner and repository in the section github of the host file',
    ],
  ];

  test.each(refusals)('leaves %s to a person.', async (_title, fault, message, hint) => {
    github.faults.push(fault);
    expect(await failureIn(open().ensureStatus(status))).toEqual({
      code: 'code-host-refused',
      message,
      hint: hint.replace('TOKEN', tokenFile),
      treatment: 'needs-person',
      details: [],
    });
    expect(github.requests).toHaveLength(1);
  });

  const passing: readonly (readonly [string, Fault, string])[] = [
    [
      'a limit that names a delay',
      { kind: 'refuse', status: 403, headers: { 'retry-after': '60' } },
      'GitHub asks to wait 60 seconds before it can list the statuses of commit aaaaaaa',
    ],
    [
      'a limit that was used up',
      { kind: 'refuse', status: 403, headers: { 'x-ratelimit-remaining': '0' } },
      'GitHub asks to wait before it can list the statuses of commit aaaaaaa',
    ],
    [
      'a limit that only its words tell',
      { kind: 'refuse', status: 403, message: 'You have exceeded a secondary rate limit' },
      'GitHub asks to wait before it can list the statuses of commit aaaaaaa',
    ],
    [
      'too many requests',
      { kind: 'refuse', status: 429 },
      'GitHub asks to wait before it can list the statuses of commit aaaaaaa',
    ],
    [
      'an outage',
      { kind: 'refuse', status: 502 },
      'GitHub failed to list the statuses of commit aaaaaaa (502)',
    ],
    [
      'an answer that breaks off',
      { kind: 'truncate' },
      'the answer of GitHub when asked to list the statuses of commit aaaaaaa cannot be read',
    ],
    ['a connection that is closed', { kind: 'hang-up' }, 'GitHub does not answer: other side closed'],
    [
      'an answer that does not come',
      { kind: 'slow', milliseconds: 1500 },
      'GitHub does not answer: The operation was aborted due to timeout',
    ],
  ];

  test.each(passing)('is ready to try again after %s.', async (_title, fault, message) => {
    github.faults.push(fault);
    expect(await failureIn(open({ timeoutSeconds: 0.5 }).ensureStatus(status))).toMatchObject({
      code: 'code-host-unreachable',
      message,
      treatment: 'retry',
    });
    expect(await open().ensureStatus(status)).toBe('written');
  });

  test('does not take a broken answer to a written status for a success.', async () => {
    github.faults.push({ kind: 'slow', milliseconds: 0 }, { kind: 'truncate' });
    expect((await failureIn(open().ensureStatus(status))).code).toBe('code-host-unreachable');
    expect(await open().ensureStatus(status)).toBe('unchanged');
  });

  test('never shows its token, not even when GitHub says it.', async () => {
    github.faults.push({ kind: 'refuse', status: 401, message: `the token ${token} has expired` });
    const failure = await failureIn(open().ensureStatus(status));
    expect(failure.message).toContain('the token [token] has expired');
    expect(JSON.stringify(failure)).not.toContain('SECRET');
  });

  test.each(['', 'two words', 'Grüße'])('refuses the token "%s" without showing it.', async (text) => {
    await writeFile(tokenFile, text);
    expect(await failureIn(open().ensureStatus(status))).toMatchObject({
      code: 'code-host-refused',
      message: `the file ${tokenFile} does not hold a GitHub token`,
    });
    expect(github.requests).toEqual([]);
  });

  test('tells each problem with its mend, and writes nothing while it looks.', async () => {
    const host = open();
    expect(await host.problems()).toEqual([]);
    github.may.write = false;
    expect(await host.problems()).toEqual([
      'GitHub refused to write commit statuses (403): Resource not accessible by personal access token - https://docs.github.com/rest; ' +
        `give the token in ${tokenFile} the permissions "commit statuses: write" and "metadata: read" for umd/releases`,
    ]);
    github.may.read = false;
    expect(await host.problems()).toEqual([
      expect.stringMatching(/^GitHub refused to show the repository \(404\)/),
    ]);
    await rm(tokenFile);
    expect(await host.problems()).toEqual([
      `the file of the GitHub token ${tokenFile} cannot be read: ENOENT; write the token into that file, alone on one line, readable by the user of Stagepost only`,
    ]);
    expect(github.statuses(commit)).toEqual([]);
  });

  test('waits out a short failure and a short limit, but not a long one, when it is patient.', async () => {
    const host = open({ patient: true });
    github.faults.push({ kind: 'refuse', status: 503 });
    expect(await host.ensureStatus(status)).toBe('written');
    expect(github.requests).toHaveLength(3);
    const limit = { kind: 'refuse', status: 403, message: 'secondary rate limit' } as const;
    github.faults.push({ ...limit, headers: { 'retry-after': '1' } });
    expect(await host.ensureStatus(status)).toBe('unchanged');
    expect(github.requests).toHaveLength(5);
    github.faults.push({ ...limit, headers: { 'retry-after': '60' } });
    expect((await failureIn(host.ensureStatus(status))).code).toBe('code-host-unreachable');
    expect(github.requests).toHaveLength(6);
  });
});
