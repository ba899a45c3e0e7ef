import type { Composed } from '../../compose.ts';
import { assets } from '../../dashboard/assets.ts';
import { renderBoard } from '../../dashboard/board/board-page.ts';
import type { Chrome } from '../../dashboard/chrome.ts';
import { renderMetrics } from '../../dashboard/metrics/metrics-page.ts';
import { renderNotice } from '../../dashboard/notice-page.ts';
import { renderRepositories } from '../../dashboard/repository/repositories-page.ts';
import { renderRepository } from '../../dashboard/repository/repository-page.ts';
import { allRepositoriesOf, type Repository } from '../../domain/repository.ts';
import type { PageAsked, PageMaker, Pages } from '../../http/pages.ts';
import { boardQuery } from '../../report/views/board-query.ts';
import { boardView } from '../../report/views/board-view.ts';
import { metricsView } from '../../report/views/metrics-view.ts';
import { repositoriesView } from '../../report/views/repositories-view.ts';
import { repositoryView } from '../../report/views/repository-view.ts';
import type { Served } from '../../report/views/served.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import { chromeMaker } from './chrome-of.ts';
import { keepNewest } from './keep-newest.ts';
import { nowOrThen } from './now-or-then.ts';
import { generationsOf, servedOf } from './page-facts.ts';
import type { FindPast } from './past-snapshots.ts';
import { releasePages } from './release-pages.ts';
import type { ViewSources } from './views-of.ts';

/** What pages are made from. */
export interface PageSources extends ViewSources {
  readonly findPast: FindPast;
}

/** The pages of the dashboard, made from the newest snapshot, or an earlier one, and from what never changes. */
export function pagesOf(composed: Pick<Composed, 'host' | 'deps'>, sources: PageSources): Pages {
  const { host, deps } = composed;
  const chromeOf = chromeMaker(host, deps.clock);
  const served = keepNewest((snapshot: Snapshot): Promise<Served> => servedOf(deps, snapshot));
  const release = releasePages({ ...sources, deps, served });
  const dated = { chromeOf, findPast: sources.findPast };

  async function repository({ snapshot, viewer, params, ...asked }: PageAsked): Promise<string | null> {
    const found = repositoryAt(snapshot, params['*'] ?? '');
    if (found === undefined) return null;
    const recorded = snapshot.record.generations.get(found.key)?.generation;
    const facts = {
      repository: found.key,
      served: await served(snapshot),
      generations: await generationsOf(deps, found, recorded),
      truth: sources.truth(),
    };
    const view = repositoryView(snapshot, facts, viewer);
    return view === null ? null : renderRepository(view, chromeOf(asked));
  }

  return {
    assets,
    notice: ({ title, sentence, id }) =>
      renderNotice({ title, sentences: [sentenceOf(sentence)], id }, chromeOf(null)),
    routes: new Map<string, PageMaker>([
      ['/', nowOrThen(dated, { now: board, past: board })],
      ['/releases/:major/:name', nowOrThen(dated, release)],
      [
        '/repositories',
        ({ snapshot, viewer, ...asked }: PageAsked) =>
          renderRepositories(repositoriesView(snapshot, viewer), chromeOf(asked)),
      ],
      ['/repositories/*', repository],
      [
        '/figures',
        async ({ snapshot, viewer, ...asked }: PageAsked) =>
          renderMetrics(metricsView(snapshot, await sources.metricFacts(snapshot), viewer), chromeOf(asked)),
      ],
    ]),
  };
}

function board({ snapshot, viewer, visitor, query }: PageAsked, chrome: Chrome): string {
  const roles = visitor.person?.roles ?? [];
  return renderBoard(boardView(snapshot, boardQuery(query, roles), viewer), chrome);
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function repositoryAt({ desired }: Snapshot, key: string): Repository | undefined {
  const releases = desired.releases.map(({ release }) => release);
  return allRepositoriesOf(desired.policy.majorReleases, releases).find((each) => each.key === key);
}
