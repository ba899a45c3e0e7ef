import { open } from 'node:fs/promises';
import { request as askByHttp, type IncomingMessage } from 'node:http';
import { request as askByHttps, type RequestOptions } from 'node:https';
import { fileURLToPath } from 'node:url';
import { cleanText, StagepostError } from '../../domain/failure.ts';
import type { GivenFile, PublicFiles } from '../../ports/public-files.ts';
import { isMissing, isRedirect } from './answer.ts';

const mostBytes = 8 * 1024 * 1024;
const mostRedirects = 3;
const mostMs = 15_000;

/**
 * Reads what is published as strangers do: no cookie, no proxy, no password, and no cache is asked to look anew. Our own
 * host file says where, so private networks are fine, and a redirect may lead anywhere on the same host, but not away.
 */
export function readPublished({ authorities, stop, limitMs = mostMs }: PublishedOptions): PublicFiles {
  return {
    read: async (address) => {
      const url = new URL(address);
      const limit = AbortSignal.timeout(limitMs);
      try {
        if (url.protocol === 'file:') return await readFile(url);
        const signal = stop === undefined ? limit : AbortSignal.any([limit, stop]);
        return await follow(url, { ca: await authorities(), signal });
      } catch (error) {
        throw unreachable(url, limit.aborted ? `no whole answer within ${limitMs / 1000} s` : error);
      }
    },
  };
}

/** Who is believed, and how long a file may take. */
export interface PublishedOptions {
  /** Certificate authorities, each in PEM. */
  readonly authorities: () => Promise<readonly string[]>;
  /** Ends what is at work when it is aborted. */
  readonly stop?: AbortSignal;
  /** Some seconds where it is not given. */
  readonly limitMs?: number;
}

interface Asking {
  readonly ca: readonly string[];
  readonly signal: AbortSignal;
}

async function follow(first: URL, asking: Asking): Promise<GivenFile | null> {
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await ask(url, asking);
    if (!isRedirect(response)) return given(response);
    response.destroy();
    url = nextOf(url, response.headers.location);
  }
  throw new Error(`it redirects more than ${mostRedirects} times`);
}

function ask(url: URL, { ca, signal }: Asking): Promise<IncomingMessage> {
  const options: RequestOptions = {
    signal,
    agent: false,
    headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'stagepost (as a client)' },
  };
  return new Promise((resolve, reject) => {
    // The check is asked for outright, so that no variable of the environment switches it off.
    const asked =
      url.protocol === 'https:'
        ? askByHttps(url, { ...options, ca: [...ca], rejectUnauthorized: true })
        : askByHttp(url, options);
    asked.once('response', resolve);
    asked.on('error', reject);
    asked.end();
  });
}

function nextOf(from: URL, location: string | undefined): URL {
  if (location === undefined || !URL.canParse(location, from)) throw new Error('it redirects to no address');
  const to = new URL(location, from);
  const isSafe = to.protocol === 'https:' || to.protocol === from.protocol;
  if (to.hostname !== from.hostname || !isSafe)
    throw new Error(`it redirects to ${to.origin}, and clients are told of ${from.origin}`);
  return to;
}

async function given(response: IncomingMessage): Promise<GivenFile | null> {
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) {
    response.destroy();
    if (isMissing(status)) return null;
    throw new Error(`it answers ${status}`);
  }
  return { bytes: await take(response), cachedSeconds: ageIn(headers.age) };
}

async function take(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop ends the transfer.
    if (size > mostBytes) throw new Error(`it gives more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// RFC 9111, 5.1.
function ageIn(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : null;
}

async function readFile(url: URL): Promise<GivenFile | null> {
  try {
    await using file = await open(fileURLToPath(url));
    return { bytes: await take(file.createReadStream()), cachedSeconds: null };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function unreachable(url: URL, why: unknown): StagepostError {
  const reason = why instanceof Error ? why.message || why.name : String(why);
  return new StagepostError(
    {
      code: 'public-unreachable',
      message: cleanText(`${url.href}: ${reason}`),
      hint: 'See that the web server runs, and that the address in the host file is the one that clients use.',
    },
    { cause: why },
  );
}
