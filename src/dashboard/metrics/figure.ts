import { type Child, h, type Piece } from '../element.ts';
import { column, rowHead } from '../pieces.ts';
import { type Numbers, numberLinks, rowName } from './numbers.ts';

/** A figure: what it says, how it is to be read, the drawing, and its numbers in a fold. */
export interface FigureParts {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly legend: Piece | null;
  readonly drawn: Piece | null;
  readonly caption: string;
  /** Where other programs find them; null where they do not. */
  readonly numbers: Numbers | null;
  /** The first is that of the names of rows. */
  readonly columns: readonly [string, ...string[]];
  readonly rows: readonly (readonly [Child, ...Child[]])[];
}

/** The last months that a drawing shows; the table has all. */
export const drawnMonths = 12;

/** A figure with its table. */
export function figure({
  id,
  title,
  says,
  legend,
  drawn,
  caption,
  numbers,
  columns,
  rows,
}: FigureParts): Piece {
  const [name, ...others] = columns;
  return h(
    'section',
    { class: 'plot', 'aria-labelledby': id },
    h('h2', { id }, title),
    h('p', { class: 'says' }, says),
    drawn === null ? null : legend,
    drawn,
    rows.length === 0
      ? null
      : h(
          'details',
          { class: 'fold' },
          h('summary', {}, 'Figures as a table'),
          h(
            'table',
            {},
            h('caption', {}, caption),
            h('thead', {}, h('tr', {}, column(name), ...others.map((each) => column(each, 'num')))),
            h(
              'tbody',
              {},
              ...rows.map(([first, ...rest]) =>
                h(
                  'tr',
                  {},
                  rowHead(rowName(first, numbers)),
                  ...rest.map((each) => h('td', { class: 'num' }, each)),
                ),
              ),
            ),
          ),
        ),
    rows.length === 0 ? null : numberLinks(numbers, title),
  );
}

/** A number of days with as many digits as say something. */
export function days(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
