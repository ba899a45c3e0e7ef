import type { Chrome } from '../../dashboard/chrome.ts';
import { renderRelease } from '../../dashboard/release/release-page.ts';
import { unknown } from '../../domain/observation.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { PageAsked } from '../../http/pages.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import { type ReleaseFacts, releaseView } from '../../report/views/release-view.ts';
import type { Served } from '../../report/views/served.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import { readHistoryFacts } from '../read-history-facts.ts';
import { promotionOf, withPackagesOf } from './page-facts.ts';
import type { Past } from './past-snapshots.ts';
import type { GitReaders } from './views-of.ts';

interface ReleaseSources extends Pick<GitReaders, 'gitOf'> {
  readonly deps: CycleDeps;
  readonly served: (snapshot: Snapshot) => Promise<Served>;
}

/** The page of a release, as it is and as it was. */
export function releasePages({ deps, gitOf, served }: ReleaseSources) {
  async function page(
    { snapshot, viewer, params }: PageAsked,
    chrome: Chrome,
    factsOf: (id: ReleaseId) => Promise<ReleaseFacts>,
  ): Promise<string | null> {
    const id = releaseIn(params);
    if (!isKnown(snapshot, id)) return null;
    const view = releaseView(await withPackagesOf(deps, id, snapshot), await factsOf(id), viewer);
    return view === null ? null : renderRelease(view, chrome);
  }

  return {
    now: (asked: PageAsked, chrome: Chrome) =>
      page(asked, chrome, async (id) => ({
        history: await readHistoryFacts(id, await gitOf(asked.snapshot)),
        promotion: await promotionOf(deps, id, asked.snapshot),
        served: await served(asked.snapshot),
      })),
    past: (asked: PageAsked, chrome: Chrome, { git }: Past) =>
      page(asked, chrome, async (id) => ({
        history: await readHistoryFacts(id, git),
        promotion: unknown('this page looks back'),
        served: new Map(),
      })),
  };
}

/** The release that an address names. */
export function releaseIn({ major, name }: PageAsked['params']): ReleaseId {
  return `${major}/${name}` as ReleaseId;
}

function isKnown({ desired, record }: Snapshot, id: ReleaseId): boolean {
  return record.releases.has(id) || desired.releases.some(({ release }) => release.id === id);
}
