// Pull requests with their comments and checks, as the stand-in for GitHub keeps them.
import { sampleOf } from './github-description.ts';
import { type Answer, type GitHubPart, type GitHubServer, refusal } from './github-server.ts';

export interface KeptComment {
  readonly id: number;
  readonly login: string;
  body: string;
}

export interface KeptCheckRun {
  readonly id: number;
  readonly head_sha: string;
  readonly name: string;
  conclusion: string;
  output: { title: string; summary: string; annotations: KeptAnnotation[] };
}

export interface KeptAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly annotation_level: string;
  readonly title: string;
  readonly message: string;
}

/** What people see of one pull request. */
export interface GitHubChecks {
  /** Number -> its head, whether it is open, and the merge that was tried. */
  readonly pulls: Map<number, { head: string; state: 'open' | 'closed'; merge?: string }>;
  /** `path@commit` -> name in git. */
  readonly files: Map<string, string>;
  readonly comments: KeptComment[];
  readonly runs: KeptCheckRun[];
}

const mostCharacters = 65_536;

/** Adds the operations of checks to the stand-in; the token writes as `login`. */
export function keepChecks(github: GitHubServer, login: string): GitHubChecks {
  const kept: GitHubChecks = { pulls: new Map(), files: new Map(), comments: [], runs: [] };
  github.parts.push(
    (request) => operations[request.operation]?.({ ...request, kept, github, login }) ?? null,
  );
  return kept;
}

type Asked = Parameters<GitHubPart>[0] & {
  readonly kept: GitHubChecks;
  readonly github: GitHubServer;
  readonly login: string;
};

const operations: Readonly<Record<string, (asked: Asked) => Answer>> = {
  'pulls/get': ({ kept, values }) => {
    const number = Number(values.pull_number);
    const found = kept.pulls.get(number);
    if (found === undefined) return refusal(404, 'Not Found');
    const sample = sampleOf('pull-request') as { readonly head: object };
    const head = { ...sample.head, sha: found.head };
    const { state, merge = null } = found;
    return { status: 200, body: { ...sample, number, state, head, merge_commit_sha: merge } };
  },
  'repos/get-content': ({ kept, values }) => {
    const sha = kept.files.get(`${values.path}@${values.ref}`);
    if (sha === undefined) return refusal(404, 'Not Found');
    return { status: 200, body: { ...sampleOf('content-file'), type: 'file', sha } };
  },
  'issues/list-comments': ({ kept, values }) => {
    const size = Number(values.per_page ?? 30);
    const start = (Number(values.page ?? 1) - 1) * size;
    return { status: 200, body: kept.comments.slice(start, start + size).map(shownComment) };
  },
  'issues/create-comment': ({ kept, login, body, github }) =>
    written(github, body as { body: string }, (text) => {
      const made = { id: kept.comments.length + 1, login, body: text };
      kept.comments.push(made);
      return { status: 201, body: shownComment(made) };
    }),
  'issues/update-comment': ({ kept, values, body, github }) =>
    written(github, body as { body: string }, (text) => {
      const found = kept.comments.find(({ id }) => id === Number(values.comment_id));
      if (found === undefined) return refusal(404, 'Not Found');
      found.body = text;
      return { status: 200, body: shownComment(found) };
    }),
  'checks/create': ({ kept, body, github }) => {
    const asked = body as Omit<KeptCheckRun, 'id'>;
    if (!github.may.write) return refusal(403, 'Resource not accessible by integration');
    if (!github.commits.has(asked.head_sha))
      return refusal(422, `No commit found for SHA: ${asked.head_sha}`);
    const made = { ...structuredClone(asked), id: kept.runs.length + 1 };
    kept.runs.push(made);
    return { status: 201, body: shownRun(made) };
  },
  'checks/update': ({ kept, values, body }) => {
    const found = kept.runs.find(({ id }) => id === Number(values.check_run_id));
    if (found === undefined) return refusal(404, 'Not Found');
    const { output } = body as { readonly output: KeptCheckRun['output'] };
    found.output = { ...output, annotations: [...found.output.annotations, ...output.annotations] };
    return { status: 200, body: shownRun(found) };
  },
};

function written(
  github: GitHubServer,
  { body }: { readonly body: string },
  keep: (text: string) => Answer,
): Answer {
  if (!github.may.write) return refusal(403, 'Resource not accessible by integration');
  if (body.length > mostCharacters)
    return refusal(422, 'Validation Failed: body is too long (maximum is 65536 characters)');
  return keep(body);
}

function shownComment({ id, login, body }: KeptComment): unknown {
  return { ...sampleOf('issue-comment'), id, body, user: { ...sampleOf('simple-user'), login } };
}

function shownRun({ id, head_sha, name, conclusion, output }: KeptCheckRun): unknown {
  const sample = sampleOf('check-run') as { readonly output: object };
  const shown = { ...sample.output, title: output.title, summary: output.summary };
  return {
    ...sample,
    ...{ id, head_sha, name, status: 'completed', conclusion },
    output: { ...shown, annotations_count: output.annotations.length },
  };
}
