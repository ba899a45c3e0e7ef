import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanText, StagepostError } from '../../domain/failure.ts';
import type { OpenedFile, Resumption, TransportSession } from '../../ports/file-transport.ts';
import type { IncomingFile, ReceiveFile } from '../../ports/incoming-file.ts';
import type { FetchRequest } from '../../ports/release-source.ts';

/** One file of a request, and the conversation in which it is asked for. */
export interface FileWish {
  readonly request: FetchRequest;
  readonly name: string;
  /** On the server; begins with a slash. */
  readonly path: string;
  /** Whether the server has ever answered in this request: only then is a broken connection mended here. */
  readonly server: { answered: boolean };
  readonly current: () => TransportSession;
  /** Begins a new conversation in the place of a broken one. */
  readonly reconnect: () => TransportSession;
  readonly signal: AbortSignal;
  readonly firstPauseMs: number;
}

// A long file over a bad line breaks often and still arrives; one that gets no further does not.
const mostBreaks = 50;
const mostFruitless = 4;

/** What has come of a file so far. */
interface Progress {
  file: IncomingFile | null;
  received: number;
  /** The most that was received before a break. */
  furthest: number;
  validator: string | null;
}

/** Fetches one file, going on where the connection broke; a file that is missing or too large is left out. */
export async function fetchFile(receive: ReceiveFile, wish: FileWish): Promise<void> {
  const progress: Progress = { file: null, received: 0, furthest: 0, validator: null };
  try {
    let session = wish.current();
    for (let breaks = 0, fruitless = 0; ; breaks += 1) {
      const { furthest } = progress;
      const broken = await tryOnce(receive, { wish, progress, session });
      wish.signal.throwIfAborted();
      if (broken === null) return;
      fruitless = progress.furthest > furthest ? 0 : fruitless + 1;
      if (!wish.server.answered || fruitless >= mostFruitless || breaks >= mostBreaks) {
        throw unreachable(wish, broken, breaks);
      }
      await sleep(wish.firstPauseMs * 2 ** fruitless, undefined, { signal: wish.signal });
      session = wish.reconnect();
    }
  } finally {
    await progress.file?.discard();
  }
}

interface Try {
  readonly wish: FileWish;
  readonly progress: Progress;
  readonly session: TransportSession;
}

/** Null when the file is settled, or the error with which the connection broke. */
async function tryOnce(receive: ReceiveFile, { wish, progress, session }: Try): Promise<unknown> {
  const { received, validator } = progress;
  const resumption = received > 0 && validator !== null ? { from: received, validator } : null;
  try {
    const opened = await openFile(session, wish.path, { resumption, progress });
    wish.server.answered = true;
    if (opened === null) return null;
    if ((opened.size ?? 0) > wish.request.maxFileBytes) {
      opened.abandon();
      return null;
    }
    progress.file ??= await receive(join(wish.request.into, wish.name));
    const isWhole = await takeBody(opened, progress, wish.request.maxFileBytes);
    if (isWhole) await progress.file.keep();
    return null;
  } catch (error) {
    if (error instanceof StagepostError) throw error;
    return error;
  }
}

async function openFile(
  session: TransportSession,
  path: string,
  { resumption, progress }: { readonly resumption: Resumption | null; readonly progress: Progress },
): Promise<OpenedFile | null> {
  // Whatever keeps a server from going on, the next try begins anew; a whole answer says otherwise.
  progress.validator = null;
  const opened = await session.open(path, resumption);
  if (opened === null) return null;
  if (opened.from !== 0 && opened.from !== resumption?.from) {
    opened.abandon();
    throw new Error(`the server went on at byte ${opened.from}`);
  }
  progress.validator = opened.validator;
  if (opened.from === 0 && progress.received > 0) {
    progress.received = 0;
    await progress.file?.startOver();
  }
  return opened;
}

/** Whether the file came whole; it did not when it is larger than it may be. */
async function takeBody(opened: OpenedFile, progress: Progress, maxFileBytes: number): Promise<boolean> {
  for await (const chunk of opened.body) {
    if (progress.received + chunk.byteLength > maxFileBytes) {
      opened.abandon();
      return false;
    }
    await progress.file?.write(chunk);
    progress.received += chunk.byteLength;
    progress.furthest = Math.max(progress.furthest, progress.received);
  }
  if (opened.size === null || progress.received === opened.size) return true;
  throw new Error(`the server sent ${progress.received} of ${opened.size} bytes`);
}

function unreachable({ request, name }: FileWish, error: unknown, breaks: number): StagepostError {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  const times = breaks === 0 ? '' : ` (${breaks + 1} tries)`;
  return new StagepostError(
    {
      code: 'provider-unreachable',
      message: `cannot fetch ${request.url}${request.folder}${name}: ${cleanText(reason)}${times}`,
      hint: 'It is tried again; ask the provider whether the address serves the release.',
    },
    { cause: error },
  );
}
