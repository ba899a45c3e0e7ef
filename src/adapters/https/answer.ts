import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { StagepostError } from '../../domain/failure.ts';
import type { OpenedFile, Resumption } from '../../ports/file-transport.ts';

const missing = [404, 410];
const redirects = [301, 302, 303, 307, 308];
const overloaded = [429, 500, 502, 503, 504];

/** Whether an answer sends elsewhere (RFC 9110, 15.4); a 304 or 300 names no other place. */
export function isRedirect({ statusCode }: IncomingMessage): boolean {
  return redirects.includes(statusCode ?? 0);
}

/** Whether a server says that it has no such file. */
export function isMissing(status: number): boolean {
  return missing.includes(status);
}

/** Takes the answer of a server for a file, or refuses it; null when it has no such file. */
export function judgeAnswer(
  response: IncomingMessage,
  where: string,
  resumption: Resumption | null,
): OpenedFile | null {
  const status = response.statusCode ?? 0;
  if (status === 200) return opened(response, 0);
  if (status === 206 && resumption !== null) return opened(response, firstByte(response.headers));
  response.destroy();
  if (isMissing(status)) return null;
  const message = `${where} answers ${status}`;
  // What may be over in a moment, or is no answer to a part but may be one to the whole.
  if (overloaded.includes(status) || status === 416) throw new Error(message);
  throw new StagepostError({
    code: 'provider-unreachable',
    message,
    hint: 'It is tried again; ask the provider whether the address serves the release to everybody.',
  });
}

function opened(response: IncomingMessage, from: number): OpenedFile {
  const { headers } = response;
  const length = headers['content-length'];
  const size = length === undefined ? null : from + Number(length);
  const abandon = () => void response.destroy();
  return { from, size, validator: validatorOf(headers), body: response, abandon };
}

// RFC 9110, 14.4. A range that is not the one that was asked for, or cannot be read, is not gone on with.
function firstByte(headers: IncomingHttpHeaders): number {
  const [, first] =
    /^bytes ([0-9]{1,15})-[0-9]{1,15}\/(?:[0-9]{1,15}|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  return first === undefined ? -1 : Number(first);
}

// RFC 9110, 8.8: only a strong validator promises the same bytes. A date is strong when the answer is clearly later.
function validatorOf({ etag, date, 'last-modified': modified }: IncomingHttpHeaders): string | null {
  if (etag?.startsWith('"')) return etag;
  if (modified === undefined || date === undefined) return null;
  return Date.parse(date) - Date.parse(modified) >= 60_000 ? modified : null;
}
