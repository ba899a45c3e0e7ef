import { compareFindings } from '../../domain/finding.ts';
import type { ReleaseId, StateName } from '../../domain/release.ts';
import { explain } from '../../report/explain.ts';
import type { ReleaseStatus } from '../../report/status-view.ts';
import { earlyAdopterList } from '../../report/views/early-adopter-list.ts';
import { viewFor } from '../../report/views/public-part.ts';
import { generationList, repositoryList } from '../../report/views/repository-list.ts';
import { statusFor } from '../../report/views/status-for.ts';
import { verdictList } from '../../report/views/verdict-list.ts';
import { highestLimit, type PageQuery, pageOf, usualLimit } from './page-of.ts';
import type { Asked, ReadRoute } from './read-route.ts';
import * as schemas from './schemas.ts';

const pageFields = {
  limit: { type: 'integer', minimum: 1, maximum: highestLimit, default: usualLimit },
  cursor: { type: 'string', maxLength: 1000, description: '`next` of the page before' },
};

function pageQuery(fields: schemas.JsonSchema = {}): schemas.JsonSchema {
  return { type: 'object', additionalProperties: false, properties: { ...fields, ...pageFields } };
}

const named: schemas.JsonSchema = {
  type: 'object',
  properties: {
    major: { type: 'string', maxLength: 200, description: 'such as umd-5' },
    name: { type: 'string', maxLength: 200, description: 'such as voms-4.2.0' },
  },
};

/** Everything that can be read, in the order of the document. */
export const readRoutes: readonly ReadRoute[] = [
  {
    url: '/api/v1/status',
    summary: 'What was reconciled last, and what is wrong',
    audience: 'public',
    response: schemas.statusSchema,
    answer: ({ snapshot, audience }) => {
      const { releases, ...rest } = statusFor(audience, snapshot);
      return viewFor(audience, snapshot, ({ findings, notes }) => ({
        ...rest,
        findings: [...findings]
          .sort(compareFindings)
          .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
        notMirrored: notes.map(({ subject, sentence }) => `${subject}: ${sentence}`),
      }));
    },
  },
  {
    url: '/api/v1/releases',
    summary: 'Every release: where it is, since when, and what it waits for',
    audience: 'public',
    query: pageQuery({
      state: { type: 'string', maxLength: 30, description: 'only those in this state' },
      major: { type: 'string', maxLength: 200, description: 'only those of this major release' },
    }),
    response: schemas.pageSchema(schemas.releaseSchema),
    answer: ({ snapshot, audience, query }) =>
      pageOf(chosen(statusFor(audience, snapshot).releases, query), ({ release }) => release, query),
  },
  {
    url: '/api/v1/releases/:major/:name',
    summary: 'One release, and why it is where it is',
    audience: 'public',
    params: named,
    response: schemas.releaseDetailSchema,
    answer: (asked) => {
      const status = releaseAsked(asked);
      if (status === undefined) return undefined;
      const { audience, snapshot } = asked;
      return { status, explanation: viewFor(audience, snapshot, (part) => explain(status.release, part)) };
    },
  },
  {
    url: '/api/v1/releases/:major/:name/history',
    summary: 'What people asked of a release, what was done, and how long each state took',
    audience: 'member',
    params: named,
    response: schemas.historySchema,
    answer: async (asked) => {
      const status = releaseAsked(asked);
      return status && { schemaVersion: 1, ...(await asked.views.history(asked.snapshot, status.release)) };
    },
  },
  {
    url: '/api/v1/repositories',
    summary: 'Every repository, and how what is published compares with what was recorded',
    audience: 'public',
    query: pageQuery(),
    response: schemas.pageSchema(schemas.repositorySchema),
    answer: ({ snapshot, audience, views, query }) =>
      pageOf(
        viewFor(audience, snapshot, (part) =>
          repositoryList(part, { urlOf: views.urlOf, truth: views.truth() }),
        ),
        ({ repository }) => repository,
        query,
      ),
  },
  {
    url: '/api/v1/generations',
    summary: 'What each repository holds: its members in order, and every file with its digest',
    audience: 'public',
    query: pageQuery(),
    response: schemas.pageSchema(schemas.generationSchema),
    answer: ({ snapshot, audience, query }) =>
      pageOf(viewFor(audience, snapshot, generationList), ({ repository }) => repository, query),
  },
  {
    url: '/api/v1/plan',
    summary: 'What the next run would do, and what is held back',
    audience: 'member',
    response: schemas.planSchema,
    answer: ({ snapshot }) => snapshot.plan,
  },
  {
    url: '/api/v1/verdicts',
    summary: 'What the gates say about the next step of each release, asked for or not',
    audience: 'public',
    query: pageQuery(),
    response: schemas.pageSchema(schemas.verdictSchema),
    answer: ({ snapshot, audience, query }) =>
      pageOf(viewFor(audience, snapshot, verdictList), ({ release }) => release, query),
  },
  {
    url: '/api/v1/metrics',
    summary: 'The metrics of the policy, with what each number counts',
    audience: 'member',
    query: {
      type: 'object',
      additionalProperties: false,
      properties: {
        month: schemas.monthSchema,
      },
    },
    response: schemas.metricsSchema,
    answer: async ({ snapshot, views, query }) => ({
      schemaVersion: 1,
      main: snapshot.desired.commit,
      record: snapshot.record.parent,
      ...(await views.metrics(snapshot, query.month ?? null)),
    }),
  },
  {
    url: '/api/v1/early-adopters',
    summary: 'The teams that try releases, and what they said about those that main has',
    audience: 'public',
    query: pageQuery(),
    response: schemas.pageSchema(schemas.earlyAdopterSchema),
    answer: ({ snapshot, audience, query }) =>
      pageOf(viewFor(audience, snapshot, earlyAdopterList), ({ team }) => team, query),
  },
];

function chosen(
  releases: readonly ReleaseStatus[],
  { state, major }: PageQuery & { readonly state?: StateName | string; readonly major?: string },
): readonly ReleaseStatus[] {
  return releases.filter(
    (each) =>
      (state === undefined || each.state === state) &&
      (major === undefined || each.release.startsWith(`${major}/`)),
  );
}

function releaseAsked({ snapshot, audience, params }: Asked): ReleaseStatus | undefined {
  const id = `${params.major}/${params.name}` as ReleaseId;
  return statusFor(audience, snapshot).releases.find(({ release }) => release === id);
}
