import type { ReadRoute } from './read-route.ts';
import { monthSchema } from './schemas.ts';

/** What can be read as comma-separated values, for spreadsheets; in the order of the document. */
export const tableRoutes: readonly ReadRoute[] = [
  {
    url: '/api/v1/metrics.csv',
    summary: 'The metrics of the policy as comma-separated values, one line for each figure of a month',
    description: 'Numbers by month, team and NGI; no release is named.',
    audience: 'public',
    form: 'csv',
    query: { type: 'object', additionalProperties: false, properties: { month: monthSchema } },
    response: { type: 'string' },
    answer: ({ snapshot, views, query }) => views.metricsCsv(snapshot, query.month ?? null),
  },
  {
    url: '/api/v1/times.csv',
    summary: 'The time of every release in each state, by visit or in total',
    audience: 'member',
    form: 'csv',
    query: {
      type: 'object',
      additionalProperties: false,
      properties: { of: { type: 'string', enum: ['visits', 'totals'], default: 'visits' } },
    },
    response: { type: 'string' },
    answer: ({ snapshot, views, query }) =>
      views.timesCsv(snapshot, query.of === 'totals' ? 'totals' : 'visits'),
  },
];
