import type { ClientFinding, ClientReading, ClientWay } from '../../domain/client-reading.ts';
import { failureOf } from '../../domain/failure.ts';
import type { Generation } from '../../domain/generation.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  type FoundRoot,
  type Place,
  type RootDeps,
  rootByBaseurl,
  rootByMetalink,
  rootOfApt,
} from './root-files.ts';

/** What looking as a client needs. */
export interface ClientDeps extends RootDeps {
  readonly clock: Clock;
}

/** What is looked at, and what should be found there. */
export interface ClientQuestion extends Place {
  /** The generation that is recorded as live. */
  readonly live: Generation;
  /** Those before it, as far as they are known; asked for only when another one than the live one is found. */
  readonly earlier: () => Promise<readonly Generation[]>;
}

const ways: Readonly<Record<Repository['format'], readonly (readonly [ClientWay, typeof rootByMetalink])[]>> =
  {
    yum: [
      ['yum by metalink', rootByMetalink],
      ['yum by baseurl', rootByBaseurl],
    ],
    apt: [['apt', rootOfApt]],
  };

/**
 * Reads the root file of a repository from outside, as each kind of client does, and believes nothing that is not
 * signed. Throws when that cannot be judged here, and never for what is wrong there.
 */
export async function lookAsClient(
  deps: ClientDeps,
  question: ClientQuestion,
): Promise<readonly ClientReading[]> {
  const readings: ClientReading[] = [];
  for (const [way, rootBy] of ways[question.repository.format]) {
    const root = await orUnreachable(() => rootBy(deps, question));
    const at = deps.clock.now();
    const { number, date } = question.live;
    const found = root.kind === 'signed' ? await held(root, question, at) : root;
    const cachedSeconds = root.kind === 'signed' ? root.cachedSeconds : null;
    readings.push({ way, at, expected: { number, date }, cachedSeconds, found });
  }
  return readings;
}

type Unreachable = Extract<ClientFinding, { kind: 'unreachable' }>;

async function orUnreachable(find: () => Promise<FoundRoot>): Promise<FoundRoot | Unreachable> {
  try {
    return await find();
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== 'public-unreachable') throw error;
    return { kind: 'unreachable', reason: message };
  }
}

async function held(
  root: Extract<FoundRoot, { kind: 'signed' }>,
  { live, earlier }: ClientQuestion,
  at: Instant,
): Promise<ClientFinding> {
  const isIn = ({ files }: Generation) =>
    files.some(({ path, sha256 }) => path === root.path && sha256 === root.sha256);
  const own = isIn(live) ? live : (await earlier()).find(isIn);
  const generation = own?.number ?? null;
  if (root.validUntil !== null && root.validUntil <= at)
    return { kind: 'ended', generation, validUntil: root.validUntil };
  if (own === live) return { kind: 'the-same' };
  if (root.date > live.date) return { kind: 'newer', date: root.date };
  if (root.date < live.date) return { kind: 'older', generation, date: root.date };
  return { kind: 'wrong', reason: 'it is well signed and of the same date, with other bytes' };
}
