import type { ClientFinding, ClientReading } from '../../domain/client-reading.ts';
import { type Instant, msOf } from '../../domain/instant.ts';
import { type Observation, unknown } from '../../domain/observation.ts';
import type { Repository, RepositoryKey } from '../../domain/repository.ts';
import { durationOf, momentOf } from '../times.ts';
import type { Snapshot } from './snapshot.ts';

/** What clients were given at the public addresses, by repository. */
export type ClientTruth = ReadonlyMap<RepositoryKey, Observation<readonly ClientReading[]>>;

/** What one kind of client read at the public address of a repository. */
export interface ReadingRow {
  /** Which kind, such as `dnf, by metalink`. */
  readonly client: string;
  readonly at: Instant;
  /** The generation that it was given; null where it could not tell. */
  readonly generation: number | null;
  readonly verdict: ClientFinding['kind'];
  /** One sentence, without its end. */
  readonly sentence: string;
}

/** What clients read of a repository; what was read before the present generation says nothing about it. */
export function clientReadings(
  { key, stage }: Pick<Repository, 'key' | 'stage'>,
  { record }: Pick<Snapshot, 'record'>,
  truth: ClientTruth,
): Observation<readonly ReadingRow[]> {
  const live = record.generations.get(key)?.generation.number;
  if (stage === 'unverified') return unknown('it is private, and nobody looks there from outside');
  if (live === undefined) return unknown('nothing is published yet');
  const seen = truth.get(key);
  if (seen === undefined) return unknown('nobody has looked since this process began');
  if (seen.kind === 'unknown') return seen;
  const fresh = seen.value.filter(({ expected }) => expected.number === live);
  return fresh.length === 0
    ? unknown(`nobody has looked since generation ${live} was published`)
    : { kind: 'known', value: fresh.map(rowOf) };
}

const names: Readonly<Record<ClientReading['way'], string>> = {
  'yum by metalink': 'dnf, by metalink',
  'yum by baseurl': 'dnf, by baseurl',
  apt: 'apt',
};

function rowOf(reading: ClientReading): ReadingRow {
  const { way, at, found, expected, cachedSeconds } = reading;
  const kept = cachedSeconds === null ? '' : `; a cache had kept it for ${durationOf(cachedSeconds)}`;
  return {
    client: names[way],
    at,
    generation: generationIn(found, expected.number),
    verdict: found.kind,
    sentence: `${sentenceOf(found, expected)}${kept}`,
  };
}

function generationIn(found: ClientFinding, expected: number): number | null {
  if (found.kind === 'the-same') return expected;
  return 'generation' in found ? found.generation : null;
}

function sentenceOf(found: ClientFinding, { number, date }: ClientReading['expected']): string {
  switch (found.kind) {
    case 'the-same':
      return `well signed, and generation ${number}`;
    case 'older': {
      const what = found.generation === null ? 'an earlier generation' : `generation ${found.generation}`;
      const age = durationOf((msOf(date) - msOf(found.date)) / 1000);
      return `well signed, but ${what} of ${momentOf(found.date)}, ${age} older than generation ${number}`;
    }
    case 'newer':
      return `well signed, and of ${momentOf(found.date)}, which is later than what is recorded: a switch that is being recorded, or another host that publishes here`;
    case 'ended':
      return `refused by clients: Valid-Until was ${momentOf(found.validUntil)}`;
    case 'wrong':
      return `refused by clients: ${found.reason}`;
    case 'unreachable':
      return `not reached: ${found.reason}`;
  }
}
