import type { DocumentPath } from './places.ts';

const shownLength = 60;

/** A value as it can stand in a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** What to call a value in a sentence: its field, and for an item of a list its number from 1. */
export function nameOf(path: DocumentPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  const isItem = path.length > 1 && /^\d+$/.test(String(last));
  return isItem ? `${nameOf(path.slice(0, -1))} entry ${Number(last) + 1}` : String(last);
}
