import { cleanText } from '../../domain/failure.ts';
import { refused, unreachable } from './helpdesk-failure.ts';
import { readToken } from './read-token.ts';

/** One request to the API. What people wrote goes into the body or, encoded, into the query; never into the path. */
export interface HelpdeskRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below /api/v1. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What was answered: JSON with a status that means yes, or 404 with nothing. */
export interface HelpdeskAnswer {
  readonly found: boolean;
  readonly json: unknown;
  /** What the clock of the helpdesk says, in HTTP's spelling; null where it does not say. */
  readonly date: string | null;
}

/** Speaks to one helpdesk as one user. Throws `helpdesk-unreachable` where it does not answer as one, and `helpdesk-refused`. */
export interface HelpdeskClient {
  send(request: HelpdeskRequest): Promise<HelpdeskAnswer>;
}

/** Where a helpdesk is, and as whom we speak to it. */
export interface HelpdeskServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly tokenFile: string;
  /** For one request. */
  readonly timeoutSeconds: number;
}

const mostBytes = 8 * 1024 * 1024;
const longestWords = 300;

export function helpdeskClient(server: HelpdeskServer): HelpdeskClient {
  return {
    send: async (request) => {
      const token = await readToken(server.tokenFile);
      try {
        const response = await fetch(addressOf(server, request), {
          method: request.method,
          headers: headersOf(request, token),
          // Nobody else is to see the token, wherever the answer points to.
          redirect: 'manual',
          signal: AbortSignal.timeout(server.timeoutSeconds * 1000),
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body, wellFormed) }),
        });
        return await answerOf(response, server, request);
      } catch (error) {
        throw told(error, server, request);
      }
    },
  };
}

async function answerOf(response: Response, server: HelpdeskServer, request: HelpdeskRequest) {
  const { status } = response;
  const isAnswer = (status >= 200 && status < 300) || (status >= 400 && status < 500 && status !== 429);
  if (!isAnswer) throw unreachable(`${naming(server, request)}: answered with status ${status}`);
  if (status === 401)
    throw refused(
      `the helpdesk at ${server.url} does not know the token`,
      `Put a token that it knows into ${server.tokenFile}.`,
    );
  const json = parse(await bodyOf(response, server, request), server, request);
  if (status === 404) return { found: false, json: null, date: null };
  if (status >= 400) throw refused(`${naming(server, request)} was refused: ${wordsOf(json, status)}`);
  return { found: true, json, date: response.headers.get('date') };
}

async function bodyOf(response: Response, server: HelpdeskServer, request: HelpdeskRequest): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    // Leaving the loop ends the connection as well.
    if (size > mostBytes) throw unreachable(`${naming(server, request)}: the answer is too long`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string, server: HelpdeskServer, request: HelpdeskRequest): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreachable(`${naming(server, request)}: the answer is not JSON; perhaps it is a login page`);
  }
}

// It repeats what users wrote.
function wordsOf(json: unknown, status: number): string {
  const words = typeof json === 'object' && json !== null && 'error' in json ? json.error : undefined;
  if (typeof words !== 'string' || words === '') return `status ${status}`;
  return cleanText(words.slice(0, longestWords)).replace(/\s+/g, ' ').trim();
}

function headersOf({ body }: HelpdeskRequest, token: string): Readonly<Record<string, string>> {
  return {
    authorization: `Token token=${token}`,
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

function addressOf({ url }: HelpdeskServer, { path, query }: HelpdeskRequest): string {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
  return `${url}/api/v1${path}${search}`;
}

/** Half a character is none in JSON. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function told(error: unknown, server: HelpdeskServer, request: HelpdeskRequest): unknown {
  const { name, cause } = error instanceof Error ? error : { name: '', cause: undefined };
  if (name === 'StagepostError') return error;
  if (name === 'TimeoutError')
    return unreachable(`${naming(server, request)}: no answer within ${server.timeoutSeconds} s`, error);
  // Only the code: a message about headers would tell the token.
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection broke';
  return unreachable(`${naming(server, request)}: ${code}`);
}

function naming({ url }: HelpdeskServer, { method, path }: HelpdeskRequest): string {
  return `the helpdesk at ${url}, ${method} ${path}`;
}
