import { cleanText } from '../domain/failure.ts';
import type { Finding, Location } from '../domain/finding.ts';
import { invisibleCharacters } from './invisible-characters.ts';

/** A file as text, with what is needed to tell lines and columns of it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export interface Complaint {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
}

const shownLength = 160;

export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1);
  return { file, text, lineStarts };
}

export function locationAt({ file, lineStarts }: SourceText, offset: number): Location {
  const line = lineOf(lineStarts, offset);
  return { file, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

export function findingAt(source: SourceText, offset: number, complaint: Complaint): Finding {
  const location = locationAt(source, offset);
  return {
    ...location,
    rule: complaint.rule,
    message: cleanText(complaint.message),
    hint: cleanText(complaint.hint ?? ''),
    excerpt: excerptOf(source, location),
  };
}

function excerptOf({ text, lineStarts }: SourceText, { line, column }: Location): string {
  const whole = text.slice(lineStarts[line - 1], lineStarts[line]).trimEnd();
  const length = Math.max(shownLength, column + 40);
  const shown = whole.length > length ? `${whole.slice(0, length)}…` : whole;
  return cleanText(shown.replace(invisibleCharacters, '?').replaceAll('\t', ' '));
}

function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
