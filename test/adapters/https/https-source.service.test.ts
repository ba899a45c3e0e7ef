import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDownloads } from '../../../src/adapters/download/open-source.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { receiveFile } from '../../../src/adapters/files/receive-file.ts';
import { httpsTransport } from '../../../src/adapters/https/https-transport.ts';
import { readAuthorities } from '../../../src/adapters/https/read-authorities.ts';
import { openHostFinder } from '../../../src/adapters/network/find-host.ts';
import type { FetchRequest } from '../../../src/ports/release-source.ts';
import { releaseSourceContract } from '../../contracts/release-source.ts';
import { failureIn } from '../failure-code.ts';
import { type Authority, makeAuthority, type Proof } from './make-authority.ts';
import { folderOf, type HttpsServer, serveHttps } from './serve-https.ts';

let root: string;
let authority: Authority;
let proof: Proof;
const running: HttpsServer[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stagepost-'));
  authority = await makeAuthority(join(root, 'authority'));
  proof = await authority.prove('IP:127.0.0.1,IP:127.0.0.2,DNS:repo.example.org,DNS:cdn.example.org');
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rm(root, { recursive: true }));

function openHttps(
  resolve: (name: string) => Promise<readonly string[]> = async () => [],
  authorities: string | null = authority.pem,
) {
  return openDownloads({
    transport: httpsTransport(async () => (authorities === null ? getCACertificates() : [authorities])),
    hosts: openHostFinder({ resolve }),
    files: localFiles,
    receive: receiveFile,
    firstPauseMs: 5,
  });
}

async function serve(
  answer: Parameters<typeof serveHttps>[1],
  where: { readonly address?: string; readonly port?: number } = {},
): Promise<HttpsServer> {
  const server = await serveHttps(proof, answer, where);
  running.push(server);
  return server;
}

async function request(
  server: { readonly host: string },
  more: Partial<FetchRequest> = {},
): Promise<FetchRequest> {
  return {
    url: `https://${server.host}/umd5/`,
    folder: '',
    files: ['a.rpm'],
    into: await mkdtemp(join(root, 'into-')),
    maxFileBytes: 1_000_000,
    maxSeconds: 20,
    agreed: { hosts: [server.host], networks: [] },
    acceptedTools: [],
    ...more,
  };
}

/** What arrived under the name a.rpm; null when nothing did. */
async function arrived(wish: FetchRequest, reader = openHttps()): Promise<string | null> {
  await reader.fetch(wish);
  return (await readdir(wish.into)).includes('a.rpm') ? readFile(join(wish.into, 'a.rpm'), 'utf8') : null;
}

releaseSourceContract('https', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'stagepost-'));
  const own = await makeAuthority(join(dir, 'authority'));
  const folder = join(dir, 'served/umd5/voms');
  const inbox = join(dir, 'inbox');
  await mkdir(folder, { recursive: true });
  await mkdir(inbox);
  const server = await serveHttps(await own.prove('IP:127.0.0.1'), folderOf(join(dir, 'served')));
  const stop = async () => {
    await server.stop();
    await rm(dir, { recursive: true });
  };
  const url = `https://${server.host}/umd5/voms/`;
  const reader = openHttps(undefined, own.pem);
  return { reader, folder, inbox, url, deadUrl: 'https://127.0.0.1:1/umd5/', stop };
});

describe('https', () => {
  test('asks for bytes as they are, over one kept connection for each of a handful of sessions', async () => {
    await mkdir(join(root, 'many/umd5'), { recursive: true });
    const files = Array.from({ length: 24 }, (_, at) => `p${at}.rpm`);
    for (const name of files) await writeFile(join(root, 'many/umd5', name), name);
    const server = await serve(folderOf(join(root, 'many')));
    const wish = await request(server, { files });
    await openHttps().fetch(wish);
    expect((await readdir(wish.into)).sort()).toEqual([...files].sort());
    expect(server.asked).toHaveLength(24);
    expect(server.connections()).toBeLessThanOrEqual(4);
    expect(server.asked.map(({ headers }) => headers['accept-encoding'])).toEqual(
      files.map(() => 'identity'),
    );
    expect(
      server.asked.flatMap(({ headers }) => [headers.authorization ?? [], headers.cookie ?? []].flat()),
    ).toEqual([]);
  });

  test('keeps a page that says 200 for the digest to judge', async () => {
    const server = await serve((_, response) => void response.end('<html>We are moving</html>'));
    expect(await arrived(await request(server))).toBe('<html>We are moving</html>');
  });

  test.each([206, 300, 304, 400, 401, 403, 418, 500, 503])(
    'takes an unexpected %i for no answer',
    async (status) => {
      const server = await serve((_, response) => void response.writeHead(status).end());
      const failure = await failureIn(openHttps().fetch(await request(server)));
      expect(failure).toMatchObject({ code: 'provider-unreachable', treatment: 'retry' });
      expect(failure.message).toContain(String(status));
    },
  );

  test('goes no way through a proxy, whatever the environment says', async () => {
    const server = await serve((_, response) => void response.end('direct'));
    const wish = await request(server);
    const script = `
      const { httpsTransport } = await import(process.argv[1]);
      const session = httpsTransport(async () => [process.argv[2]]).connect({
        address: { protocol: 'https', host: '127.0.0.1', port: Number(process.argv[3]), path: '/' },
        find: async () => ['127.0.0.1'],
      });
      const opened = await session.open('/a', null);
      for await (const chunk of opened.body) process.stdout.write(chunk);
      session.close();`;
    const module = fileURLToPath(new URL('../../../src/adapters/https/https-transport.ts', import.meta.url));
    const proxy = 'http://127.0.0.1:1';
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy, https_proxy: proxy, HTTP_PROXY: proxy };
    const args = ['--input-type=module', '--eval', script, module, authority.pem, String(server.port)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: wish.into });
    expect(stdout).toBe('direct');
  });
});

describe('https and a certificate', () => {
  test('that nobody vouches for is refused, and so is one of another name', async () => {
    const server = await serve((_, response) => void response.end('x'));
    const failure = await failureIn(openHttps(undefined, null).fetch(await request(server)));
    expect(failure.code).toBe('provider-unreachable');
    expect(failure.message).toContain('certificate');
    const other = `other.example.org:${server.port}`;
    const agreed = { hosts: [other], networks: ['127.0.0.0/8'] };
    const wish = { ...(await request(server, { agreed })), url: `https://${other}/umd5/` };
    const unnamed = await failureIn(openHttps(async () => ['127.0.0.1']).fetch(wish));
    expect(unnamed.message).toContain('the certificate of other.example.org is not accepted');
    expect(server.asked).toEqual([]);
  });

  test('that has run out is refused', async () => {
    const old = await serveHttps(
      await authority.prove('IP:127.0.0.1', -1),
      (_, response) => void response.end('x'),
    );
    running.push(old);
    const failure = await failureIn(openHttps().fetch(await request(old)));
    expect(failure.message).toContain('certificate');
    expect(old.asked).toEqual([]);
  });

  test('is checked although the environment says that none is', async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const server = await serve((_, response) => void response.end('x'));
      const failure = await failureIn(openHttps(undefined, null).fetch(await request(server)));
      expect(failure.message).toContain('certificate');
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });
});

describe('the authorities that are believed', () => {
  test('are those of Node.js and those of the file', async () => {
    const usual = getCACertificates('default').length;
    expect(await readAuthorities(localFiles, null)).toHaveLength(usual);
    const both = await readAuthorities(localFiles, authority.file);
    expect(both).toHaveLength(usual + 1);
    expect(both.at(-1)).toBe(authority.pem.trim());
  });

  test('are asked of a person when the file is missing, is no PEM, or holds no authority', async () => {
    const [garbage, server] = [join(root, 'garbage.pem'), join(root, 'server.pem')];
    await writeFile(garbage, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    await writeFile(server, proof.cert);
    for (const file of [join(root, 'none.pem'), garbage, server, join(root, 'authority/1.key')]) {
      const failure = await failureIn(readAuthorities(localFiles, file));
      expect(failure, file).toMatchObject({ code: 'bad-configuration', treatment: 'needs-person' });
    }
  });
});

describe('https and a connection that breaks', () => {
  const whole = 'x'.repeat(100_000) + 'y'.repeat(100_000);
  const half = (response: ServerResponse, headers: Readonly<Record<string, string>>) => {
    response.writeHead(200, { ...headers, 'content-length': whole.length });
    response.write(whole.slice(0, 100_000), () => setTimeout(() => response.destroy(), 30));
  };
  const wayBack = new Date(Date.now() - 86_400_000).toUTCString();

  test.each([
    ['an etag', { etag: '"v1"' }, '"v1"'],
    ['an old date', { 'last-modified': wayBack }, wayBack],
  ])('goes on from there by %s', async (_what, headers, validator) => {
    const server = await serve((asked, response) => {
      const { range } = asked.headers;
      if (range === undefined) return half(response, headers);
      const from = Number(/^bytes=([0-9]+)-$/.exec(range)?.[1]);
      const parts = `bytes ${from}-${whole.length - 1}/${whole.length}`;
      response.writeHead(206, { ...headers, 'content-range': parts }).end(whole.slice(from));
    });
    expect(await arrived(await request(server))).toBe(whole);
    expect(server.asked.map(({ headers: { range } }) => range?.replace(/[0-9]+/, 'N'))).toEqual([
      undefined,
      'bytes=N-',
    ]);
    expect(server.asked[1]?.headers['if-range']).toBe(validator);
  });

  test.each([
    ['a weak etag', { etag: 'W/"v1"' }],
    ['a date of this moment', { 'last-modified': new Date().toUTCString() }],
    ['nothing', {}],
  ])('begins anew with %s', async (_what, headers) => {
    const server = await serve((_asked, response) => {
      if (server.asked.length === 1) return half(response, headers);
      response.end(whole);
    });
    expect(await arrived(await request(server))).toBe(whole);
    expect(server.asked[1]?.headers.range).toBeUndefined();
  });

  test.each([
    [
      'another part than was asked for',
      (response: ServerResponse) => response.writeHead(206, { 'content-range': 'bytes 7-9/10' }).end('zzz'),
    ],
    ['a part that it does not name', (response: ServerResponse) => response.writeHead(206).end('zzz')],
    ['416', (response: ServerResponse) => response.writeHead(416).end()],
    ['503', (response: ServerResponse) => response.writeHead(503).end()],
  ])('begins anew when the answer is %s', async (_what, answer) => {
    const server = await serve((asked, response) => {
      if (server.asked.length === 1) return half(response, { etag: '"v1"' });
      if (asked.headers.range !== undefined) return void answer(response);
      response.end(whole);
    });
    expect(await arrived(await request(server))).toBe(whole);
  });

  test('gives up a body that is always cut short', async () => {
    const server = await serve((_asked, response) => half(response, {}));
    const wish = await request(server);
    expect((await failureIn(openHttps().fetch(wish))).code).toBe('provider-unreachable');
    expect(await readdir(wish.into)).toEqual([]);
    expect(server.asked.length).toBeLessThan(10);
  });
});

describe('https and a server without end', () => {
  test('leaves out a file that is longer than it may be, however long it would go on', async () => {
    const server = await serve((_asked, response) => {
      const more = () => response.write('x'.repeat(65_536)) || response.once('drain', more);
      const again = setInterval(more, 1);
      response.once('close', () => clearInterval(again));
    });
    const wish = await request(server, { maxFileBytes: 500_000 });
    expect(await arrived(wish)).toBeNull();
    expect(await readdir(wish.into)).toEqual([]);
  });

  test.each([
    ['a body in drops', (response: ServerResponse) => response.write('x')],
    ['headers that never end', (response: ServerResponse) => response.writeProcessing()],
    ['no word', () => undefined],
  ])('ends %s at its time', async (_what, drop) => {
    const server = await serve((_asked, response) => {
      drop(response);
      const again = setInterval(() => drop(response), 50);
      response.once('close', () => clearInterval(again));
    });
    const wish = await request(server, { maxSeconds: 0.5 });
    const begun = performance.now();
    expect((await failureIn(openHttps().fetch(wish))).code).toBe('command-timed-out');
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(await readdir(wish.into)).toEqual([]);
  });

  test('stops when it is asked to', async () => {
    const server = await serve((_asked, response) => void response.write('x'));
    const controller = new AbortController();
    const wish = await request(server, { stop: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect((await failureIn(openHttps().fetch(wish))).code).toBe('stopped');
  });
});

describe('https and a redirect', () => {
  const to = (location: string) => (_: unknown, response: ServerResponse) =>
    void response.writeHead(302, { location, 'content-length': 0 }).end();

  test('follows it to an agreed host, three times at most', async () => {
    const cdn = await serve((asked, response) => {
      const left = Number(/left=([0-9])/.exec(asked.url ?? '')?.[1] ?? 0);
      if (left === 0) return void response.end('from the cdn');
      response.writeHead(307, { location: `/x?left=${left - 1}` }).end();
    });
    const near = await serve(to(`https://${cdn.host}/x?left=2`));
    const far = await serve(to(`https://${cdn.host}/x?left=3`));
    const agreed = { hosts: [near.host, far.host, cdn.host], networks: [] };
    expect(await arrived(await request(near, { agreed }))).toBe('from the cdn');
    const failure = await failureIn(openHttps().fetch(await request(far, { agreed })));
    expect(failure.message).toContain('redirects more than 3 times');
  });

  test('ends a circle', async () => {
    const server = await serve(
      (asked, response) => void response.writeHead(301, { location: asked.url }).end(),
    );
    const failure = await failureIn(openHttps().fetch(await request(server)));
    expect(failure.code).toBe('provider-unreachable');
    expect(server.asked).toHaveLength(4);
  });

  test('goes to no other host, scheme or port, and takes no password with it', async () => {
    const secret = await serve((_asked, response) => void response.end('secret'));
    const { port } = secret;
    for (const location of [
      `https://${secret.host}/`,
      `https://localhost:${port}/`,
      `https://2130706433:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      'https://169.254.169.254/latest/meta-data/',
      'http://127.0.0.1/',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'https://user:secret@127.0.0.1/',
      'data:,x',
      'https://',
    ]) {
      const server = await serve(to(location));
      const wish = await request(server);
      expect(await failureIn(openHttps().fetch(wish)), location).toMatchObject({
        code: 'address-refused',
        treatment: 'needs-person',
      });
      expect(await readdir(wish.into)).toEqual([]);
    }
    expect(secret.connections()).toBe(0);
  });

  test('to an agreed name that leads into a closed network is refused', async () => {
    const secret = await serve((_asked, response) => void response.end('secret'), { address: '127.0.0.2' });
    const server = await serve(to(`https://cdn.example.org:${secret.port}/`));
    const agreed = { hosts: [server.host, `cdn.example.org:${secret.port}`], networks: ['127.0.0.1/32'] };
    const reader = openHttps(async () => ['127.0.0.2']);
    expect((await failureIn(reader.fetch(await request(server, { agreed })))).code).toBe('address-refused');
    expect(secret.connections()).toBe(0);
  });
});

test('https asks for an address once, and the second answer is never used', async () => {
  const good = await serve((_asked, response) => {
    if (good.asked.length === 2) response.socket?.destroy();
    else if (good.asked.length === 3) response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end('good');
  });
  const evil = await serve((_asked, response) => void response.end('evil'), {
    address: '127.0.0.2',
    port: good.port,
  });
  const host = `repo.example.org:${good.port}`;
  let lookups = 0;
  const reader = openHttps(async () => {
    lookups += 1;
    return [lookups === 1 ? '127.0.0.1' : '127.0.0.2'];
  });
  const agreed = { hosts: [host], networks: ['127.0.0.0/8'] };
  const files = ['a.rpm', 'b.rpm', 'c.rpm', 'd.rpm', 'e.rpm', 'f.rpm'];
  const wish = { ...(await request(good, { agreed, files })), url: `https://${host}/umd5/` };
  await reader.fetch(wish);
  expect((await readdir(wish.into)).sort()).toEqual(files);
  expect(lookups).toBe(1);
  expect(evil.connections()).toBe(0);
  expect(good.asked.every(({ headers }) => headers.host === host)).toBe(true);
});
