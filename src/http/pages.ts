import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Snapshot, Viewer } from '../report/views/snapshot.ts';
import type { Identify, Visitor } from './auth/identify.ts';
import { type NoticeMaker, type Problem, sendNotice } from './problems.ts';
import type { Views } from './views.ts';

/** What a page is asked with. */
export interface PageAsked {
  readonly snapshot: Snapshot;
  readonly viewer: Viewer;
  readonly visitor: Visitor;
  /** Where the page is, with its query. */
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** A page; null where there is no such thing, or none that the viewer may know of; or why it cannot be made. */
export type Page = string | null | { readonly problem: Problem };

/** Makes a page. */
export type PageMaker = (asked: PageAsked) => Page | Promise<Page>;

/** Pages of HTML as functions of what they are asked with; whoever makes them knows nothing of this server. */
export interface Pages {
  /** By the pattern of their address. */
  readonly routes: ReadonlyMap<string, PageMaker>;
  /** What stands instead of a page. */
  readonly notice: NoticeMaker;
  /** What pages ask for, by its address; an address is never given to other content. */
  readonly assets: ReadonlyMap<string, { readonly type: string; readonly text: string }>;
}

/** Adds pages and what they ask for. */
export function addPages(
  app: FastifyInstance,
  { pages, views, identify }: { readonly pages: Pages; readonly views: Views; readonly identify: Identify },
): void {
  for (const [address, { type, text }] of pages.assets)
    app.get(address, { schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(text),
    );
  for (const [address, make] of pages.routes)
    app.get(address, { schema: { hide: true }, config: limited }, async (request, reply) => {
      const snapshot = views.current()?.snapshot;
      if (snapshot === undefined) return sendNotice(request, reply, { problem: notYet, make: pages.notice });
      const { params, query } = request as unknown as Pick<PageAsked, 'params' | 'query'>;
      const visitor = await identify(request);
      const { viewer } = visitor;
      const html = await make({
        ...{ snapshot, viewer, visitor, params },
        address: request.url,
        query: plain(query),
      });
      if (typeof html !== 'string')
        return sendNotice(request, reply, { problem: html?.problem ?? unknownThing, make: pages.notice });
      return reply.type('text/html; charset=utf-8').header('cache-control', 'private, no-cache').send(html);
    });
}

// Looking back costs more than what everybody sees.
const limited = {
  rateLimit: {
    max: 60,
    timeWindow: 60_000,
    allowList: ({ query }: FastifyRequest) => (query as PageAsked['query']).at === undefined,
  },
};

const notYet: Problem = {
  status: 503,
  title: 'Not observed yet',
  detail: 'the first observation is not complete; load this page again in a moment',
  retryAfterSeconds: 5,
};
const unknownThing: Problem = { status: 404, title: 'Not found', detail: 'nothing of that name is known' };

// A parameter that stands twice is a list, and no page asks for one.
function plain(query: Readonly<Record<string, unknown>>): PageAsked['query'] {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
}
