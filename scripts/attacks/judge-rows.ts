import type { Standing } from '../../test/requirements/standing.ts';

/** A test that was run. */
export interface RanTest {
  /** From the top of the project. */
  readonly file: string;
  /** The titles of its groups and its own. */
  readonly title: string;
  readonly status: string;
}

/** One row of the page of attacks. */
export interface Row {
  readonly row: string;
  readonly what: string;
}

export interface Judged {
  readonly result: 'passed' | 'failed' | 'open';
  readonly note: string;
}

/** The rows of a Markdown table that begin with a number; the third cell says what is tried. */
export function rowsOf(page: string): readonly Row[] {
  return [...page.matchAll(/^\| (\d+) \| [^|]+ \| ([^|]+) \|/gm)].map(([, row = '', what = '']) => ({
    row,
    what: what.trim(),
  }));
}

/** A row has passed when each title that it names was found among the tests that ran, and all of these passed. */
export function judgeRow(standing: Standing | undefined, ran: readonly RanTest[]): Judged {
  if (standing === undefined) return { result: 'failed', note: 'nothing is said of this row' };
  if ('open' in standing) return { result: 'open', note: standing.open };
  const found = standing.shown.map((proof) => ({
    proof,
    tests: ran.filter(({ file, title }) => file === proof.file && title.includes(proof.title)),
  }));
  const missing = found.filter(({ tests }) => tests.length === 0);
  if (missing.length > 0)
    return { result: 'failed', note: `not run: ${missing.map(({ proof }) => proof.title).join('; ')}` };
  const tests = found.flatMap((each) => each.tests);
  const bad = tests.filter(({ status }) => status !== 'passed');
  if (bad.length > 0) return { result: 'failed', note: bad.map(({ title }) => title).join('; ') };
  return { result: 'passed', note: `${tests.length} test${tests.length === 1 ? '' : 's'}` };
}
