import { renderBoard } from '../../src/dashboard/board/board-page.ts';
import { type Chrome, noLinks } from '../../src/dashboard/chrome.ts';
import { renderMetrics } from '../../src/dashboard/metrics/metrics-page.ts';
import { renderNotice } from '../../src/dashboard/notice-page.ts';
import { renderRelease } from '../../src/dashboard/release/release-page.ts';
import { renderRepositories } from '../../src/dashboard/repository/repositories-page.ts';
import { renderRepository } from '../../src/dashboard/repository/repository-page.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { everything } from '../../src/report/views/board-query.ts';
import { boardView } from '../../src/report/views/board-view.ts';
import { metricsView } from '../../src/report/views/metrics-view.ts';
import { releaseView } from '../../src/report/views/release-view.ts';
import { repositoriesView } from '../../src/report/views/repositories-view.ts';
import { repositoryView } from '../../src/report/views/repository-view.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { noon } from '../builders/release.ts';
import { aYear } from './a-year.ts';
import { accountPages } from './account-pages.ts';
import { releaseFactsOf, repositoryFactsOf } from './sample-facts.ts';
import { fourHundred, told, twelve } from './worlds.ts';

/** What stands around the pages of the samples. */
export function aChrome(root = ''): Chrome {
  return {
    root,
    version: '0.1.0',
    now: plusSeconds(noon, 120),
    events: null,
    json: '/api/v1/releases',
    api: '/api',
    asOf: null,
    links: {
      ...noLinks,
      commit: (sha) => `https://github.example.org/releases/commit/${sha}`,
      file: (file, commit) => `https://github.example.org/releases/blob/${commit}/${file}`,
      ticket: (number) => `https://rt.example.org/Ticket/Display.html?id=${number}`,
    },
    account: { title: 'ada', address: `${root}/account/tokens` },
    operateKey: 'a-key',
  };
}

/** Name of the file -> page, for every page of the samples, as they stand below a root. */
export function samplePages(root = ''): ReadonlyMap<string, string> {
  const chrome = aChrome(root);
  const empty = told([]);
  const sample = told(twelve);
  const board = (snapshot: Snapshot, query = everything) =>
    renderBoard(boardView(snapshot, query, 'member'), chrome);
  const lookingBack = { ...chrome, json: null, asOf: { commit: sample.desired.commit, now: '/' } };
  return new Map([
    ['board-0.html', board(empty)],
    ['board-12.html', board(sample)],
    ['board-state.html', board(sample, { ...everything, state: 'InVerification' })],
    ['board-400.html', board(fourHundred())],
    ['board-past.html', renderBoard(boardView(sample, everything, 'member'), lookingBack)],
    ...['umd-5/voms-4.2.0', 'umd-5/dpm-1.15.3', 'umd-5/bdii-5.2.26'].map(
      (id) => [`release-${id.slice(6, 9)}.html`, releasePage(id as ReleaseId, sample, chrome)] as const,
    ),
    [
      'notice.html',
      renderNotice(
        { title: 'No such page', sentences: ['There is no release umd-5/voms-4.2.9.'], id: 'a1b2' },
        chrome,
      ),
    ],
    ...accountPages(chrome),
    ['metrics.html', renderMetrics(metricsView(sample, aYear(), 'member'), chrome)],
    ['metrics-0.html', renderMetrics(metricsView(empty, aYear(0), 'member'), chrome)],
    ['repositories.html', renderRepositories(repositoriesView(sample, 'member'), chrome)],
    [
      'repository.html',
      repositoryPage('production/umd-5/el9/x86_64/updates' as RepositoryKey, sample, chrome),
    ],
  ]);
}

function releasePage(id: ReleaseId, snapshot: Snapshot, chrome: Chrome): string {
  const view = releaseView(snapshot, releaseFactsOf(id, snapshot, twelve), 'member');
  if (view === null) throw new Error(`the sample has ${id}`);
  return renderRelease(view, chrome);
}

function repositoryPage(key: RepositoryKey, snapshot: Snapshot, chrome: Chrome): string {
  const readSince = new Map([[key, plusSeconds(noon, -86_400 * 3)]]);
  const read = { ...snapshot, actual: { ...snapshot.actual, readSince } };
  const view = repositoryView(read, repositoryFactsOf(key, read), 'member');
  if (view === null) throw new Error(`the sample has ${key}`);
  return renderRepository(view, chrome);
}
