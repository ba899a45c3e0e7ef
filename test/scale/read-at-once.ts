import { Agent, get, type IncomingMessage } from 'node:http';
import { quantile } from './quantile.ts';
import type { SampleRelease } from './sample-releases.ts';

/** What many readers got. */
export interface Reading {
  readonly requests: number;
  readonly perSecond: number;
  readonly median: number;
  readonly p99: number;
  /** Answers 304, to readers who had it already. */
  readonly unchanged: number;
  readonly failures: readonly string[];
}

interface Plan {
  readonly address: string;
  readonly readers: number;
  readonly seconds: number;
  readonly releases: readonly SampleRelease[];
}

const mostMs = 60_000;

/** So many readers at once, each on a connection of its own, who ask for the next thing as soon as they have one. */
export async function readAtOnce({ address, readers, seconds, releases }: Plan): Promise<Reading> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const paths = pathsOver(releases);
  const start = performance.now();
  const goesOn = () => performance.now() - start < seconds * 1000;
  const all = await Promise.all(
    Array.from({ length: readers }, (_, from) => readOn({ agent, address, paths, from, goesOn })),
  );
  agent.destroy();
  const answers = all.flat();
  const took = (performance.now() - start) / 1000;
  const times = answers.map(({ ms }) => ms);
  return {
    requests: answers.length,
    perSecond: answers.length / took,
    median: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    unchanged: answers.filter(({ status }) => status === 304).length,
    failures: answers.flatMap(({ failure }) => failure ?? []),
  };
}

interface Answered {
  readonly ms: number;
  readonly status: number | undefined;
  readonly failure: string | null;
}

interface Reader {
  readonly agent: Agent;
  readonly address: string;
  readonly paths: readonly string[];
  /** Where among the paths this one begins. */
  readonly from: number;
  readonly goesOn: () => boolean;
}

async function readOn({ agent, address, paths, from, goesOn }: Reader): Promise<readonly Answered[]> {
  const tags = new Map<string, string>();
  const answers: Answered[] = [];
  for (let turn = from; goesOn(); turn += 1) {
    const path = paths[turn % paths.length] ?? '/';
    const asked = performance.now();
    const { status, tag, failure } = await ask(agent, `${address}${path}`, tags.get(path)).catch(notAnswered);
    if (tag !== undefined) tags.set(path, tag);
    const isFine = status === 200 || status === 304;
    const told = isFine ? null : `${path}: ${failure ?? status}`;
    answers.push({ ms: performance.now() - asked, status, failure: told });
  }
  return answers;
}

function notAnswered(error: Error): Answer {
  return { status: undefined, tag: undefined, failure: error.message };
}

interface Answer {
  readonly status: number | undefined;
  readonly tag: string | undefined;
  readonly failure?: string;
}

// A third each for the board, pages of releases, and lists.
function pathsOver(releases: readonly SampleRelease[]): readonly string[] {
  const lists = ['releases?limit=100', 'repositories', 'verdicts', 'status'].map((list) => `/api/v1/${list}`);
  return releases.flatMap(({ id, major }, at) => {
    const board = at % 2 === 0 ? '/' : `/?major=${major}`;
    return [board, `/releases/${id}`, lists[at % lists.length] ?? '/'];
  });
}

function ask(agent: Agent, url: string, tag: string | undefined): Promise<Answer> {
  const headers = tag === undefined ? {} : { 'if-none-match': tag };
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers, timeout: mostMs }, (answer: IncomingMessage) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode, tag: answer.headers.etag }));
      answer.once('error', reject);
    });
    request.once('timeout', () => request.destroy(new Error(`no answer in ${mostMs / 1000} s`)));
    request.once('error', reject);
  });
}
