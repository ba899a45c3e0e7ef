import { audienceTitle, type ClientView } from '../../domain/client-view.ts';
import type { CheckedClients } from '../../domain/pull-request-check.ts';
import { changesIn, remarksOn } from '../client-changes.ts';
import { installableInShort, installableRemarks } from '../installability-as-text.ts';
import { inLine } from './in-line.ts';
import { listed, newestFirst } from './listed.ts';

/** What clients will see, first what the change brings; each list shows at most so many. */
export function checkedClients(
  clients: readonly ClientView[],
  already: (part: unknown) => boolean,
  most: number,
): readonly CheckedClients[] {
  return newestFirst(clients.map((view) => clientOf(view, already(view), most)));
}

function clientOf(view: ClientView, already: boolean, most: number): CheckedClients {
  const title = inLine(audienceTitle(view));
  if (view.kind === 'cannot-tell') return { title, already, kind: view.kind, reason: inLine(view.reason) };
  const remarks = [...installableRemarks(view.installability), ...remarksOn(view)].map((each) =>
    inLine(each),
  );
  const packages = changesIn(view).map(({ kind, package: name, from, to }) => ({
    kind,
    package: inLine(name),
    from: inLine(from),
    to: inLine(to),
  }));
  return {
    title,
    already,
    kind: view.kind,
    upgraded: view.upgraded.length,
    added: view.added.length,
    downgraded: view.downgraded.length,
    removed: view.removed.length,
    unchanged: view.unchanged,
    bytes: view.bytes,
    installable: installableInShort(view),
    remarks: listed(remarks, most),
    packages: listed(packages, most),
  };
}
