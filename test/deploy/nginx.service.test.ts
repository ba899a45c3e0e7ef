import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { answersWithin, freePort } from '../../scripts/provider/loopback.ts';
import { blocksOf, pageAt } from '../docs/pages.ts';
import { aBusySnapshot, aServer } from '../http/a-server.ts';

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
  readonly stagepost: number;
}): string {
  const site = readFileSync(join(deploy, 'stagepost.conf'), 'utf8')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${ports.site} ssl;`)
    .replaceAll('/etc/ssl/stagepost', folder)
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
    '}',
  ].join('\n');
}

async function inFront(stagepost: number): Promise<number> {
  const site = await freePort(0);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration({ site, repositories: await freePort(0), stagepost }));
  execFileSync('nginx', ['-t', '-c', file], { stdio: 'pipe' });
  const child = spawn('nginx', ['-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGTERM');
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
