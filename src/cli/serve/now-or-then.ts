import { boardAddress, releaseAddress } from '../../dashboard/addresses.ts';
import type { Chrome } from '../../dashboard/chrome.ts';
import type { Page, PageAsked, PageMaker } from '../../http/pages.ts';
import { boardQuery } from '../../report/views/board-query.ts';
import type { FindPast, Past } from './past-snapshots.ts';
import { releaseIn } from './release-pages.ts';

/** A page that can look back. */
interface Dated {
  readonly now: (asked: PageAsked, chrome: Chrome) => Page | Promise<Page>;
  readonly past: (asked: PageAsked, chrome: Chrome, past: Past) => Page | Promise<Page>;
}

/** The page as it is now, or, with `?at=COMMIT`, as it was when main stood there. */
export function nowOrThen(
  { chromeOf, findPast }: { readonly chromeOf: (asked: PageAsked) => Chrome; readonly findPast: FindPast },
  { now, past }: Dated,
): PageMaker {
  return async (asked) => {
    const { at, ...query } = asked.query;
    if (at === undefined || at === '') return now(asked, chromeOf(asked));
    const found = await findPast(asked.snapshot, at);
    if ('problem' in found) return found;
    const { snapshot } = found;
    const asOf = { commit: snapshot.desired.commit, now: addressOf(asked, query) };
    // Nothing is to be done about what is over.
    const around = { ...chromeOf(asked), now: snapshot.at, events: null, json: null, operateKey: null, asOf };
    return past({ ...asked, query, snapshot }, around, found);
  };
}

function addressOf({ params, visitor }: PageAsked, query: PageAsked['query']): string {
  const place = { root: '', asOf: null };
  return params.name === undefined
    ? boardAddress(place, boardQuery(query, visitor.person?.roles ?? []))
    : releaseAddress(place, releaseIn(params));
}
