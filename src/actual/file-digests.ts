import { type Sha256, sha256Of } from '../domain/digest.ts';
import { type Instant, msOf, plusSeconds } from '../domain/instant.ts';
import { inodeKey, type SeenFile } from '../domain/seen-file.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileFacts, Files } from '../ports/files.ts';
import type { Ledger } from '../ports/ledger.ts';

/** What reading digests needs from outside. */
export interface DigestDeps {
  readonly files: Pick<Files, 'digest' | 'facts'>;
  readonly ledger: Pick<Ledger, 'seenFiles' | 'noteSeenFiles'>;
  readonly clock: Clock;
}

/** How far what was read before is believed. */
export interface ScrubLimits {
  /** Seconds after which a file is read again although nothing shows that it changed; 0 reads everything now. */
  readonly periodSeconds: number;
  /** Bytes that may be read for that reason alone in one look; what is left has its turn in the next one. */
  readonly maxBytes: number;
}

/** Digests of files, read anew only where something shows that it is needed. */
export interface Digests {
  of(path: string, facts: FileFacts): Promise<Sha256>;
  /** When the bytes were read that the last answer about a file stands for; undefined for one that was not asked for. */
  readAt(facts: FileFacts): Instant | undefined;
  /** A short text that was noted in an earlier look; undefined when there is none. */
  recall(key: string): string | undefined;
  /** Notes a short text for later looks. */
  note(key: string, text: string): void;
  /** Writes down what was read; what cannot be written is read again next time. */
  close(): Promise<void>;
}

// Times of files are coarser than their changes: what was changed a moment ago may change again and look the same.
const restSeconds = 2;

/** Opens the memory of what was read; one that cannot be read counts as empty, and then everything is read. */
export async function openDigests(deps: DigestDeps, limits: ScrubLimits): Promise<Digests> {
  const { files, ledger, clock } = deps;
  const began = clock.now();
  const before = await ledger.seenFiles().catch(() => new Map<string, SeenFile>());
  const fresh = new Map<string, ReadNow>();
  let budget = limits.maxBytes;

  function believed(key: string, facts: FileFacts): Sha256 | undefined {
    const now = fresh.get(key);
    if (now?.stamp === facts.stamp) return now.sha256;
    const then = before.get(key);
    if (then?.stamp !== facts.stamp) return undefined;
    if (plusSeconds(then.at, limits.periodSeconds) > began) return then.sha256;
    if (budget <= 0) return then.sha256;
    budget -= facts.size;
    return undefined;
  }

  async function read(path: string, facts: FileFacts): Promise<Sha256> {
    const { sha256 } = await files.digest(path);
    const after = await files.facts(path);
    const { stamp, changedAt } = facts;
    if (after?.stamp === stamp) fresh.set(inodeKey(facts), { stamp, sha256, at: clock.now(), changedAt });
    return sha256;
  }

  return {
    of: async (path, facts) => believed(inodeKey(facts), facts) ?? (await read(path, facts)),
    readAt: (facts) => (fresh.get(inodeKey(facts)) ?? before.get(inodeKey(facts)))?.at,
    recall: (key) => before.get(key)?.stamp,
    note: (key, text) => {
      const then = before.get(key);
      const isNews = then?.stamp !== text || plusSeconds(then.at, 86_400) < began;
      if (isNews) fresh.set(key, { stamp: text, sha256: sha256Of(text), at: began, changedAt: 0 });
    },
    close: () => ledger.noteSeenFiles(settled(fresh, began), keepSince(began, limits)).catch(() => undefined),
  };
}

interface ReadNow extends SeenFile {
  readonly changedAt: number;
}

function settled(fresh: ReadonlyMap<string, ReadNow>, began: Instant): ReadonlyMap<string, SeenFile> {
  const latest = msOf(plusSeconds(began, -restSeconds));
  return new Map([...fresh].filter(([, { changedAt }]) => changedAt < latest));
}

// A file that is still there was read again within the period, give or take the limit of bytes.
function keepSince(began: Instant, { periodSeconds }: ScrubLimits): Instant {
  return plusSeconds(began, -4 * Math.max(periodSeconds, 86_400));
}
