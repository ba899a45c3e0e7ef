import type { Composed } from '../../compose.ts';
import { assets } from '../../dashboard/assets.ts';
import { renderBoard } from '../../dashboard/board/board-page.ts';
import type { Chrome } from '../../dashboard/chrome.ts';
import { renderMetrics } from '../../dashboard/metrics/metrics-page.ts';
import { renderNotice } from '../../dashboard/notice-page.ts';
import { renderRelease } from '../../dashboard/release/release-page.ts';
import { renderRepositories } from '../../dashboard/repository/repositories-page.ts';
import { renderRepository } from '../../dashboard/repository/repository-page.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { allRepositoriesOf, type Repository } from '../../domain/repository.ts';
import type { PageAsked, PageMaker, Pages } from '../../http/pages.ts';
import { boardQuery } from '../../report/views/board-query.ts';
import { boardView } from '../../report/views/board-view.ts';
import { metricsView } from '../../report/views/metrics-view.ts';
import { releaseView } from '../../report/views/release-view.ts';
import { repositoriesView } from '../../report/views/repositories-view.ts';
import { repositoryView } from '../../report/views/repository-view.ts';
import type { Served } from '../../report/views/served.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import { ownVersion } from '../own-version.ts';
import { readHistoryFacts } from '../read-history-facts.ts';
import { keepNewest } from './keep-newest.ts';
import { linksOf } from './links-of.ts';
import { generationsOf, promotionOf, servedOf, withPackagesOf } from './page-facts.ts';
import type { GitReaders, ViewSources } from './views-of.ts';

/** The pages of the dashboard, made from the newest snapshot and from what never changes. */
export function pagesOf(
  { host, deps }: Pick<Composed, 'host' | 'deps'>,
  { gitOf, metricFacts, truth }: ViewSources,
): Pages {
  const links = linksOf(host);
  const chrome = (): Chrome => ({
    root: '',
    version: ownVersion,
    now: deps.clock.now(),
    events: '/api/v1/events',
    json: '/api/v1/releases',
    api: '/api/v1',
    links,
  });
  const served = keepNewest((snapshot: Snapshot): Promise<Served> => servedOf(deps, snapshot));

  async function release({ snapshot, viewer, params }: PageAsked): Promise<string | null> {
    const id = `${params.major}/${params.name}` as ReleaseId;
    if (!isKnown(snapshot, id)) return null;
    const facts = {
      history: await readHistoryFacts(id, await gitOf(snapshot)),
      promotion: await promotionOf(deps, id, snapshot),
      served: await served(snapshot),
    };
    const view = releaseView(await withPackagesOf(deps, id, snapshot), facts, viewer);
    return view === null ? null : renderRelease(view, chrome());
  }

  async function repository({ snapshot, viewer, params }: PageAsked): Promise<string | null> {
    const found = repositoryAt(snapshot, params['*'] ?? '');
    if (found === undefined) return null;
    const recorded = snapshot.record.generations.get(found.key)?.generation;
    const facts = {
      repository: found.key,
      served: await served(snapshot),
      generations: await generationsOf(deps, found, recorded),
      truth: truth(),
    };
    const view = repositoryView(snapshot, facts, viewer);
    return view === null ? null : renderRepository(view, chrome());
  }

  return {
    assets,
    notice: ({ title, sentence, id }) =>
      renderNotice({ title, sentences: [sentenceOf(sentence)], id }, chrome()),
    routes: new Map<string, PageMaker>([
      [
        '/',
        ({ snapshot, viewer, query }: PageAsked) =>
          renderBoard(boardView(snapshot, boardQuery(query), viewer), chrome()),
      ],
      ['/releases/:major/:name', release],
      [
        '/repositories',
        ({ snapshot, viewer }: PageAsked) => renderRepositories(repositoriesView(snapshot, viewer), chrome()),
      ],
      ['/repositories/*', repository],
      [
        '/figures',
        async ({ snapshot, viewer }: PageAsked) =>
          renderMetrics(metricsView(snapshot, await metricFacts(snapshot), viewer), chrome()),
      ],
    ]),
  };
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function isKnown({ desired, record }: Snapshot, id: ReleaseId): boolean {
  return record.releases.has(id) || desired.releases.some(({ release }) => release.id === id);
}

function repositoryAt({ desired }: Snapshot, key: string): Repository | undefined {
  const releases = desired.releases.map(({ release }) => release);
  return allRepositoriesOf(desired.policy.majorReleases, releases).find((each) => each.key === key);
}
