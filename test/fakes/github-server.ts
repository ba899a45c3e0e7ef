// A stand-in for GitHub on this machine: it holds every request, and every answer of its own, to GitHub's description.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FittingRequest, judgeAnswer, judgeRequest, sampleOf } from './github-description.ts';

/** A status as GitHub keeps it. */
export interface KeptStatus {
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
}

/** A pull request as GitHub keeps it. */
export interface KeptPullRequest {
  readonly number: number;
  /** Branch that is to be merged. */
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string | null;
  state: 'open' | 'merged' | 'closed';
}

/** What happens to one request instead of its answer. */
export type Fault =
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'slow'; readonly milliseconds: number };

export interface GitHubServer {
  readonly url: string;
  /** Method and path of every request, in their order. */
  readonly requests: string[];
  /** What the description has against a request or an answer; a sound adapter leaves it empty. */
  readonly violations: string[];
  /** The next requests fail like this, one for each fault. */
  readonly faults: Fault[];
  /** What the token may do. */
  readonly may: { read: boolean; write: boolean };
  /** Commits that were pushed. */
  readonly commits: Set<string>;
  /** The statuses of a commit, newest first. */
  readonly statuses: (commit: string) => KeptStatus[];
  /** Branches that were pushed. */
  readonly branches: Set<string>;
  /** Oldest first. */
  readonly pullRequests: KeptPullRequest[];
  /** What answers to further operations, one for each topic. */
  readonly parts: GitHubPart[];
  readonly stop: () => Promise<void>;
}

/** Answers to the operations of one topic; null for those of others. */
export type GitHubPart = (request: FittingRequest & { readonly body: unknown }) => Answer | null;

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts the stand-in with one repository and one token. */
export async function startGitHub(home: {
  readonly owner: string;
  readonly repository: string;
  readonly token: string;
}): Promise<GitHubServer> {
  const kept = new Map<string, KeptStatus[]>();
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      github.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const github: GitHubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    violations: [],
    faults: [],
    may: { read: true, write: true },
    commits: new Set(),
    branches: new Set(),
    pullRequests: [],
    parts: [],
    statuses: (commit) => {
      const list = kept.get(commit) ?? [];
      kept.set(commit, list);
      return list;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return github;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', github.url);
    const method = request.method ?? 'GET';
    github.requests.push(`${method} ${url.pathname}`);
    const body = method === 'POST' || method === 'PATCH' ? await json(request) : undefined;
    const fitting = judgeRequest({ method, url, body });
    if (typeof fitting === 'string') {
      github.violations.push(fitting);
      return send(response, refusal(500, fitting));
    }
    const fault = github.faults.shift();
    if (fault?.kind === 'hang-up') return void response.destroy();
    if (fault?.kind === 'slow') await sleep(fault.milliseconds);
    const judged = { ...fitting, body, authorization: request.headers.authorization };
    const answer = faultyAnswer(fault) ?? answerTo(github, home, judged);
    const wrong = judgeAnswer(fitting.operation, answer.status, answer.body);
    if (wrong !== null) github.violations.push(wrong);
    send(response, answer, fault?.kind === 'truncate');
  }
}

function faultyAnswer(fault: Fault | undefined): Answer | null {
  if (fault?.kind !== 'refuse') return null;
  return { ...refusal(fault.status, fault.message ?? 'no'), headers: fault.headers ?? {} };
}

interface Judged extends FittingRequest {
  readonly body: unknown;
  readonly authorization: string | undefined;
}

function answerTo(
  github: GitHubServer,
  home: Parameters<typeof startGitHub>[0],
  { operation, values, body, authorization }: Judged,
): Answer {
  if (authorization !== `Bearer ${home.token}`) return refusal(401, 'Bad credentials');
  // Who may not see a private repository learns nothing about it.
  if (!github.may.read || values.owner !== home.owner || values.repo !== home.repository)
    return refusal(404, 'Not Found');
  for (const part of github.parts) {
    const answer = part({ operation, values, body });
    if (answer !== null) return answer;
  }
  if (operation === 'repos/get') return { status: 200, body: repositoryAnswer(home) };
  if (operation === 'repos/list-commit-statuses-for-ref') return listing(github, values);
  if (operation === 'pulls/list') return pullRequestsIn(github, home, values);
  if (!github.may.write) return refusal(403, 'Resource not accessible by personal access token');
  if (operation === 'pulls/create') return pullRequestIn(github, home, body as KeptPullRequest);
  return creation(github, values.sha ?? '', body as Partial<KeptStatus> & { state: string });
}

function repositoryAnswer({ owner, repository }: Parameters<typeof startGitHub>[0]): unknown {
  return {
    ...sampleOf('full-repository'),
    name: repository,
    full_name: `${owner}/${repository}`,
    owner: { ...sampleOf('simple-user'), login: owner },
  };
}

function listing(github: GitHubServer, values: Readonly<Record<string, string>>): Answer {
  const commit = values.ref ?? '';
  if (!github.commits.has(commit)) return refusal(422, `No commit found for SHA: ${commit}`);
  const size = Math.min(Number(values.per_page ?? 30), 100);
  const start = (Number(values.page ?? 1) - 1) * size;
  return {
    status: 200,
    body: github
      .statuses(commit)
      .slice(start, start + size)
      .map(shown),
  };
}

function creation(github: GitHubServer, sha: string, body: Partial<KeptStatus> & { state: string }): Answer {
  if (!github.commits.has(sha)) return refusal(422, `No commit found for SHA: ${sha}`);
  const { context = 'default', state, description = null } = body;
  if ([...(description ?? '')].length > 140)
    return refusal(422, 'Validation Failed: description is too long (maximum is 140 characters)');
  github.statuses(sha).unshift({ context, state, description });
  return { status: 201, body: shown({ context, state, description }) };
}

type Home = Parameters<typeof startGitHub>[0];

function pullRequestsIn(github: GitHubServer, home: Home, values: Readonly<Record<string, string>>): Answer {
  const { head, base, state = 'open', per_page: size = '30', direction } = values;
  const found = github.pullRequests
    .filter((each) => head === undefined || head === `${home.owner}:${each.head}`)
    .filter((each) => base === undefined || base === each.base)
    .filter((each) => state === 'all' || (state === 'open') === (each.state === 'open'));
  const ordered = direction === 'asc' ? found : found.toReversed();
  const body = ordered
    .slice(0, Number(size))
    .map((each) => shownPullRequest(home, each, 'pull-request-simple'));
  return { status: 200, body };
}

function pullRequestIn(
  github: GitHubServer,
  home: Home,
  { head, base, title, body }: KeptPullRequest,
): Answer {
  if (!github.branches.has(head)) return refusal(422, 'Validation Failed: head is invalid');
  if (github.pullRequests.some((each) => each.head === head && each.state === 'open'))
    return refusal(422, `Validation Failed: A pull request already exists for ${home.owner}:${head}.`);
  const made = { number: github.pullRequests.length + 1, head, base, title, body, state: 'open' as const };
  github.pullRequests.push(made);
  return { status: 201, body: shownPullRequest(home, made, 'pull-request') };
}

function shownPullRequest(
  { owner, repository }: Home,
  { number, head, base, title, body, state }: KeptPullRequest,
  schema: string,
): unknown {
  const sample = sampleOf(schema) as { readonly head: object; readonly base: object };
  return {
    ...sample,
    ...{ number, title, body, state: state === 'open' ? 'open' : 'closed' },
    html_url: `https://github.example/${owner}/${repository}/pull/${number}`,
    merged_at: state === 'merged' ? '2026-11-22T12:00:00Z' : null,
    head: { ...sample.head, ref: head, label: `${owner}:${head}` },
    base: { ...sample.base, ref: base, label: `${owner}:${base}` },
  };
}

function shown(status: KeptStatus): unknown {
  return { ...sampleOf('status'), ...status };
}

/** A refusal in GitHub's shape. */
export function refusal(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest' } };
}

function send(response: ServerResponse, { status, body, headers }: Answer, truncated = false): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    ...headers,
  });
  if (!truncated) return void response.end(text);
  response.write(text.subarray(0, text.length / 2));
  setImmediate(() => response.destroy());
}
