import { cleanText } from '../domain/failure.ts';
import type { Correction } from '../metrics/first-written.ts';
import { columns } from './columns.ts';

/** What was corrected, when and by whom, one line each. */
export function correctionLines(corrections: readonly Correction[]): string {
  return columns(
    corrections.map(({ at, commit, author, release, team, field, from, to }) => [
      `  ${at.slice(0, 10)}`,
      commit.slice(0, 7),
      cleanText(author),
      release,
      `${team === null ? '' : `${team}: `}${field} ${cleanText(from)} -> ${cleanText(to ?? 'nothing')}`,
    ]),
  );
}
