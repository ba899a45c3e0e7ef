import { counted } from '../../report/names.ts';
import { durationOf } from '../../report/times.ts';
import type { MetricsView } from '../../report/views/metrics-view.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';
import { renderPage } from '../page.ts';
import { visible } from '../visible-text.ts';
import { adopterPlot } from './adopter-plot.ts';
import { endingPlot } from './ending-plot.ts';
import { leadPlot } from './lead-plot.ts';
import { monthNumbers, timeNumbers } from './numbers.ts';
import { releasePlot } from './release-plot.ts';
import { statePlot } from './state-plot.ts';

/** The page of the metrics: a sentence, a drawing and a table for each. */
export function renderMetrics(view: MetricsView, chrome: Chrome): string {
  const shown = visible(view);
  return renderPage(
    {
      title: 'Metrics',
      description: 'Releases per month, time in each state, early adopters, success and lead time.',
      current: 'metrics',
      seen: shown.seen,
      content: [
        h('div', { class: 'head' }, h('h1', {}, 'Metrics'), h('p', { class: 'lede' }, summary(shown))),
        ...(isEmpty(shown) ? [] : [h('div', { class: 'plots' }, ...plots(shown, chrome))]),
      ],
    },
    chrome,
  );
}

function plots(view: MetricsView, chrome: Chrome): readonly Piece[] {
  const months = monthNumbers(chrome, view.isForMembers);
  const times = (of: 'visits' | 'totals') => timeNumbers(chrome, view.isForMembers, of);
  return [
    releasePlot(view, months),
    leadPlot(view, times('totals')),
    statePlot(view, times('visits')),
    endingPlot(view, months),
    adopterPlot(view, months),
  ];
}

function isEmpty({ months, states }: MetricsView): boolean {
  return states.length === 0 && months.every(({ delivered }) => delivered === 0);
}

function summary(view: MetricsView): string {
  if (isEmpty(view)) return 'Nothing to count yet: no release has arrived.';
  const { months, lead } = view;
  const [delivered, published] = [
    months.reduce((sum, each) => sum + each.delivered, 0),
    months.reduce((sum, each) => sum + each.published, 0),
  ];
  const first = months[0]?.month ?? '';
  const way =
    lead === null
      ? ''
      : ` Half of them took at most ${durationOf(lead.median * 86_400)} from arrival to production.`;
  return `${counted(delivered, 'release')} delivered since ${first}, ${published} published.${way}`;
}
