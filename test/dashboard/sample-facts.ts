// What pages need beside a snapshot, made up for the samples: histories, client files and readings.
import { sha256Of } from '../../src/domain/digest.ts';
import type { Generation } from '../../src/domain/generation.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { MainCommit, WrittenRelease } from '../../src/domain/main-history.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { allRepositoriesOf, type RepositoryKey } from '../../src/domain/repository.ts';
import { clientsIfPromoted } from '../../src/plan/clients/if-promoted.ts';
import type { HistoryFacts } from '../../src/report/history-view.ts';
import type { ClientTruth } from '../../src/report/views/client-truth.ts';
import type { ReleaseFacts } from '../../src/report/views/release-view.ts';
import type { RepositoryFacts } from '../../src/report/views/repository-view.ts';
import type { Served } from '../../src/report/views/served.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { aCommit } from '../builders/release.ts';
import { momentOf, releaseOf, type Tale, timesOf } from './worlds.ts';

/** What main said about one release, and who. */
export function historyOf(id: ReleaseId, snapshot: Snapshot, tales: readonly Tale[]): HistoryFacts {
  const tale = tales.find((each) => releaseOf(each).id === id);
  const times = timesOf(tales);
  const written = (tale?.steps ?? []).map(([daysAgo, state]): WrittenRelease => {
    const release = tale === undefined ? null : releaseOf(tale);
    const position = times.indexOf(daysAgo) + 1;
    return {
      release: id,
      by: commitAt(position, momentOf(daysAgo), `${id} to ${state} (#${400 + position})`),
      workflow: release === null ? null : { ...release.workflow, desiredState: state },
      content: sha256Of(id),
      present: true,
    };
  });
  return {
    release: id,
    record: snapshot.record.releases.get(id) ?? null,
    commits: new Map(written.map(({ by }) => [by.commit, by])),
    written,
    reports: [],
  };
}

/** What the page of a release needs. */
export function releaseFactsOf(id: ReleaseId, snapshot: Snapshot, tales: readonly Tale[]): ReleaseFacts {
  const { desired, actual, record } = snapshot;
  const wanted = desired.releases.find(({ release }) => release.id === id);
  return {
    history: historyOf(id, snapshot, tales),
    promotion:
      wanted === undefined
        ? unknown('it has no file')
        : known(
            clientsIfPromoted({ release: wanted.release, policy: desired.policy, actual, record }).clients,
          ),
    served: servedOf(snapshot),
  };
}

/** What the page of a repository needs. */
export function repositoryFactsOf(repository: RepositoryKey, snapshot: Snapshot): RepositoryFacts {
  const generation = snapshot.record.generations.get(repository)?.generation;
  return {
    repository,
    served: servedOf(snapshot),
    generations: known(generation === undefined ? [] : earlier(generation)),
    truth: truthOf(snapshot),
  };
}

/** Clients of yum are given the live generation by metalink, and an older one by a cache before the address. */
export function truthOf({ record, at }: Snapshot): ClientTruth {
  return new Map(
    [...record.generations].map(([key, { generation }]) => {
      const { number, date } = generation;
      const reading = { at, expected: { number, date }, cachedSeconds: null };
      const older = { kind: 'older', generation: number - 1, date: plusSeconds(date, -4000) } as const;
      return [
        key,
        known([
          { ...reading, way: 'yum by metalink', found: { kind: 'the-same' } },
          { ...reading, way: 'yum by baseurl', cachedSeconds: 780, found: older },
        ]),
      ];
    }),
  );
}

/** Every repository at an address of its own, with a short client file. */
export function servedOf({ desired }: Snapshot): Served {
  const releases = desired.releases.map(({ release }) => release);
  return new Map(
    allRepositoriesOf(desired.policy.majorReleases, releases).map(({ key, title, path, format }) => {
      const url = `https://repo.example.org/${path}/`;
      const id = key.replaceAll('/', '-');
      const text =
        format === 'yum'
          ? `[${id}]\nname=${title}\nmetalink=${url}metalink.xml\nenabled=1\nrepo_gpgcheck=1\n`
          : `X-Repolib-Name: ${title}\nTypes: deb\nURIs: ${url}\nEnabled: yes\n`;
      return [key, { url, clientFile: { name: `${id}.${format === 'yum' ? 'repo' : 'sources'}`, text } }];
    }),
  );
}

function commitAt(position: number, committedAt: MainCommit['committedAt'], subject: string): MainCommit {
  return { commit: aCommit(`main ${position}`), position, author: 'Ada Reviewer', subject, committedAt };
}

// Backwards, a member less in each.
function earlier(generation: Generation): readonly Generation[] {
  return Array.from({ length: generation.number }, (_, ago) => ({
    ...generation,
    number: generation.number - ago,
    date: plusSeconds(generation.date, -ago * 86_400 * 9),
    members: generation.members.slice(0, Math.max(0, generation.members.length - ago)),
  }));
}
