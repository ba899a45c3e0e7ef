import { Octokit, RequestError } from 'octokit';
import { githubFailure, movedAway } from './github-failure.ts';
import { readToken } from './read-token.ts';

/** Where the repository is, and how patiently it is asked. */
export interface GitHubOptions {
  /** Address of the API without a slash at its end. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repository: string;
  readonly tokenFile: string;
  /** Whether a limit or a short failure is waited out; true when absent. Tests that count requests switch it off. */
  readonly patient?: boolean;
  /** For one request; 30 when absent. */
  readonly timeoutSeconds?: number;
}

/** One request; its route and fields are those of GitHub's documentation. */
export interface GitHubRequest {
  readonly route: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Completes the sentence "GitHub refused to ...". */
  readonly doing: string;
  /** What the token must be permitted beside reading metadata; to write commit statuses when absent. */
  readonly permission?: string;
  /** Refusals, by status, that are a good answer to this request. */
  readonly allowed?: readonly number[];
}

/** The data of GitHub's answer; throws `code-host-unreachable` or `code-host-refused`. */
export type AskGitHub = (request: GitHubRequest) => Promise<unknown>;

const mostWaitSeconds = 10;

/** A client of one repository. */
export function openClient(options: GitHubOptions): AskGitHub {
  const { owner, repository: repo, tokenFile } = options;
  const octokit = makeOctokit(options);
  const milliseconds = (options.timeoutSeconds ?? 30) * 1000;
  return async ({ route, fields, doing, permission = 'commit statuses: write', allowed = [] }) => {
    const token = await readToken(tokenFile);
    const request = { fetch: fetchWith(token, milliseconds) };
    const asked = { doing, permission, repository: `${owner}/${repo}`, tokenFile, token };
    try {
      const answer = await octokit.request(route, { owner, repo, ...fields, request });
      if (answer.status >= 300) throw movedAway(asked);
      return answer.data as unknown;
    } catch (error) {
      if (error instanceof RequestError && allowed.includes(error.status)) return null;
      throw githubFailure(error, asked);
    }
  };
}

function makeOctokit({ apiUrl, patient = true }: GitHubOptions): Octokit {
  // The client has counted in the request how often it tried again.
  const onLimit = (seconds: number, { request }: { readonly request: { readonly retryCount?: number } }) =>
    request.retryCount === 0 && seconds <= mostWaitSeconds;
  return new Octokit({
    baseUrl: apiUrl,
    userAgent: 'stagepost',
    // Its words would go to our terminal, around everything that keeps them clean.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // Without 429 in the list it would ask again at once, whatever GitHub says about waiting.
    retry: patient
      ? { retries: 2, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] }
      : { enabled: false },
    throttle: patient ? { onRateLimit: onLimit, onSecondaryRateLimit: onLimit } : { enabled: false },
  });
}

// The token is added here and nowhere else, so that no object of the client holds it. A redirect is not followed: it
// would turn a POST into a GET, or carry the request to another repository.
function fetchWith(token: string, milliseconds: number): typeof fetch {
  return (address, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    const signal = AbortSignal.timeout(milliseconds);
    return fetch(address, { ...init, headers, signal, redirect: 'manual' });
  };
}

function ignore(): void {}
