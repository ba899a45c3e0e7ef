import type { Collection, Kept, PoolEntry } from '../domain/collection.ts';
import { columns } from './columns.ts';
import { sizeOf } from './sizes.ts';
import { momentOf } from './times.ts';

/** What garbage collection would remove and what it would keep, each release with its reason. */
export function collectionAsText({ removals, kept }: Collection): string {
  const gone = removals.map((each) => [
    each.release,
    sizeOf(each.bytes),
    `${each.state} since ${momentOf(each.ended)}`,
  ]);
  const stays = kept.map((each) => [each.release, sizeOf(each.bytes), reasonOf(each)]);
  return [
    ...section(`To remove: ${total(removals)}`, gone),
    ...section(`To keep: ${total(kept)}`, stays),
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [title] : [title, columns(rows, '  ')];
}

/** `3 releases, 1.4 GiB`. */
export function total(entries: readonly PoolEntry[]): string {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return `${entries.length} release${entries.length === 1 ? '' : 's'}, ${sizeOf(bytes)}`;
}

function reasonOf({ why, until }: Kept): string {
  return until === null ? why : `${why}; until ${momentOf(until)}`;
}
