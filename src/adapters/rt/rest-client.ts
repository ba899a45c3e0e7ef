import { readBody } from './read-body.ts';
import { readToken } from './read-token.ts';
import { refused, unreachable } from './rt-failure.ts';

/** One request to RT's REST 2.0. What users wrote goes into the body or, encoded, into the query; never into the path. */
export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below /REST/2.0. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ifMatch?: string | null;
}

/** What RT said; whether it means yes is for the asker to say. */
export interface RestAnswer {
  readonly status: number;
  /** Version of a ticket, to be given back as `ifMatch`. */
  readonly etag: string | null;
  /** What RT's clock says, in HTTP's spelling. */
  readonly date: string | null;
  readonly json: unknown;
}

/** Speaks to one RT as one user. Throws where RT does not answer as RT; answers with its refusals. */
export interface RestClient {
  send(request: RestRequest): Promise<RestAnswer>;
  /** The bytes at a path; null when they are not there or are too many. */
  download(path: string): Promise<Uint8Array | null>;
}

interface Server {
  readonly base: string;
  readonly tokenFile: string;
  readonly timeoutSeconds: number;
}

const mostJsonBytes = 8 * 1024 * 1024;
const mostFileBytes = 16 * 1024 * 1024;

/** A client that reads its token anew for each request. */
export function restClient(server: Server): RestClient {
  return {
    send: async (request) => {
      const { status, etag, date, bytes } = await exchange(server, request, mostJsonBytes);
      if (bytes === null) throw unreachable(`${naming(server, request)}: the answer is too long`);
      return { status, etag, date, json: parse(bytes, naming(server, request)) };
    },
    download: async (path) => {
      const { status, bytes } = await exchange(server, { method: 'GET', path }, mostFileBytes);
      return status === 200 ? bytes : null;
    },
  };
}

async function exchange(server: Server, request: RestRequest, mostBytes: number) {
  const token = await readToken(server.tokenFile);
  try {
    const response = await fetch(addressOf(server, request), {
      method: request.method,
      headers: headersOf(request, token),
      // Nobody else is to see the token, wherever the answer points to.
      redirect: 'manual',
      signal: AbortSignal.timeout(server.timeoutSeconds * 1000),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body, withoutHalves) }),
    });
    checkStatus(response.status, server, request);
    const bytes = await readBody(response, mostBytes);
    const { headers, status } = response;
    return { status, etag: headers.get('etag'), date: headers.get('date'), bytes };
  } catch (error) {
    throw told(error, server, request);
  }
}

function headersOf({ body, ifMatch }: RestRequest, token: string): Readonly<Record<string, string>> {
  return {
    authorization: `token ${token}`,
    accept: 'application/json, */*;q=0.1',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(ifMatch === undefined || ifMatch === null ? {} : { 'if-match': ifMatch }),
  };
}

function addressOf({ base }: Server, { path, query }: RestRequest): string {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
  return `${base}/REST/2.0${path}${search}`;
}

/** RT's JSON reader dies of half a character. */
function withoutHalves(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function checkStatus(status: number, server: Server, request: RestRequest): void {
  if (status === 401) {
    const hint = `Put a token that RT knows into ${server.tokenFile}.`;
    throw refused(`Request Tracker at ${server.base} does not know the token`, hint);
  }
  const isAnswer = status >= 200 && status < 500 && Math.floor(status / 100) !== 3 && status !== 429;
  if (!isAnswer) throw unreachable(`${naming(server, request)}: answered with status ${status}`);
}

function parse(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw unreachable(`${what}: the answer is not JSON; perhaps it is a login page`);
  }
}

function told(error: unknown, server: Server, request: RestRequest): unknown {
  const { name, cause } = error instanceof Error ? error : { name: '', cause: undefined };
  if (name === 'StagepostError') return error;
  if (name === 'TimeoutError') {
    return unreachable(`${naming(server, request)}: no answer within ${server.timeoutSeconds} s`, error);
  }
  // Only the code: a message about headers would tell the token.
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection broke';
  return unreachable(`${naming(server, request)}: ${code}`);
}

function naming({ base }: Server, { method, path }: RestRequest): string {
  return `Request Tracker at ${base}, ${method} ${path}`;
}
