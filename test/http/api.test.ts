import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { explain } from '../../src/report/explain.ts';
import { statusView } from '../../src/report/status-view.ts';
import { aBusySnapshot, aServer, asOperator } from './a-server.ts';

const paths = [
  '/api/v1/status',
  '/api/v1/releases',
  '/api/v1/releases/umd-5/voms-4.2.0',
  '/api/v1/releases/umd-5/voms-4.2.0/history',
  '/api/v1/repositories',
  '/api/v1/generations',
  '/api/v1/plan',
  '/api/v1/verdicts',
  '/api/v1/metrics?month=2026-11',
  '/api/v1/early-adopters',
];

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

describe('the API', () => {
  test('says what the command line says, from the same functions', async () => {
    const snapshot = aBusySnapshot();
    const { get } = await aServer({ snapshot });
    const view = statusView(snapshot.desired, snapshot.record, snapshot.plan);
    expect((await get('/api/v1/releases')).json()).toEqual({ items: view.releases, next: null });
    const { commit, now, slots, pending } = view;
    expect((await get('/api/v1/status')).json()).toMatchObject({ commit, now, slots, pending });
    const release = view.releases[0]?.release as (typeof view.releases)[number]['release'];
    expect((await get(`/api/v1/releases/${release}`)).json()).toEqual({
      status: view.releases[0],
      explanation: JSON.parse(JSON.stringify(explain(release, snapshot))),
    });
    expect((await get('/api/v1/plan')).json()).toEqual(JSON.parse(JSON.stringify(snapshot.plan)));
    expect((await get('/api/v1/releases?state=Deferred')).json().items).toMatchObject([
      { release: 'umd-5/argus-4.2.0' },
    ]);
    expect((await get('/api/v1/releases?major=umd-4')).json().items).toEqual([]);
  });

  test('answers every read as its OpenAPI 3.1 document says, and the document has each of them', async () => {
    const { get } = await aServer();
    const document = (await get('/api/v1/openapi.json')).json() as Document;
    expect(document.openapi).toBe('3.1.0');
    const told = Object.keys(document.paths).map((path) =>
      path.replace('{major}/{name}', 'umd-5/voms-4.2.0'),
    );
    const ajv = new Ajv2020({ strict: false });
    for (const url of paths) {
      const path = url.replace(/\?.*/, '');
      expect(told).toContain(path);
      const operation = document.paths[path.replace('umd-5/voms-4.2.0', '{major}/{name}')]?.get;
      const schema = operation?.responses['200']?.content?.['application/json']?.schema ?? false;
      const answer = await get(url);
      expect(answer.statusCode, url).toBe(200);
      const isTrue = ajv.compile(schema);
      expect([isTrue(answer.json()), isTrue.errors], url).toEqual([true, null]);
    }
  });

  test('has a page for people that names every address of the document', async () => {
    const { get } = await aServer();
    const document = (await get('/api/v1/openapi.json')).json() as Document;
    const page = await get('/api/v1');
    expect(page.headers['content-type']).toContain('text/html');
    for (const path of Object.keys(document.paths)) expect(page.body).toContain(path);
    expect(page.body).not.toMatch(/<script|style=|https?:\/\//);
    expect((await get('/api/v1/document.css')).statusCode).toBe(200);
  });

  test('has tables as comma-separated values, those with names of releases for members only', async () => {
    const [member, everybody] = [await aServer(), await aServer({ audience: 'public' })];
    const table = await everybody.get('/api/v1/metrics.csv?month=2026-11');
    expect([table.headers['content-type'], table.body]).toEqual([
      'text/csv; charset=utf-8',
      'month,count\n2026-11,1\n',
    ]);
    const again = await everybody.get('/api/v1/metrics.csv?month=2026-11', {
      'if-none-match': String(table.headers.etag),
    });
    expect(again.statusCode).toBe(304);
    expect((await everybody.get('/api/v1/metrics.csv?month=never')).statusCode).toBe(400);
    const refused = await everybody.get('/api/v1/times.csv?of=totals');
    expect([refused.statusCode, refused.body.includes('argus')]).toEqual([403, false]);
    expect((await member.get('/api/v1/times.csv?of=totals')).body).toContain('release,totals');
    expect((await member.get('/api/v1/times.csv')).body).toContain('release,visits');
  });

  test('walks a list in pages that neither repeat nor skip', async () => {
    const { get } = await aServer();
    const all = (await get('/api/v1/repositories')).json();
    const seen: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const page = (await get(`/api/v1/repositories?limit=2${cursor}`)).json();
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      next = page.next;
    }
    expect(all.items.length).toBeGreaterThan(4);
    expect(seen).toEqual(all.items);
    expect((await get('/api/v1/repositories?cursor=nonsense')).statusCode).toBe(404);
    expect((await get('/api/v1/repositories?limit=0')).statusCode).toBe(400);
    expect((await get('/api/v1/repositories?size=5')).statusCode).toBe(400);
  });

  test('answers 304 to a reader who has it already, also behind a proxy that compresses', async () => {
    const { get } = await aServer();
    const { etag = '' } = (await get('/api/v1/releases')).headers;
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get('/api/v1/releases', { 'if-none-match': String(tag) });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    expect((await get('/api/v1/releases', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  test('has nothing to say before the first observation, and says so', async () => {
    const { get } = await aServer({ snapshot: null });
    for (const url of paths) {
      const answer = await get(url);
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    }
  });
});

describe('whoever may not know what is private', () => {
  const hidden = /argus|glexec/;

  test('is told of no release that was never public, by no address', async () => {
    const { get } = await aServer({ audience: 'public' });
    for (const url of [...paths, '/api/v1/openapi.json', '/api/v1', '/healthz', '/readyz']) {
      const answer = await get(url);
      expect(answer.body, url).not.toMatch(hidden);
      expect([200, 403]).toContain(answer.statusCode);
    }
    expect((await get('/api/v1/releases')).json().items).toEqual([
      expect.objectContaining({ release: 'umd-5/voms-4.2.0', state: 'StageRollout' }),
    ]);
    const unknown = await get('/api/v1/releases/umd-5/nothing-1.0.0');
    const secret = await get('/api/v1/releases/umd-5/argus-4.2.0');
    expect(secret.statusCode).toBe(404);
    expect({ ...secret.json(), id: '' }).toEqual({ ...unknown.json(), id: '' });
  });
});

describe('what operators ask for', () => {
  test('needs the token of one of them, compared whole', async () => {
    const { post, get, asked } = await aServer();
    const wrong = ['', 'Bearer', 'Bearer wrong', `Basic ${asOperator.authorization.slice(7)}`];
    for (const authorization of [...wrong, `${asOperator.authorization}x`]) {
      const answer = await post('/api/v1/refresh', { authorization });
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="stagepost"',
      ]);
      expect((await get('/api/v1/operations', { authorization })).statusCode).toBe(401);
    }
    expect(asked).toEqual([]);
  });

  test('is done in their name, logged, and answered with 202', async () => {
    const { post, get, asked, log } = await aServer();
    expect((await post('/api/v1/refresh', asOperator)).statusCode).toBe(202);
    expect((await post('/api/v1/releases/umd-5/voms-4.2.0/retry', asOperator)).statusCode).toBe(202);
    expect((await post('/api/v1/releases/umd-5/other-4.2.0/retry', asOperator)).statusCode).toBe(404);
    expect(asked).toEqual([
      'refresh by on-call',
      'retry umd-5/voms-4.2.0 by on-call',
      'retry umd-5/other-4.2.0 by on-call',
    ]);
    const told = log.logged.filter(({ event }) => event === 'operation');
    expect(told.map(({ fields }) => fields.operator)).toEqual(['on-call', 'on-call', 'on-call']);
    expect((await get('/api/v1/operations', asOperator)).json().items).toHaveLength(3);
  });

  test('is limited, so that nobody guesses for long', async () => {
    const { post } = await aServer();
    const codes = new Set<number>();
    for (let count = 0; count < 80; count += 1)
      codes.add((await post('/api/v1/refresh', { authorization: `Bearer guess${count}` })).statusCode);
    expect([...codes]).toEqual([401, 429]);
  });
});
