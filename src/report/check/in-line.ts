import { cleanText } from '../../domain/failure.ts';

const mostCharacters = 500;

/** A text in one line without control characters, cut with an ellipsis where it is longer than lines are. */
export function inLine(text: string, most = mostCharacters): string {
  return cut(cleanText(text.replace(/\s+/g, ' ').trim()), most);
}

/** The same for a text of several lines. */
export function inLines(text: string, most: number): string {
  return cut(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => cleanText(line.replaceAll('\t', ' ')))
      .join('\n'),
    most,
  );
}

function cut(text: string, most: number): string {
  // Never in the middle of a character of two units.
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
