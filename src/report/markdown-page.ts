import { counted } from './names.ts';

/** One part of a page: a title, what stands above the rows, and one line for each thing. */
export interface Section {
  readonly title: string;
  /** Lines above the rows, such as the head of a table. */
  readonly head: readonly string[];
  readonly rows: readonly string[];
  /** What a row is, to count those that are left out: `problem`, or `release held back`. */
  readonly noun: readonly [singular: string, plural: string];
  /** Rows that were left out before; none when absent. */
  readonly missing?: number;
}

/** A page of Markdown; sections without rows are not shown. */
export interface Page {
  readonly heading: string;
  /** The most important ones first: when there is no room, the last are left out. */
  readonly sections: readonly Section[];
  readonly foot: string;
  /** Why rows may be left out, and where they are; a job summary has its limit when absent. */
  readonly limit?: string;
}

/** A job summary that is larger is dropped as a whole, by GitHub's documentation of workflow commands. */
export const mostSummaryBytes = 1024 * 1024;

// For the line that says what is left out.
const reservedBytes = 1024;

/** The page in at most so many bytes, with a line that counts what is left out; empty when not even a heading fits. */
export function pageText(page: Page, mostBytes: number): string {
  const { heading, sections, foot, limit = 'because a job summary has its limit' } = page;
  const ends = foot === '' ? '' : `\n${foot}\n`;
  let room = mostBytes - bytesOf(`${heading}\n${ends}`) - reservedBytes;
  if (room < 0) return '';
  const lines: string[] = [heading];
  const left: string[] = [];
  for (const section of sections) {
    const opening = ['', `#### ${section.title}`, '', ...section.head];
    const fitting = rowsThatFit(section.rows, room - bytesOfLines(opening));
    if (fitting > 0) lines.push(...opening, ...section.rows.slice(0, fitting));
    if (fitting > 0) room -= bytesOfLines([...opening, ...section.rows.slice(0, fitting)]);
    const missing = section.rows.length - fitting + (section.missing ?? 0);
    if (missing > 0) left.push(counted(missing, ...section.noun));
    // Nothing goes on behind a gap, so that the line below says all that is missing.
    if (fitting < section.rows.length) room = 0;
  }
  if (left.length > 0) lines.push('', `**Left out**, ${limit}: ${left.join(', ')}.`);
  return `${lines.join('\n')}\n${ends}`;
}

function rowsThatFit(rows: readonly string[], room: number): number {
  let left = room;
  for (const [at, row] of rows.entries()) {
    left -= bytesOfLines([row]);
    if (left < 0) return at;
  }
  return rows.length;
}

function bytesOfLines(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + bytesOf(line) + 1, 0);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
