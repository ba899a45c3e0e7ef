import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCheckBoard } from '../../src/adapters/github/open-check-board.ts';
import { type Published, publishDocument } from '../../src/cli/check/publish-document.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { PullRequestCheck } from '../../src/domain/pull-request-check.ts';
import { makeCheck } from '../../src/report/check/make-check.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { aPlan } from '../builders/plan.ts';
import { type GitHubChecks, keepChecks } from '../fakes/github-checks.ts';
import { type Fault, type GitHubServer, startGitHub } from '../fakes/github-server.ts';
import { heard } from './heard.ts';

const token = 'ghs_SECRET';
const head = 'a'.repeat(40) as CommitSha;
const bot = 'github-actions[bot]';
const run = 'https://github.example/umd/releases/actions/runs/5';

let folder: string;
let github: GitHubServer;
let kept: GitHubChecks;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagepost-publish-check-'));
  github = await startGitHub({ owner: 'umd', repository: 'releases', token });
  kept = keepChecks(github, bot);
  github.commits.add(head);
  kept.pulls.set(7, { head, state: 'open' });
  writeFileSync(join(folder, 'token'), `${token}\n`);
  writeFileSync(join(folder, 'validate.yml'), 'on: pull_request\n');
  kept.files.set(`validate.yml@${head}`, blobOf('on: pull_request\n'));
});

/** Whatever the stand-in had against a request, or against an answer of its own, fails the test. */
afterEach(async () => {
  await github.stop();
  rmSync(folder, { recursive: true });
  expect(github.violations).toEqual([]);
});

function blobOf(text: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
}

function problem(at: number, message = `mistake ${at}`): Finding {
  return {
    file: 'releases/umd-5/voms-4.2.0.yaml',
    line: at + 1,
    column: 3,
    rule: 'unknown-value',
    message,
    hint: 'mend it',
    excerpt: '',
  };
}

function aCheck(findings: readonly Finding[] = [], most = 2000): PullRequestCheck {
  return makeCheck(
    {
      pullRequest: 7,
      base: 'b'.repeat(40) as CommitSha,
      head,
      madeAt: '2026-11-22T12:00:00Z' as Instant,
      changed: [{ path: 'releases/umd-5/voms-4.2.0.yaml', what: 'release', how: 'edited' }],
      findings,
      older: [],
      plan: aPlan([]),
      actual: null,
      refused: [],
      already: () => false,
      ticketOf: () => null,
      failure: null,
    },
    most,
  );
}

const file = () => join(folder, 'check.json');

/** Publishes a document, as a workflow of main does, but without pauses and second attempts. */
async function publish(document: unknown, more: { readonly patient?: boolean } = {}): Promise<Published> {
  if (document !== undefined)
    writeFileSync(file(), typeof document === 'string' ? document : JSON.stringify(document));
  const home = { owner: 'umd', repository: 'releases', tokenFile: join(folder, 'token') };
  const board = openCheckBoard({ apiUrl: github.url, ...home, author: bot, patient: false, ...more });
  return publishDocument(board, { from: file(), head, run, workflow: 'validate.yml', cwd: folder });
}

describe('stagepost publish-check', () => {
  test('shows a check at its lines, and one comment, by six requests at most.', async () => {
    const said = await publish(aCheck([problem(1), problem(2)]));
    expect(said).toEqual({ ok: true, said: 'shown' });
    expect(github.requests.length).toBeLessThanOrEqual(6);
    expect(kept.runs).toHaveLength(1);
    expect(kept.runs[0]).toMatchObject({ head_sha: head, name: 'stagepost', conclusion: 'failure' });
    expect(kept.runs[0]?.output.title).toBe('2 problems to mend');
    expect(
      kept.runs[0]?.output.annotations.map(({ path, start_line, annotation_level }) => [
        path,
        start_line,
        annotation_level,
      ]),
    ).toEqual([
      ['releases/umd-5/voms-4.2.0.yaml', 2, 'failure'],
      ['releases/umd-5/voms-4.2.0.yaml', 3, 'failure'],
    ]);
    expect(kept.comments).toHaveLength(1);
    expect(kept.comments[0]?.body).toMatch(
      /^<!-- stagepost: a{40} [0-9a-f]{16} -->\n### Stagepost: 2 problems to mend\n/,
    );
    expect(kept.comments[0]?.body).toContain(`[the whole run](${run})`);
    expect(kept.comments[0]?.body).not.toContain('Do not rely');
  });

  test('writes its comment anew in its place, and nothing where nothing is new.', async () => {
    kept.comments.push({ id: 90, login: 'stranger', body: '<!-- stagepost: mine -->\nReady to merge!' });
    await publish(aCheck([problem(1)]));
    expect(kept.comments.map(({ login }) => login)).toEqual(['stranger', bot]);
    await publish(aCheck());
    expect(kept.comments).toHaveLength(2);
    expect(kept.comments[1]?.body).toContain('ready to merge');
    expect(kept.comments[0]?.body).toContain('Ready to merge!');
    github.requests.length = 0;
    const again = await publish({ ...aCheck(), madeAt: '2026-11-22T13:00:00Z' });
    expect(again.said).toBe('unchanged');
    expect(github.requests.filter((each) => !each.startsWith('GET'))).toEqual([]);
  });

  test('finds its comment behind a page of others.', async () => {
    kept.comments.push(
      ...Array.from({ length: 120 }, (_, at) => ({ id: 1000 + at, login: 'ada', body: 'hm' })),
    );
    await publish(aCheck([problem(1)]));
    await publish(aCheck());
    expect(kept.comments.filter(({ login }) => login === bot)).toHaveLength(1);
  });

  test('shows fifty marks a request, as many as fit into six, and counts the others.', async () => {
    const all = Array.from({ length: 130 }, (_, at) => problem(at));
    expect((await publish(aCheck(all))).ok).toBe(true);
    expect(github.requests).toHaveLength(6);
    expect(kept.runs[0]?.output.annotations).toHaveLength(100);
    expect(kept.runs[0]?.output.summary).toContain('30 more marks found no room at the lines');
    expect(kept.comments[0]?.body).toContain('mistake 129');
  });

  test('keeps to the limits of a comment and of a summary, and counts what is left out.', async () => {
    const long = Array.from({ length: 900 }, (_, at) => problem(at, `${at} ${'x'.repeat(450)}`));
    expect((await publish(aCheck(long, 500))).ok).toBe(true);
    const [comment] = kept.comments;
    expect(comment?.body.length).toBeLessThanOrEqual(65_536);
    const shown = comment?.body.match(/^- `releases/gm)?.length ?? 0;
    expect(comment?.body).toContain(
      `**Left out**, because a page here has its limit ([the whole run](${run}) has more): ${900 - shown} problems.`,
    );
    expect(kept.runs[0]?.output.summary.length).toBeLessThanOrEqual(65_535);
  });

  test('shows a merge queue at its commit alone.', async () => {
    expect((await publish({ ...aCheck(), pullRequest: null })).said).toBe('shown');
    expect([kept.runs.length, kept.comments.length]).toEqual([1, 0]);
  });

  test('waits out a short failure of the code host.', async () => {
    github.faults.push({ kind: 'refuse', status: 503 });
    const said = await publish(aCheck(), { patient: true });
    expect([said.ok, kept.comments.length]).toEqual([true, 1]);
  });

  test('tells what the token lacks, and never the token.', async () => {
    github.may.write = false;
    writeFileSync(file(), JSON.stringify(aCheck()));
    const at = ['--at', 'umd/releases', '--api-url', github.url, '--token-file', 'token'];
    const said = await heard(['publish-check', '--from', file(), '--head', head, ...at], { cwd: folder });
    expect(said.code).toBe(1);
    expect(said.err).toContain('"checks: write"');
    expect(said.err).not.toContain(token);
  });
});

describe('When GitHub fails', () => {
  const many = () => aCheck(Array.from({ length: 60 }, (_, at) => problem(at)));
  const requests = [
    'GET /repos/umd/releases/pulls/7',
    'GET /repos/umd/releases/contents/validate.yml',
    'GET /repos/umd/releases/issues/7/comments',
    'POST /repos/umd/releases/check-runs',
    'PATCH /repos/umd/releases/check-runs/1',
    'POST /repos/umd/releases/issues/7/comments',
  ];
  const faults: readonly (readonly [string, Fault, string])[] = [
    ['409', { kind: 'refuse', status: 409 }, 'code-host-refused'],
    ['422', { kind: 'refuse', status: 422 }, 'code-host-refused'],
    ['500', { kind: 'refuse', status: 500 }, 'code-host-unreachable'],
    ['502', { kind: 'refuse', status: 502 }, 'code-host-unreachable'],
    ['403', { kind: 'refuse', status: 403 }, 'code-host-refused'],
    [
      '403 and a time to wait',
      { kind: 'refuse', status: 403, headers: { 'retry-after': '3600' } },
      'code-host-unreachable',
    ],
    ['half an answer', { kind: 'truncate' }, 'code-host-unreachable'],
    ['no answer', { kind: 'hang-up' }, 'code-host-unreachable'],
  ];

  // What was written is written, also where half of the answer to it is lost.
  const harmless = (at: number, { kind }: Fault) => kind === 'truncate' && at > 3;

  test.each(
    requests.flatMap((request, at) =>
      faults.flatMap((fault) => (harmless(at, fault[1]) ? [] : [[request, at, ...fault] as const])),
    ),
  )(
    '%s (%i) with %s, it ends with a failure, and the next attempt heals it.',
    async (request, at, _title, fault, code) => {
      github.faults.push(
        ...Array.from({ length: at }, () => ({ kind: 'slow', milliseconds: 0 }) as const),
        fault,
      );
      expect((await failureIn(publish(many()))).code).toBe(code);
      expect(github.requests.at(-1)).toBe(request);
      expect(github.requests).toHaveLength(at + 1);
      expect(await publish(many())).toMatchObject({ ok: true });
      expect(kept.comments).toHaveLength(1);
      expect(kept.comments[0]?.body).toContain('mistake 59');
      expect(kept.runs.at(-1)?.output.annotations).toHaveLength(60);
    },
  );

  test.each(requests.slice(2).map((request, at) => [request, at + 2] as const))(
    '%s with 404, it says what the token lacks.',
    async (_request, at) => {
      const nothing = Array.from({ length: at }, () => ({ kind: 'slow', milliseconds: 0 }) as const);
      github.faults.push(...nothing, { kind: 'refuse', status: 404 });
      expect((await failureIn(publish(many()))).hint).toMatch(
        /has the permission "(checks|pull requests): write"/,
      );
    },
  );
});

describe('The command line', () => {
  const asked = () => ['publish-check', '--from', file(), '--token-file', 'token', '--api-url', github.url];

  test('takes the repository from the environment of a workflow.', async () => {
    writeFileSync(file(), JSON.stringify(aCheck()));
    const env = { GITHUB_REPOSITORY: 'umd/releases' };
    const said = await heard([...asked(), '--head', head, '--run', run], { cwd: folder, env });
    expect([said.code, said.out, kept.comments.length]).toEqual([0, 'shown', 1]);
  });

  test.each([
    ['no repository', ['--head', head], 'it is not said at which repository'],
    ['a short commit', ['--head', 'abc', '--at', 'umd/releases'], 'It is a commit in full'],
    [
      'an address that is none',
      ['--head', head, '--at', 'a/b', '--run', 'javascript:alert(1)'],
      'It is an address',
    ],
  ])('refuses %s.', async (_title, more, why) => {
    const said = await heard([...asked(), ...more], { cwd: folder });
    expect(said.code).toBe(1);
    expect(said.err).toContain(why);
    expect(github.requests).toEqual([]);
  });
});

describe('A document from a stranger', () => {
  test.each([
    ['none at all', undefined, 'there is no document'],
    ['no JSON', 'x', 'it is no JSON in UTF-8'],
    ['another shape', { ...aCheck(), extra: 1 }, 'must NOT have additional properties'],
    [
      'control characters',
      { ...aCheck(), tickets: { total: 1, first: ['\u001b[2J'] } },
      '/tickets/first/0 must match pattern',
    ],
    [
      'letters that reorder others',
      { ...aCheck(), told: { total: 1, first: ['a\u202eb'] } },
      '/told/first/0 must match pattern',
    ],
    ['a number as text', { ...aCheck(), errors: '1' }, '/errors must be integer'],
    [
      'counts that cannot be',
      { ...aCheck(), told: { total: 0, first: ['a'] } },
      'its counts are smaller than its lists',
    ],
    ['more than there is room for', 'x'.repeat(1024 * 1024 + 1), 'it has 1048577 bytes'],
    ['far more than that', 'x'.repeat(3 * 1024 * 1024), 'it is no file of a usual size'],
    ['deep nesting', '['.repeat(500_000), 'it is no JSON in UTF-8'],
    ['another commit', { ...aCheck(), head: 'c'.repeat(40) }, 'it is about another commit'],
  ])('with %s is not shown, and the check says so.', async (_title, document, why) => {
    const said = await publish(document);
    expect(said).toEqual({ ok: false, said: expect.stringContaining(why) });
    expect(kept.comments).toEqual([]);
    expect(kept.runs).toHaveLength(1);
    expect(kept.runs[0]).toMatchObject({
      conclusion: 'failure',
      output: { title: 'the check left no answer', annotations: [] },
    });
  });

  test.each([
    ['of a closed pull request', 7, 'closed', head, 'pull request 7 is closed'],
    ['of another pull request', 7, 'open', 'd'.repeat(40), 'pull request 7 is at another commit'],
  ] as const)('with the number %s writes nothing.', async (_title, pullRequest, state, at, why) => {
    kept.pulls.set(7, { head: at, state });
    const said = await publish({ ...aCheck(), pullRequest });
    expect(said).toEqual({ ok: true, said: expect.stringContaining(why) });
    expect([kept.runs, kept.comments]).toEqual([[], []]);
  });

  test('with the number of no pull request is not shown, and the check says so.', async () => {
    const said = await publish({ ...aCheck(), pullRequest: 8 });
    expect(said).toEqual({ ok: false, said: expect.stringContaining('there is no pull request 8') });
    expect(kept.runs[0]?.output.title).toBe('the check left no answer');
  });

  test('that is a link to a file of ours is not followed.', async () => {
    symlinkSync(join(folder, 'token'), file());
    const said = await publish(undefined);
    expect(said).toEqual({ ok: false, said: expect.stringContaining('it is no file of a usual size') });
    rmSync(file());
    mkdirSync(file());
    expect((await publish(undefined)).ok).toBe(false);
    expect(JSON.stringify([kept.runs, kept.comments])).not.toContain(token);
  });

  test('with places outside of the repository opens none of them.', async () => {
    const at = { file: '../../../../etc/passwd', line: 1, column: 1 };
    const marks = { total: 1, first: [{ kind: 'error', title: 'x', message: 'y', at }] };
    await publish({ ...aCheck(), answer: 'wrong', errors: 1, marks });
    expect(kept.runs[0]?.output.annotations).toMatchObject([{ path: at.file, message: 'y' }]);
    expect(JSON.stringify(kept)).not.toContain('root:');
  });

  test('made by a workflow that main has changed since is believed, because GitHub ran the one of the merge.', async () => {
    const merge = 'e'.repeat(40);
    kept.pulls.set(7, { head, state: 'open', merge });
    kept.files.set(`validate.yml@${merge}`, blobOf('on: pull_request\n'));
    kept.files.set(`validate.yml@${head}`, blobOf('on: [pull_request] # as it was\n'));
    await publish(aCheck());
    expect(kept.comments[0]?.body).not.toContain('Do not rely');
  });

  test('made by a workflow that is not the one of main is not to be relied on.', async () => {
    kept.files.set(`validate.yml@${head}`, blobOf('on: push\n'));
    await publish(aCheck());
    expect(kept.runs[0]?.conclusion).toBe('neutral');
    expect(kept.comments[0]?.body).toMatch(
      /^\*\*Do not rely on this: the change comes with another validate\.yml/m,
    );
    kept.files.clear();
    kept.comments.length = 0;
    await publish(aCheck());
    expect(kept.comments[0]?.body).toContain('**Do not rely on this');
  });

  test('that would write markup, call people or close issues is shown as text.', async () => {
    const naughty =
      '</details><img src=x onerror=y> @umd/everyone fixes #12 GH-3 ![a](http://x.example/y) <!-- stagepost: --> | a |';
    const marks = { total: 1, first: [{ kind: 'error', title: naughty, message: naughty, at: null }] };
    const document = { ...aCheck(), answer: 'wrong', errors: 1, marks, told: { total: 1, first: [naughty] } };
    expect((await publish(document)).ok).toBe(true);
    const [comment] = kept.comments;
    for (const wrong of [/<img/, /<\/details>/, /@umd/, /#12/, /GH-3/, /\]\(http:\/\/x/, /[^\\]\| a/])
      expect(comment?.body).not.toMatch(wrong);
    expect(comment?.body.match(/<!-- stagepost/g)).toHaveLength(1);
  });
});
