import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { answersWithin, freePort } from '../../scripts/provider/loopback.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { noon } from '../builders/release.ts';
import { aToken } from '../contracts/access.ts';
import { blocksOf, pageAt } from '../docs/pages.ts';
import { fakeSessions, fakeTokens } from '../fakes/access.ts';
import { aBusySnapshot, anAccess, aServer } from '../http/a-server.ts';
import { spellings } from '../http/spellings.ts';

const deploy = join(import.meta.dirname, '../../deploy/nginx');
const name = 'stagepost.example.org';
const soon = { timeout: 30_000 };

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagepost-nginx-'));
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=DNS:${name}`],
      ...['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')],
    ],
    { stdio: 'pipe' },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of deploy/ in a configuration of their own, with other ports and places and no other change. */
function configuration(ports: {
  readonly site: number;
  readonly repositories: number;
  readonly closed: number;
  readonly stagepost: number;
}): string {
  const site = readFileSync(join(deploy, 'stagepost.conf'), 'utf8')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${ports.site} ssl;`)
    .replaceAll('/etc/ssl/stagepost', folder)
    .replaceAll('127.0.0.1:8321', `127.0.0.1:${ports.stagepost}`);
  const closed = readFileSync(join(deploy, 'private.conf'), 'utf8')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${ports.closed} ssl;`)
    .replaceAll('/etc/ssl/stagepost', folder)
    .replaceAll('/srv/stagepost/private', join(folder, 'private'))
    .replaceAll('127.0.0.1:8321', `127.0.0.1:${ports.stagepost}`);
  const repositories = readFileSync(join(deploy, 'repositories.conf'), 'utf8').replace(
    'listen 80;',
    `listen 127.0.0.1:${ports.repositories};`,
  );
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `${each}_temp_path ${folder}/${each};`,
  );
  return [
    'daemon off;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr;',
    'events {}',
    `http { access_log off; ${places.join(' ')}`,
    repositories,
    site,
    closed,
    '}',
  ].join('\n');
}

async function inFront(stagepost: number, closed = 0): Promise<number> {
  const site = await freePort(0);
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    configuration({
      ...{ site, stagepost },
      repositories: await freePort(0),
      closed: closed === 0 ? await freePort(0) : closed,
    }),
  );
  execFileSync('nginx', ['-t', '-c', file], { stdio: 'pipe' });
  const child = spawn('nginx', ['-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await once(child, 'close');
  });
  const answers = () =>
    ask(site, '/healthz').then(
      () => true,
      () => false,
    );
  const isUp = await answersWithin(30, { isAlive: () => child.exitCode === null, answers });
  if (!isUp) throw new Error('nginx does not answer');
  return site;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: () => string;
  readonly end: () => void;
}

function ask(
  port: number,
  path: string,
  parts: { readonly headers?: Readonly<Record<string, string>>; readonly body?: Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{
          host: '127.0.0.1',
          port,
          path,
          servername: name,
          method: parts.body === undefined ? 'GET' : 'POST',
        },
        ca: readFileSync(join(folder, 'fullchain.pem')),
        headers: { host: name, ...parts.headers },
      },
      (answer) => {
        let text = '';
        answer.on('data', (bytes: Buffer) => {
          text += bytes.toString('utf8');
        });
        const status = answer.statusCode ?? 0;
        resolve({ status, headers: answer.headers, text: () => text, end: () => asked.destroy() });
      },
    );
    asked.on('error', reject);
    asked.end(parts.body);
  });
}

describe('nginx in front of stagepost serve', () => {
  test('has the settings for repositories that the page about mirrors explains', () => {
    const [block] = blocksOf(pageAt('docs/operate/mirrors.md')).filter(
      ({ language }) => language === 'nginx',
    );
    const [comment, ...lines] = readFileSync(join(deploy, 'repositories.conf'), 'utf8').split('\n');
    expect(comment).toMatch(/^# /);
    expect(lines.join('\n').trim()).toBe(block?.text.trim());
  });

  test('passes questions on under its own name, keeps what is for the machine alone, and tells who asks', async () => {
    const { app, log } = await aServer();
    const { port: stagepost } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const port = await inFront(Number(stagepost));
    const releases = await ask(port, '/api/v1/releases', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(releases.status).toBe(200);
    expect(releases.headers['strict-transport-security']).toContain('max-age');
    expect(releases.headers['content-security-policy']).toContain("default-src 'none'");
    await expect
      .poll(() => log.logged.some(({ fields }) => fields.path === '/api/v1/releases'), soon)
      .toBe(true);
    expect(JSON.stringify(log.logged)).not.toContain('203.0.113.9');
    for (const path of ['/metrics', '/healthz', '/readyz']) expect((await ask(port, path)).status).toBe(404);
    const large = await ask(port, '/api/v1/refresh', { body: Buffer.alloc(1024 * 1024 + 1) });
    expect(large.status).toBe(413);
    const again = await ask(port, '/api/v1/releases', {
      headers: { 'if-none-match': String(releases.headers.etag) },
    });
    expect(again.status).toBe(304);
  });

  test('passes events on as they come', async () => {
    const { app, change } = await aServer();
    const { port: stagepost } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const port = await inFront(Number(stagepost));
    const events = await ask(port, '/api/v1/events');
    await expect.poll(events.text, soon).toContain('id: first');
    change({ id: 'second', snapshot: aBusySnapshot() });
    await expect.poll(events.text, soon).toContain('id: second');
    events.end();
  });
});

const repomd = '/unverified/emi.voms/4.2.0/el9/x86_64/repodata/repomd.xml';

/** The private stage on a disk, with nginx in front of it and a server that knows two tokens and a session. */
async function aPrivateSite() {
  const place = join(folder, 'private/unverified/emi.voms/4.2.0/el9/x86_64');
  mkdirSync(join(place, 'generations/000001/repodata'), { recursive: true });
  writeFileSync(join(place, 'generations/000001/repodata/repomd.xml'), 'PRIVATE-BYTES');
  symlinkSync('generations/000001/repodata', join(place, 'repodata'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(join(folder, 'private'), { recursive: true }));
  const tokens = fakeTokens();
  const owner = { kind: 'host', name: 'robot' } as const;
  await tokens.make(aToken('good', { owner }));
  await tokens.make(aToken('argus', { owner, below: 'emi.argus' }));
  const sessions = fakeSessions();
  const person = { subject: 'ada', name: 'ada', roles: ['verification'] };
  await sessions.begin({ ...person, digest: sha256Of('of-ada'), expires: plusSeconds(noon, 60) }, noon);
  const { app } = await aServer({
    access: anAccess({ tokens, sessions }),
    trees: { stages: [], privatePath: '/unverified', files: { open: async () => null } },
  });
  const closed = await freePort(0);
  await inFront(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port), closed);
  const login = (id: string) => ({
    authorization: `Basic ${Buffer.from(`any:secret of ${id}`).toString('base64')}`,
  });
  return { closed, login };
}

describe('nginx that serves the private stage', () => {
  test('has the settings that the page about it explains', () => {
    const shown = blocksOf(pageAt('docs/operate/sign-in.md')).find(({ language }) => language === 'nginx');
    expect(readFileSync(join(deploy, 'private.conf'), 'utf8').trim()).toBe(shown?.text.trim());
  });

  test('asks Stagepost: a token or a session opens it, and nothing else does', async () => {
    const { closed, login } = await aPrivateSite();
    const read = async (headers: Readonly<Record<string, string>>) => {
      const answer = await ask(closed, repomd, { headers: { host: 'private.example.org', ...headers } });
      await expect.poll(answer.text, soon).not.toBe('');
      return { ...answer, text: answer.text() };
    };
    const good = await read(login('good'));
    expect([good.status, good.text, good.headers['cache-control']]).toEqual([
      200,
      'PRIVATE-BYTES',
      'private, no-store',
    ]);
    expect((await read({ ...login('good'), range: 'bytes=0-2' })).status).toBe(206);
    expect((await read({ cookie: '__Host-stagepost=of-ada' })).status).toBe(200);
    const none = await read({});
    expect([none.status, none.headers['www-authenticate']]).toEqual([
      401,
      expect.stringContaining('Basic realm'),
    ]);
    expect((await read(login('wrong'))).status).toBe(401);
    expect((await read(login('argus'))).status).toBe(403);
    expect((await read({ 'x-original-uri': '/unverified/emi.argus/x', ...login('argus') })).status).toBe(403);
    for (const { text } of [none]) expect(text).not.toContain('PRIVATE');
  });

  test('gives no private byte for any spelling of an address, without a token or with one for another folder', async () => {
    const { closed, login } = await aPrivateSite();
    const leaks: string[] = [];
    const raw = (target: string, authorization: string) => {
      const head = [
        `GET ${target} HTTP/1.1`,
        'Host: private.example.org',
        'Connection: close',
        authorization,
      ];
      return new Promise<string>((resolve, reject) => {
        let answer = '';
        const socket = connectTls({ host: '127.0.0.1', port: closed, rejectUnauthorized: false }, () =>
          socket.write(`${head.filter((line) => line !== '').join('\r\n')}\r\n\r\n`, 'latin1'),
        );
        socket.on('data', (bytes) => {
          answer += bytes.toString('latin1');
        });
        socket.on('error', reject);
        socket.on('close', () => resolve(answer));
      });
    };
    const targets = [
      ...spellings(repomd),
      ...[
        '/unverified/emi.argus/../emi.voms',
        '/unverified/emi.argus/..%2femi.voms',
        '/unverified/emi.argus/%2e%2e/emi.voms',
      ].map((start) => repomd.replace('/unverified/emi.voms', start)),
    ];
    for (const target of targets)
      for (const authorization of ['', `Authorization: ${login('argus').authorization}`])
        if ((await raw(target, authorization)).includes('PRIVATE')) leaks.push(target);
    expect(leaks).toEqual([]);
    expect(await raw(repomd, `Authorization: ${login('good').authorization}`)).toContain('PRIVATE-BYTES');
  });
});
