import { cleanText } from '../domain/failure.ts';

// Everything that begins or ends markup inside a line; a dollar sign begins a formula.
const markup = /[\\`*_[\]|~$]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text as Markdown that shows it and does nothing else: no markup, no HTML, no cell of a table, no link into the web.
 * It is for the middle of a line, because at the start of one a dash or a number would begin a list.
 */
export function escaped(text: string): string {
  return oneLine(text)
    .replace(markup, '\\$&')
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replaceAll('://', '\\://')
    .replace(/\bwww\./gi, (found) => found.replace('.', '\\.'));
}

/** A text as code: whatever is in it is shown as it is, and no backtick ends it early. For a list, not for a table. */
export function asCode(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // One space at each end is taken away again when both are there and the text is more than spaces.
  const padding = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** One row of a table; the cells are Markdown. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function oneLine(text: string): string {
  return cleanText(text.replace(/\s+/g, ' ').trim());
}
