import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { h, type Piece, withMarkup } from '../element.ts';

/** What a drawing is made of: the options of Observable Plot without a document and a size. */
export type Drawing = Omit<Plot.PlotOptions, 'document' | 'width' | 'className'> & {
  readonly height: number;
};

const width = 560;

/**
 * Draws on the server. Whoever hears the page is told the label, and finds the numbers in the table beside it; so the
 * drawing itself is hidden from them. Plot's own styles are taken out, because the page's policy refuses them and its
 * style sheet has others. Texts are escaped when the drawing is written out.
 */
export function drawing(label: string, parts: Drawing): Piece {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawn = Plot.plot({ ...parts, width, className: 'chart', document: document as unknown as Document });
  for (const each of [...drawn.querySelectorAll('style')]) each.remove();
  for (const each of [drawn, ...drawn.querySelectorAll('*')])
    for (const { name } of [...each.attributes]) if (isOwnStyle(name)) each.removeAttribute(name);
  drawn.setAttribute('aria-hidden', 'true');
  for (const name of ['width', 'height']) drawn.removeAttribute(name);
  return withMarkup('div', { class: 'drawn', role: 'img', 'aria-label': label }, drawn.outerHTML);
}

function isOwnStyle(name: string): boolean {
  return name === 'style' || name.startsWith('aria-') || name === 'font-family' || name === 'font-size';
}

/** The meaning of each look in a drawing, with a swatch of it. */
export function legend(...entries: readonly (readonly [look: string, text: string])[]): Piece {
  return h(
    'p',
    { class: 'legend' },
    ...entries.map(([look, text]) =>
      h(
        'span',
        {},
        h('svg', { viewBox: '0 0 14 11', 'aria-hidden': 'true', class: 'chart' }, swatch(look)),
        text,
      ),
    ),
  );
}

function swatch(look: string): Piece {
  return look === 'range'
    ? h('path', { class: look, d: 'M1 5.5H13' })
    : h('rect', { class: look, x: 1, y: 1, width: 11, height: 9 });
}
