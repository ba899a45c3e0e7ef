import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderMetrics } from '../../src/dashboard/metrics/metrics-page.ts';
import type { MetricFacts } from '../../src/metrics/facts.ts';
import { makeMetrics } from '../../src/metrics/make-metrics.ts';
import { metricsView } from '../../src/report/views/metrics-view.ts';
import { noon } from '../builders/release.ts';
import { aYear } from './a-year.ts';
import { aChrome } from './sample-pages.ts';
import { told, twelve } from './worlds.ts';

const sample = told(twelve);
const year = aYear();

function pageOf(facts: MetricFacts): Document {
  return parseHTML(renderMetrics(metricsView(sample, facts, 'member'), aChrome())).document;
}

function rowsOf(document: Document, figure: string): readonly (readonly string[])[] {
  const rows = document.querySelectorAll(`[aria-labelledby="${figure}"] tbody tr`);
  return [...rows].map((row) => [...row.children].map(({ textContent }) => textContent ?? ''));
}

describe('the page of metrics', () => {
  const page = pageOf(year);

  test('has in its tables the numbers of the metrics', () => {
    const { months, total } = makeMetrics(year, noon);
    const delivered = months.map(({ month, figures }) => {
      const found = figures.find(({ metric, part }) => metric === 'M.REPO-1' && part === 'delivered');
      return [month, String(found?.count ?? 0)];
    });
    expect(rowsOf(page, 'releases').map((row) => row.slice(0, 2))).toEqual(delivered);
    const lip = total.find(
      ({ part, metric, subject }) => metric === 'M.SA1.3-6' && part === 'reported' && subject === 'lip',
    );
    expect(rowsOf(page, 'adopters').find(([name]) => name?.startsWith('lip'))?.[1]).toBe(String(lip?.count));
    expect(lip?.count).toBeGreaterThan(0);
  });

  test('leads to the same numbers for other programs, and anybody only to those without names of releases', () => {
    const leads = (viewer: 'member' | 'public') => {
      const html = renderMetrics(metricsView(sample, year, viewer), { ...aChrome(), api: '/api/v1' });
      const links = parseHTML(html).document.querySelectorAll('.numbers a');
      return [...links].map((link) => link.getAttribute('href'));
    };
    const months = ['/api/v1/metrics.csv', '/api/v1/metrics'];
    const times = ['/api/v1/times.csv?of=totals', '/api/v1/times.csv?of=visits'];
    expect(leads('member')).toEqual([...months, ...times, ...months, ...months]);
    expect(leads('public')).toEqual(Array.from({ length: 3 }, () => months[0]));
    const [month] = rowsOf(page, 'releases')[0] ?? [];
    expect(page.querySelector('[aria-labelledby="releases"] tbody a')?.getAttribute('href')).toBe(
      `/api/metrics.csv?month=${month}`,
    );
  });

  test('says the success rate that its table adds up to', () => {
    const rows = rowsOf(page, 'endings');
    const sum = (at: number) => rows.reduce((all, row) => all + Number(row[at]), 0);
    const [success, rejected] = [sum(1), sum(3)];
    const rate = Math.round((success / (success + rejected)) * 100);
    expect(page.querySelector('[aria-labelledby="endings"] .says')?.textContent).toBe(
      `${rate} % of ${success + rejected} ended with success, ${rejected} with a rejection.`,
    );
  });

  test('draws a bar as high as its number', () => {
    const bars = [...page.querySelectorAll('[aria-labelledby="releases"] .drawn g.a rect')];
    const heights = bars.map((bar) => Number(bar.getAttribute('height')));
    const numbers = rowsOf(page, 'releases')
      .slice(-12)
      .map((row) => Number(row[3]));
    const unit = (heights[0] ?? 0) / (numbers[0] ?? 1);
    expect(heights.length).toBe(12);
    for (const [index, height] of heights.entries())
      expect(height / unit).toBeCloseTo(numbers[index] ?? -1, 1);
  });

  test('has a name for every drawing, a table behind it, and no style that its policy refuses', () => {
    const drawings = [...page.querySelectorAll('.drawn')];
    expect(drawings.length).toBe(5);
    for (const each of drawings) {
      expect(each.getAttribute('role')).toBe('img');
      expect(each.getAttribute('aria-label')).toMatch(/\.$/);
      expect(each.closest('.plot')?.querySelectorAll('table').length).toBe(1);
    }
    expect(page.querySelectorAll('style, [style]').length).toBe(0);
  });

  test('shows markup in the names of teams as text, also in the drawing', () => {
    const evil = '<img src=x>';
    const reports = year.reports.map((each) => ({ ...each, team: each.team === 'lip' ? evil : each.team }));
    const page = pageOf({ ...year, reports });
    expect(page.querySelectorAll('img').length).toBe(0);
    const texts = [...page.querySelectorAll('.drawn text')].map(({ textContent }) => textContent);
    expect(texts).toContain(evil);
  });

  test('says that there is nothing to count yet', () => {
    const empty = pageOf(aYear(0));
    expect(empty.querySelector('.lede')?.textContent).toBe('Nothing to count yet: no release has arrived.');
    expect(empty.querySelectorAll('.plot').length).toBe(0);
  });
});
