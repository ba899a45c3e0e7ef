import { RequestError } from 'octokit';
import { StagepostError } from '../../domain/failure.ts';

/** What was asked, for the words of a failure. */
export interface Asked {
  /** Completes the sentence "GitHub refused to ...". */
  readonly doing: string;
  /** What the token must be permitted. */
  readonly permission: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly tokenFile: string;
  /** Never shown: wherever it stands in an answer it is taken out. */
  readonly token: string;
}

const mostMessage = 300;

/** The failure behind an error of the client: `code-host-refused` needs a person, `code-host-unreachable` only time. */
export function githubFailure(error: unknown, asked: Asked): StagepostError {
  if (error instanceof StagepostError) return error;
  const said = saidIn(error, asked.token);
  const answer = error instanceof RequestError ? error.response : undefined;
  if (answer === undefined) return unreachable(`GitHub does not answer: ${said}`);
  const { status, headers } = answer;
  const wait = waitAskedFor(status, { headers, said });
  if (wait !== null) return unreachable(`GitHub asks to wait${wait} before it can ${asked.doing}`);
  if (status >= 500) return unreachable(`GitHub failed to ${asked.doing} (${status})`);
  return refusal(status, said, asked);
}

/** An answer that is not what GitHub documents; a cut connection looks like this, so it is asked again later. */
export function unreadableAnswer({ doing }: Pick<Asked, 'doing'>): StagepostError {
  return unreachable(`the answer of GitHub when asked to ${doing} cannot be read`);
}

/** The repository answers from another place: it was renamed or moved. */
export function movedAway({ repository }: Pick<Asked, 'repository'>): StagepostError {
  return new StagepostError({
    code: 'code-host-refused',
    message: `${repository} has another name at GitHub now`,
    hint: 'correct owner and repository in the section github of the host file',
    treatment: 'needs-person',
  });
}

function refusal(status: number, said: string, asked: Asked): StagepostError {
  return new StagepostError({
    code: 'code-host-refused',
    message: `GitHub refused to ${asked.doing} (${status}): ${said}`,
    hint: mendOf(status, asked),
    treatment: 'needs-person',
  });
}

function mendOf(status: number, { repository, tokenFile, permission }: Asked): string {
  if (status === 401) return `put a valid token into ${tokenFile}`;
  if (status === 403)
    return `give the token in ${tokenFile} the permissions "${permission}" and "metadata: read" for ${repository}`;
  if (status === 404)
    return `see that ${repository} exists and that the token in ${tokenFile} has the permission "${permission}" for it`;
  if (status === 422) return `see that main is pushed to ${repository}, and that it is the right repository`;
  return 'see the section github of the host file';
}

// GitHub limits with 429, or with a 403 that one of these three tells from a lacking permission.
function waitAskedFor(
  status: number,
  { headers, said }: { readonly headers: Readonly<Record<string, unknown>>; readonly said: string },
): string | null {
  const after = headers['retry-after'];
  const isLimit = after !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said);
  if (status !== 429 && !(status === 403 && isLimit)) return null;
  return after === undefined ? '' : ` ${String(after)} seconds`;
}

function unreachable(message: string): StagepostError {
  return new StagepostError({
    code: 'code-host-unreachable',
    message,
    hint: 'it is tried again by itself',
    treatment: 'retry',
  });
}

function saidIn(error: unknown, token: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(token, '[token]').slice(0, mostMessage);
}
