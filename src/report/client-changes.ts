import type { ClientView, OfferChanges } from '../domain/client-view.ts';
import { counted } from './names.ts';
import { sizeOf } from './sizes.ts';

/** One package of a view in words: what happens to it, `voms-server.x86_64`, and its versions. */
export interface TellableChange {
  readonly kind: 'downgraded' | 'removed' | 'upgraded' | 'new';
  readonly package: string;
  readonly from: string;
  readonly to: string;
}

/** Every package that changes, first those that somebody may miss. */
export function changesIn(changes: OfferChanges): readonly TellableChange[] {
  const { downgraded, removed, upgraded, added } = changes;
  const named = ({ name, arch }: { readonly name: string; readonly arch: string }) => `${name}.${arch}`;
  return [
    ...downgraded.map((each) => ({
      kind: 'downgraded' as const,
      package: named(each),
      from: each.from,
      to: each.version,
    })),
    ...removed.map((each) => ({
      kind: 'removed' as const,
      package: named(each),
      from: each.version,
      to: '',
    })),
    ...upgraded.map((each) => ({
      kind: 'upgraded' as const,
      package: named(each),
      from: each.from,
      to: each.version,
    })),
    ...added.map((each) => ({ kind: 'new' as const, package: named(each), from: '', to: each.version })),
  ];
}

/** A view in one line: numbers, or why there are none. */
export function changesInShort(view: ClientView): string {
  if (view.kind === 'cannot-tell') return `cannot tell: ${view.reason}`;
  const { added, upgraded, downgraded, removed, unchanged, bytes } = view;
  if (changesIn(view).length === 0) return `the same ${counted(unchanged, 'package')} as before`;
  const numbers = [
    `${upgraded.length} upgraded`,
    `${added.length} new`,
    `${downgraded.length} downgraded`,
    `${removed.length} removed`,
  ];
  const load = bytes === 0 ? '' : `; ${sizeOf(bytes)} to download`;
  return `${numbers.join(', ')}, ${unchanged} unchanged${load}`;
}

/** What has to be said beside the numbers, one sentence each. */
export function remarksOn(changes: OfferChanges): readonly string[] {
  const { downgraded, removed, newRelations, unknownRelations } = changes;
  const kept = downgraded.length + removed.length;
  return [
    ...newRelations.map((each) =>
      each.kind === 'epoch'
        ? `${each.package} has the epoch ${each.with} now`
        : `${each.package} ${each.kind === 'obsoletes' ? 'obsoletes' : 'conflicts with'} ${shortened(each.with)} now`,
    ),
    ...(kept === 0 ? [] : [`whoever has one of the ${kept} downgraded or removed keeps it`]),
    ...(unknownRelations === 0
      ? []
      : [`not known of ${counted(unknownRelations, 'package')}: what is newly obsoleted or conflicted with`]),
  ];
}

/** The first so many, and a line that counts those left out. */
export function firstOf(lines: readonly string[], most: number): readonly string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `… and ${more} more`] : lines;
}

const mostCharacters = 160;

// A dependency of rpm may be an expression of any length.
function shortened(relation: string): string {
  return relation.length > mostCharacters ? `${relation.slice(0, mostCharacters)}…` : relation;
}
