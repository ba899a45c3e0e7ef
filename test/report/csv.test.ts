import { expect, test } from 'vitest';
import { csv } from '../../src/report/csv.ts';

test('Cells with commas, quotes and line ends are quoted, and empty ones are empty.', () => {
  const rows = [['a,b', 'say "no"', 'two\nlines', null, -2, true]];
  expect(csv(['one', 'two'], rows)).toBe('one,two\n"a,b","say ""no""","two\nlines",,-2,true');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])(
  'A spreadsheet takes the text %j for no formula.',
  (text) => {
    expect(csv(['reason'], [[text]])).toBe(`reason\n'${text}`);
  },
);
