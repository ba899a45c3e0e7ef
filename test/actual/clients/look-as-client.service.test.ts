import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientQuestion, lookAsClient } from '../../../src/actual/clients/look-as-client.ts';
import { readPublished } from '../../../src/adapters/https/read-published.ts';
import type { Generation } from '../../../src/domain/generation.ts';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import { publishGeneration } from '../../../src/publish/publish-generation.ts';
import { type Authority, makeAuthority, type Proof } from '../../adapters/https/make-authority.ts';
import { folderOf, type HttpsServer, serveHttps } from '../../adapters/https/serve-https.ts';
import { apt, type Bench, closeBench, openBench, requestOf, yum } from '../../publish/bench.ts';

/** A web server before a tree, which a test may put a copy of the tree into the place of. */
interface Front {
  readonly url: string;
  folder: string;
  age: string | null;
  readonly server: Server;
}

async function startFront(folder: string): Promise<Front> {
  const server = createServer((request, response) => {
    if (front.age !== null) response.setHeader('age', front.age);
    void folderOf(front.folder)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const front: Front = { url: `http://127.0.0.1:${port}`, folder, age: null, server };
  return front;
}

describe.each([
  { repository: yum, root: 'repodata/repomd.xml.asc', ways: ['yum by metalink', 'yum by baseurl'] },
  { repository: apt, root: 'dists/bookworm/InRelease', ways: ['apt'] },
])('looking at a $repository.format repository from outside', ({ repository, root, ways }) => {
  let bench: Bench;
  let front: Front;
  let generations: Generation[];

  beforeAll(async () => {
    bench = await openBench();
    front = await startFront(bench.root.path);
    const first = await publish({ members: [] });
    await cp(bench.root.path, join(bench.folder, 'stale'), { recursive: true, verbatimSymlinks: true });
    const second = await publish({ members: [], before: first });
    generations = [second, first];
  });
  afterAll(async () => {
    front.server.close();
    await closeBench(bench);
  });

  async function publish(wanted: Parameters<typeof requestOf>[2]): Promise<Generation> {
    const request = requestOf(bench, repository, wanted);
    const place = { ...request, root: { ...bench.root, url: front.url } };
    return (await publishGeneration(bench.deps, place)).generation;
  }

  async function look(parts: Partial<ClientQuestion> & { readonly now?: Instant } = {}) {
    const [live, ...earlier] = generations;
    if (live === undefined) throw new Error('nothing was published');
    const { now = plusSeconds(live.date, 60), ...given } = parts;
    const url = `${front.url}/${repository.path}`;
    const deps = {
      publicFiles: readPublished({ authorities: async () => [], limitMs: 500 }),
      signer: bench.deps.signer,
      clock: { now: () => now },
    };
    return lookAsClient(deps, { repository, url, live, earlier: async () => earlier, ...given });
  }
  const found = async (parts: Parameters<typeof look>[0] = {}) =>
    (await look(parts)).map((each) => each.found);

  test('every kind of client is given the live generation.', async () => {
    expect((await look()).map(({ way, found: { kind } }) => [way, kind])).toEqual(
      ways.map((way) => [way, 'the-same']),
    );
  });

  test('the same is found by a file address.', async () => {
    const readings = await look({ url: `file://${join(bench.root.path, repository.path)}` });
    const other = readings.filter(({ way }) => way !== 'yum by metalink');
    expect(other.map(({ found: { kind } }) => kind)).toEqual(['the-same']);
  });

  test('a cache that gives what was live before is told as older, with its age.', async () => {
    front.folder = join(bench.folder, 'stale');
    front.age = '780';
    const readings = await look();
    const { number, date } = generations[1] ?? {};
    expect(readings.map(({ found: { ...older }, cachedSeconds }) => ({ ...older, cachedSeconds }))).toEqual(
      ways.map(() => ({ kind: 'older', generation: number, date, cachedSeconds: 780 })),
    );
    front.folder = bench.root.path;
    front.age = null;
  });

  test('an older one is told by its date alone where it is no longer known.', async () => {
    front.folder = join(bench.folder, 'stale');
    expect((await found({ earlier: async () => [] }))[0]).toMatchObject({ kind: 'older', generation: null });
    front.folder = bench.root.path;
  });

  test('a later one than what is recorded is told as newer.', async () => {
    const [, first] = generations;
    expect((await found({ live: first as Generation, earlier: async () => [] }))[0]?.kind).toBe('newer');
  });

  test('a spoiled signature is told, and nothing else is believed.', async () => {
    const spoiled = join(bench.folder, 'spoiled');
    await cp(bench.root.path, spoiled, { recursive: true, verbatimSymlinks: true });
    const folder = join(spoiled, repository.path);
    const text = await readFile(join(folder, root), 'utf8');
    const at = text.indexOf('SIGNATURE-----') + 100;
    const other = text[at] === 'A' ? 'B' : 'A';
    await writeFile(join(folder, root), `${text.slice(0, at)}${other}${text.slice(at + 1)}`);
    front.folder = spoiled;
    for (const one of await found())
      expect(one).toEqual({ kind: 'wrong', reason: expect.stringContaining('signature of') });
    front.folder = bench.root.path;
  });

  test('a server that is not there, has no such file or never ends is unreachable, with the reason.', async () => {
    front.folder = join(bench.folder, 'nowhere');
    expect((await found())[0]).toEqual({
      kind: 'unreachable',
      reason: expect.stringMatching(/there is no such file$/),
    });
    front.folder = bench.root.path;
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const reason = async () => JSON.stringify((await found({ url: `http://127.0.0.1:${port}` }))[0]);
    expect(await reason()).toContain('no whole answer within 0.5 s');
    silent.closeAllConnections();
    await new Promise<void>((resolve) => silent.close(() => resolve()));
    expect(await reason()).toContain('ECONNREFUSED');
  });

  test('an end of Valid-Until is told.', async (ctx) => {
    if (repository.format !== 'apt') ctx.skip('metadata of yum has no end');
    const [live] = generations;
    const now = plusSeconds(live?.date as Instant, 400 * 86_400);
    expect((await found({ now }))[0]).toMatchObject({ kind: 'ended', generation: 2 });
  });

  test('a metalink that leads elsewhere is not followed.', async (ctx) => {
    if (repository.format !== 'yum') ctx.skip('apt has no metalink');
    const url = `${front.url.replace('127.0.0.1', 'localhost')}/${repository.path}`;
    expect((await found({ url }))[0]).toEqual({
      kind: 'wrong',
      reason: expect.stringContaining('which is not below'),
    });
  });
});

describe('reading what is published', () => {
  let root: string;
  let authority: Authority;
  let proof: Proof;
  let server: HttpsServer | undefined;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagepost-'));
    authority = await makeAuthority(join(root, 'authority'));
    proof = await authority.prove('IP:127.0.0.1');
  });
  afterAll(async () => {
    await server?.stop();
    await rm(root, { recursive: true });
  });

  async function read(answer: Parameters<typeof serveHttps>[1], authorities = [authority.pem]) {
    await server?.stop();
    server = await serveHttps(proof, answer);
    const files = readPublished({ authorities: async () => authorities, limitMs: 2000 });
    const given = await files.read(`https://${server.host}/a`);
    return given === null ? null : Buffer.from(given.bytes).toString('utf8');
  }

  test('believes only whom an authority proves.', async () => {
    expect(await read((_request, response) => void response.end('text'))).toBe('text');
    await expect(read((_request, response) => void response.end('text'), [])).rejects.toThrow(/certificate/);
  });

  test('follows a redirect on the same host, and none that leads away.', async () => {
    const moved = (to: string) =>
      read((request, response) =>
        request.url === '/b'
          ? void response.end('moved')
          : void response.writeHead(302, { location: to }).end(),
      );
    expect(await moved('/b')).toBe('moved');
    await expect(moved('https://127.0.0.2/b')).rejects.toThrow(/redirects to https:\/\/127.0.0.2/);
    await expect(moved('http://127.0.0.1/b')).rejects.toThrow(/redirects to http:/);
    await expect(moved('/a')).rejects.toThrow(/redirects more than/);
  });

  test('ends what is larger than a root file may be, and tells what is no answer.', async () => {
    const endless = (_request: unknown, response: import('node:http').ServerResponse) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => void response.write(chunk, (error) => error == null && more());
      more();
    };
    await expect(read(endless)).rejects.toThrow(/more than 8388608 bytes/);
    await expect(read((_request, response) => void response.writeHead(503).end())).rejects.toThrow(
      /answers 503/,
    );
    expect(await read((_request, response) => void response.writeHead(404).end())).toBeNull();
  });
});
