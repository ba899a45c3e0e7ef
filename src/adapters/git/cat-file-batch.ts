import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { BlobId } from '../../ports/release-history.ts';
import { type BatchAnswer, makeAnswerReader } from './batch-answers.ts';
import { fixedSettings } from './environment.ts';
import { gitFailed } from './git-failure.ts';
import { operand } from './object-name.ts';
import type { GitPlace } from './run-git.ts';

/** Reads blobs through one git process that stays, because starting one for each file costs more than the file. */
export interface BlobReader {
  /** Contents in the order asked for; throws `git-failed` when one is missing, no blob, or too large. */
  read(ids: readonly BlobId[]): Promise<readonly Uint8Array[]>;
  /** Ends the process; idempotent. Requests under way fail. */
  close(): Promise<void>;
}

interface Request {
  readonly id: string;
  readonly resolve: (content: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

interface Batch {
  ask(request: Request): void;
  end(): Promise<void>;
  readonly ended: () => boolean;
}

const maxBlobBytes = 1024 * 1024;

/** Makes a reader; its process is started by the first request and again after it died. */
export function openBlobReader(place: GitPlace): BlobReader {
  let batch: Batch | undefined;
  let closed = false;

  function request(id: string): Promise<Uint8Array> {
    if (closed) throw gitFailed('the reader of blobs is closed');
    const current = batch === undefined || batch.ended() ? startBatch(place) : batch;
    batch = current;
    return new Promise((resolve, reject) => current.ask({ id, resolve, reject }));
  }

  return {
    read: async (ids) => {
      const names = ids.map(operand);
      return Promise.all(names.map(request));
    },
    close: async () => {
      closed = true;
      await batch?.end();
    },
  };
}

function startBatch(place: GitPlace): Batch {
  const settings = fixedSettings.flatMap((setting) => ['-c', setting]);
  const child = spawn('git', [...settings, 'cat-file', '--batch'], { cwd: place.dir, env: { ...place.env } });
  const queue: Request[] = [];
  let gone = false;
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));

  function fail(error: Error): void {
    gone = true;
    for (const request of queue.splice(0)) request.reject(error);
    child.kill();
  }

  function settle(answer: BatchAnswer): void {
    const request = queue.shift();
    if (request === undefined || request.id !== answer.id) {
      request?.reject(gitFailed('git cat-file answered something else than it was asked'));
      fail(gitFailed('git cat-file answered something else than it was asked'));
      return;
    }
    if (answer.kind === 'blob') request.resolve(answer.content);
    else request.reject(refusal(answer));
    if (queue.length === 0) hold(child, false);
  }

  child.stdout.on('data', makeAnswerReader(maxBlobBytes, settle));
  // Its complaints are not read, but a full pipe would stop it.
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  child.once('error', (cause) => fail(gitFailed('git cat-file cannot be started', { cause })));
  child.once('close', () => fail(gitFailed('git cat-file ended before its answer')));
  hold(child, false);
  return {
    ask: (request) => {
      hold(child, true);
      queue.push(request);
      child.stdin.write(`${request.id}\n`);
    },
    end: async () => {
      fail(gitFailed('the reader of blobs is closed'));
      hold(child, true);
      await exited;
    },
    ended: () => gone,
  };
}

// An idle child must not keep the process alive, one with a question under way must.
function hold(child: ChildProcessWithoutNullStreams, alive: boolean): void {
  const pipes = [child.stdin, child.stdout, child.stderr].filter((pipe) => pipe instanceof Socket);
  for (const handle of [child, ...pipes]) {
    if (alive) handle.ref();
    else handle.unref();
  }
}

function refusal(answer: Exclude<BatchAnswer, { kind: 'blob' }>): Error {
  if (answer.kind === 'too-large') {
    return gitFailed(`blob ${answer.id} has ${answer.size} bytes; at most ${maxBlobBytes} are read`);
  }
  return gitFailed(`${answer.id} is not a blob here: ${answer.what}`);
}
