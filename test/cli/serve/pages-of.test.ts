import { describe, expect, test } from 'vitest';
import { pagesOf } from '../../../src/cli/serve/pages-of.ts';
import type { FindPast } from '../../../src/cli/serve/past-snapshots.ts';
import type { Composed } from '../../../src/compose.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { plusSeconds } from '../../../src/domain/instant.ts';
import type { PooledPackage } from '../../../src/domain/member.ts';
import type { Pool } from '../../../src/ports/pool.ts';
import type { ReleaseHistory } from '../../../src/ports/release-history.ts';
import { noon } from '../../builders/release.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { aBusySnapshot, aServer } from '../../http/a-server.ts';

const snapshot = aBusySnapshot();

const unread = async (): Promise<never> => Promise.reject(new Error('the pool is far away'));

/** What pages ask of a host: a pool, no earlier generations, no history. */
function aHost(manifest: Pool['manifest'] = unread): Pick<Composed, 'host' | 'deps'> {
  const root = (stage: string) => ({ path: `/srv/${stage}`, url: `https://repo.example.org/${stage}` });
  return {
    host: { github: null, requestTracker: null },
    deps: {
      clock: fakeClock(noon),
      roots: { unverified: root('u'), 'stage-rollout': root('s'), production: root('p') },
      offered: async () =>
        new Map([
          ['keys/stagepost.asc', 'a key'],
          ['umd-5.repo', '[umd-5]\nenabled=1\n'],
        ]),
      files: { read: async () => null, facts: async () => null },
      pool: { manifest, segment: unread },
      packages: new Map(),
    },
  } as unknown as Pick<Composed, 'host' | 'deps'>;
}

const somePackage: PooledPackage = {
  name: 'voms-clients',
  epoch: '0',
  version: '4.2.0',
  release: '1.el9',
  arch: 'noarch',
  file: 'voms-clients-4.2.0-1.el9.noarch.rpm',
  size: 6144,
  sha256: 'a'.repeat(64) as PooledPackage['sha256'],
};

const then = 'c'.repeat(40);

/** Everything was so when main stood at one commit, but for argus, which had no file. */
function pastOf(at: string): Awaited<ReturnType<FindPast>> {
  if (at !== then) return { problem: { status: 404, title: 'No such commit', detail: 'main has none' } };
  const { desired, record } = snapshot;
  const releases = desired.releases.filter(({ release }) => release.content.product !== 'argus');
  const visited = [...record.releases].filter(([id]) => !id.includes('argus'));
  const past = {
    ...snapshot,
    at: plusSeconds(noon, -86_400 * 30),
    desired: { ...desired, commit: then as CommitSha, releases },
    record: { ...record, releases: new Map(visited) },
  };
  const history = { blobs: async () => [] } as unknown as ReleaseHistory;
  const git = { history, commits: [], record: past.record, policy: desired.policy, at: past.at };
  return { snapshot: past, git };
}

function served(audience: 'public' | 'member', manifest?: Pool['manifest']) {
  const history = { blobs: async () => [] } as unknown as ReleaseHistory;
  const { desired, record, at } = snapshot;
  const pages = pagesOf(aHost(manifest), {
    gitOf: async () => ({ history, commits: [], record, policy: desired.policy, at }),
    truth: () => new Map(),
    findPast: async (_now, at) => pastOf(at),
    metricFacts: async () => ({
      releases: [...record.releases.values()],
      merged: new Map(),
      written: [],
      reports: [],
      teams: new Map(),
    }),
  });
  return aServer({ audience, snapshot, pages });
}

const nobodyAsks = () => Promise.reject(new Error('nobody asks'));

/** Follows every link of our own from the first page on. */
async function crawl(get: Awaited<ReturnType<typeof aServer>>['get']) {
  const found = new Map<string, { readonly status: number; readonly body: string; readonly type: string }>();
  const open = ['/'];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (found.has(next)) continue;
    const { statusCode, body, headers } = await get(next);
    const type = String(headers['content-type']);
    found.set(next, { status: statusCode, body, type });
    if (!type.startsWith('text/html')) continue;
    for (const [, address = ''] of body.matchAll(/(?:href|src|action)="(\/[^"#]*)/g))
      open.push(address.replaceAll('&amp;', '&'));
  }
  return found;
}

describe('The pages of the server', () => {
  test('lead to each other, to what they need, and nowhere else', async () => {
    const { get } = await served('member');
    const found = await crawl(get);
    const dead = [...found].filter(([, { status }]) => status !== 200).map(([address]) => address);
    // Nothing of the sample's history was written into a git.
    expect(dead.filter((address) => !address.includes('at='))).toEqual([]);
    for (const address of [
      '/',
      '/releases/umd-5/voms-4.2.0',
      '/releases/umd-5/argus-4.2.0',
      '/repositories',
      '/figures',
    ])
      expect([...found.keys()]).toContain(address);
    expect(
      [...found.keys()].filter((address) => address.startsWith('/repositories/')).length,
    ).toBeGreaterThan(4);
    for (const [address, { type, body }] of found)
      if (type.startsWith('text/html'))
        expect(body, address).not.toMatch(/<style|style="|<script>|\son[a-z]+="|(?:src|action)="https?:/);
  });

  test('name the packages of a release that rests, which no cycle reads', async () => {
    const { get } = await served('member', async ({ release, platform }) => ({
      schemaVersion: 1,
      release,
      platform,
      format: 'yum',
      packages: [somePackage],
      segments: [],
    }));
    const { body } = await get('/releases/umd-5/voms-4.2.0');
    expect(body).toContain('voms-clients');
    expect(body).toContain('4.2.0-1.el9');
    const { body: unreadable } = await (await served('member')).get('/releases/umd-5/voms-4.2.0');
    expect(unreadable).toContain('the pool is far away');
  });

  test('show anybody no release that was never public, wherever a link leads and whatever is asked for', async () => {
    const { get } = await served('public');
    const found = await crawl(get);
    for (const [address, { body }] of found) expect(body, address).not.toMatch(/argus|glexec/);
    expect(found.get('/releases/umd-5/voms-4.2.0')?.status).toBe(200);
    for (const address of [
      '/releases/umd-5/argus-4.2.0',
      '/repositories/unverified/umd-5/glexec-4.2.0/el9/x86_64',
      '/releases/umd-5/%2e%2e',
      '/repositories/../../etc/passwd',
    ])
      expect((await get(address)).statusCode, address).toBe(404);
  });

  test('look back to a commit, say so, and lead on to pages of the same moment and to now', async () => {
    const { get } = await served('member');
    const [now, past] = [(await get('/')).body, (await get(`/?at=${then}&provider=emi`)).body];
    expect([now.includes('argus'), past.includes('argus')]).toEqual([true, false]);
    expect(past).toContain('As of <time datetime="2026-10-23T12:00:00Z"');
    expect(past).toContain('<a href="/?provider=emi">Show this page as it is now</a>');
    expect(past).toContain(`href="/releases/umd-5/voms-4.2.0?at=${then}"`);
    expect(past).toContain(`<input type="hidden" name="at" value="${then}"`);
    expect(past).not.toContain('data-events');
    const release = (await get(`/releases/umd-5/voms-4.2.0?at=${then}`)).body;
    expect(release).toContain('<a href="/releases/umd-5/voms-4.2.0">Show this page as it is now</a>');
    expect((await get(`/releases/umd-5/argus-4.2.0?at=${then}`)).statusCode).toBe(404);
  });

  test('look back for the public without what is private, and say why they cannot', async () => {
    const { get } = await served('public');
    expect((await get(`/?at=${then}`)).body).not.toMatch(/argus|glexec/);
    expect((await get(`/releases/umd-5/glexec-4.2.0?at=${then}`)).statusCode).toBe(404);
    const unknown = await get('/?at=0000000', { accept: 'text/html' });
    expect([unknown.statusCode, unknown.body.includes('Main has none.')]).toEqual([404, true]);
  });

  test('look back so many times a minute and no more, and show what is so now all the same', async () => {
    const { get } = await served('member');
    for (let times = 0; times < 60; times += 1) await get('/?at=0000000');
    expect((await get('/?at=0000000')).statusCode).toBe(429);
    expect((await get('/')).statusCode).toBe(200);
  });

  test('say to people that there is no such page, and to programs what kind of problem that is', async () => {
    const { get } = await served('public');
    for (const address of ['/releases/umd-5/argus-4.2.0', '/no/such/page']) {
      const page = await get(address, { accept: 'text/html,*/*;q=0.8' });
      expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.body).toContain('To the board');
      expect(page.body).not.toContain('argus');
      const problem = await get(address);
      expect(problem.headers['content-type']).toContain('application/problem+json');
    }
  });

  test('keep what never changes for a year, and nothing else', async () => {
    const { get } = await served('public');
    for (const [address, { type }] of await crawl(get)) {
      const cache = String((await get(address)).headers['cache-control']);
      const lasts = address.startsWith('/assets/');
      expect([address, type, cache.includes('immutable')]).toEqual([address, type, lasts]);
    }
  });

  test('are not there before the first observation', async () => {
    const { get } = await aServer({
      snapshot: null,
      pages: pagesOf(aHost(), {
        gitOf: nobodyAsks,
        metricFacts: nobodyAsks,
        truth: () => new Map(),
        findPast: nobodyAsks,
      }),
    });
    const answer = await get('/');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    const seen = await get('/', { accept: 'text/html' });
    expect([seen.statusCode, seen.body.includes('Not observed yet')]).toEqual([503, true]);
  });
});
