import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { publishedFiles } from '../../src/adapters/files/published-files.ts';
import type { Token } from '../../src/domain/access.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { noon } from '../builders/release.ts';
import { aToken } from '../contracts/access.ts';
import { fakeTokens } from '../fakes/access.ts';
import { anAccess, aServer, asOperator } from './a-server.ts';
import { spellings } from './spellings.ts';

const canary = 'PRIVATE-BYTES';
const voms = 'emi.voms/4.2.0/el9/x86_64';
const repomd = `/private/unverified/${voms}/repodata/repomd.xml`;

/** A private and a public stage as they lie on a disk, with links that lead out of the public one. */
function trees(): string {
  const top = mkdtempSync(join(tmpdir(), 'stagepost-trees-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const files = {
    [`private/unverified/${voms}/generations/000001/repodata/repomd.xml`]: `<repomd>${canary}</repomd>`,
    [`private/unverified/${voms}/pkgs/umd-5/voms-4.2.0/voms-4.2.0-1.noarch.rpm`]: `${canary} rpm`,
    [`private/unverified/${voms}/.building-000002/repodata/repomd.xml`]: canary,
    'private/unverified/emi.argus/1.7.5/debian-12/amd64/dists/x/InRelease': canary,
    'private/unverified-too/x': canary,
    'public/production/umd-5/el9/generations/000042/repodata/repomd.xml': '<repomd/>',
    'public/production/umd-5/el9/pkgs/umd-5/a-1.0.0/a-1.0.0+git~1-1.noarch.rpm': '0123456789',
    'public/production/umd-5/el9/empty': '',
    'state/ledger.sqlite': canary,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), text);
  }
  const link = (target: string, name: string) => symlinkSync(target, join(top, name));
  link('generations/000001/repodata', `private/unverified/${voms}/repodata`);
  link('generations/000042/repodata', 'public/production/umd-5/el9/repodata');
  link('../../../private/unverified', 'public/production/umd-5/out');
  link('/', 'public/production/umd-5/root');
  link(join(top, `private/unverified/${voms}/repodata/repomd.xml`), 'public/production/umd-5/leak.xml');
  link('../../../../state/ledger.sqlite', 'private/unverified/emi.voms/ledger');
  execFileSync('mkfifo', [join(top, 'public/production/umd-5/pipe')]);
  return top;
}

async function aSite(tokens: readonly Token[] = []) {
  const top = trees();
  const kept = fakeTokens();
  for (const token of tokens) await kept.make(token);
  const stage = (path: string, isPrivate: boolean) => ({
    path: `/${path}`,
    root: join(top, path),
    isPrivate,
  });
  const server = await aServer({
    access: anAccess({ tokens: kept }),
    trees: {
      files: publishedFiles,
      privatePath: '/private/unverified',
      stages: [stage('private/unverified', true), stage('public/production', false)],
    },
  });
  return { ...server, top, kept };
}

const withPassword = (secret: string, name = 'any') => ({
  authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
});
const ofToken = (id: string) => withPassword(`secret of ${id}`);
const forHost = { kind: 'host', name: 'robot' } as const;

describe('A public stage that the server serves', () => {
  const rpm = '/public/production/umd-5/el9/pkgs/umd-5/a-1.0.0/a-1.0.0+git~1-1.noarch.rpm';

  test('is read through the link to the live generation, with types and with how long a file may be kept.', async () => {
    const { get } = await aSite();
    const live = await get('/public/production/umd-5/el9/repodata/repomd.xml');
    expect([live.statusCode, live.body]).toEqual([200, '<repomd/>']);
    expect(live.headers).toMatchObject({
      'content-type': 'application/xml',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    });
    expect(live.headers['last-modified']).toBeUndefined();
    const kept = await get(rpm);
    expect(kept.headers).toMatchObject({
      'content-type': 'application/x-rpm',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': '10',
      'last-modified': expect.stringContaining('GMT'),
    });
    expect((await get(rpm.replace('+', '%2B').replace('~', '%7e'))).body).toBe('0123456789');
    expect((await get('/public/production/umd-5/el9/empty')).statusCode).toBe(200);
  });

  test('answers parts, what a reader has already, and questions without a body.', async () => {
    const { get, app } = await aSite();
    const part = await get(rpm, { range: 'bytes=2-4' });
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
    const beyond = await get(rpm, { range: 'bytes=10-' });
    expect([beyond.statusCode, beyond.body, beyond.headers['content-range']]).toEqual([
      416,
      '',
      'bytes */10',
    ]);
    const etag = String(part.headers.etag);
    const again = await get(rpm, { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const head = await app.inject({ method: 'HEAD', url: rpm, headers: { host: 'localhost' } });
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '10']);
  });

  test('has another tag for another content of the same size under the same name.', async () => {
    const { get, top } = await aSite();
    const url = '/public/production/umd-5/el9/repodata/repomd.xml';
    const before = (await get(url)).headers.etag;
    const file = join(top, 'public/production/umd-5/el9/generations/000042/repodata/repomd.xml');
    writeFileSync(`${file}.new`, '<REPOMD/>');
    renameSync(`${file}.new`, file);
    const after = await get(url, { 'if-none-match': String(before) });
    expect([after.statusCode, after.body]).toEqual([200, '<REPOMD/>']);
  });

  test('lists no folder, waits for no pipe, and reads nothing that a link brings from elsewhere.', async () => {
    const { get } = await aSite();
    for (const path of [
      ...['', 'umd-5', 'umd-5/', 'umd-5/el9', 'umd-5/pipe', 'umd-5/none', 'umd-5/el9/repodata/'],
      ...['umd-5/leak.xml', `umd-5/out/${voms}/repodata/repomd.xml`, 'umd-5/root/etc/passwd'],
    ]) {
      const answer = await get(`/public/production/${path}`);
      expect([path, answer.statusCode]).toEqual([path, 404]);
      expect(answer.body).not.toMatch(/PRIVATE|root:|repodata/);
    }
  });
});

describe('The private stage', () => {
  const good = aToken('good', { owner: forHost });

  test('is read with a token as the password, and by nobody else, whatever they ask for.', async () => {
    const { get, app } = await aSite([good]);
    expect((await get(repomd, ofToken('good'))).body).toContain(canary);
    for (const path of [
      repomd,
      '/private/unverified/none',
      '/private/unverified/',
      `/private/unverified/${voms}`,
    ])
      for (const headers of [
        {},
        ofToken('none'),
        withPassword(''),
        asOperator,
        { cookie: '__Host-stagepost=x' },
      ]) {
        const answer = await get(path, headers as Record<string, string>);
        // An operator is known, and is no reader.
        expect([path, answer.statusCode]).toEqual([
          path,
          'authorization' in headers && headers === asOperator ? 403 : 401,
        ]);
        expect(answer.body).not.toContain(canary);
      }
    const asked = await get(repomd);
    expect(asked.headers['www-authenticate']).toBe('Basic realm="private repositories", charset="UTF-8"');
    const head = await app.inject({ method: 'HEAD', url: repomd, headers: { host: 'localhost' } });
    expect([head.statusCode, head.headers['content-length']]).toEqual([401, expect.any(String)]);
    expect((await get(repomd, { range: 'bytes=0-3' })).statusCode).toBe(401);
  });

  test('is kept by no cache between, with or without a right to read.', async () => {
    const { get } = await aSite([good]);
    for (const headers of [{}, ofToken('good'), ofToken('none')]) {
      const answer = await get(repomd, headers as Record<string, string>);
      expect(answer.headers['cache-control'], JSON.stringify(headers)).toMatch(/no-store/);
      expect(answer.headers.vary).toBe('Authorization, Cookie');
    }
  });

  test('opens as far as the token goes, and not to one that has ended, was revoked or is for something else.', async () => {
    const owner = forHost;
    const { get } = await aSite([
      aToken('product', { owner, below: 'emi.voms' }),
      aToken('release', { owner, below: 'emi.voms/4.2.0' }),
      aToken('other', { owner, below: 'emi.vom' }),
      aToken('argus', { owner, below: 'emi.argus' }),
      aToken('old', { owner, expires: noon }),
      aToken('revoked', { owner, revokedAt: noon }),
      aToken('api', { owner, scopes: ['api', 'operate'] }),
      aToken('gone', { owner: { kind: 'person', subject: 's', name: 's', roles: ['no-role-here'] } }),
      aToken('verifier', { owner: { kind: 'person', subject: 's', name: 's', roles: ['verification'] } }),
    ]);
    const expected = {
      ...{ product: 200, release: 200, other: 403, argus: 403, old: 401, revoked: 401 },
      ...{ api: 403, gone: 403, verifier: 200 },
    };
    for (const [id, status] of Object.entries(expected)) {
      const answer = await get(repomd, ofToken(id));
      expect([id, answer.statusCode, answer.body.includes(canary)]).toEqual([id, status, status === 200]);
      const asked = await get('/auth/request', { ...ofToken(id), 'x-original-uri': repomd });
      expect([id, asked.statusCode]).toEqual([id, status === 200 ? 204 : status]);
    }
  });

  test('remembers within the hour when a token was used.', async () => {
    const { get, kept } = await aSite([aToken('good', { owner: forHost, usedAt: plusSeconds(noon, -3599) })]);
    await get(repomd, ofToken('good'));
    expect((await kept.list())[0]?.usedAt).toBe(plusSeconds(noon, -3599));
    await kept.noteUse('good', plusSeconds(noon, -3600));
    await get(repomd, ofToken('good'));
    expect((await kept.list())[0]?.usedAt).toBe(noon);
  });

  test('has no file for a reader either that is unfinished, or that a link brings from elsewhere.', async () => {
    const { get } = await aSite([good]);
    for (const path of [`${voms}/.building-000002/repodata/repomd.xml`, 'emi.voms/ledger'])
      expect((await get(`/private/unverified/${path}`, ofToken('good'))).body, path).not.toContain(canary);
  });
});

describe('A password', () => {
  test('changes nothing, because browsers send it by themselves.', async () => {
    const { post, asked } = await aSite([aToken('op', { owner: forHost, scopes: ['operate'] })]);
    expect((await post('/api/v1/refresh', ofToken('op'))).statusCode).toBe(401);
    expect(asked).toEqual([]);
  });
});

/** Sends a request line as it stands; what a browser or a library would mend is not mended. */
function sendRaw(port: number, target: string, headers: readonly string[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      const lines = [`GET ${target} HTTP/1.1`, 'Host: localhost', ...headers, 'Connection: close', '', ''];
      socket.write(lines.join('\r\n'), 'latin1');
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${target}`)));
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

describe('Every spelling of a private address', () => {
  test('gives no private byte to anybody who is not known.', async () => {
    const { app, top } = await aSite([aToken('good', { owner: forHost })]);
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const targets = [
      ...spellings(repomd),
      ...spellings(`/private/unverified/${voms}/pkgs/umd-5/voms-4.2.0/voms-4.2.0-1.noarch.rpm`),
      `/public/production/umd-5/root${top}/private/unverified/${voms}/repodata/repomd.xml`,
    ];
    expect(targets.length).toBeGreaterThan(300);
    const headers: readonly (readonly string[])[] = [
      [],
      [`X-Original-URL: ${repomd}`, `X-Rewrite-URL: ${repomd}`, `X-Original-URI: ${repomd}`],
      ['X-Forwarded-User: admin', 'X-Remote-User: admin', 'X-Forwarded-For: 127.0.0.1', 'Range: bytes=0-3'],
    ];
    const leaks: string[] = [];
    for (const target of targets)
      for (const extra of headers) {
        const answer = await sendRaw(Number(port), target, extra);
        const isOkay = /^HTTP\/1\.1 2/.test(answer);
        if (answer.includes('PRIV') || (isOkay && target.includes('repomd')))
          leaks.push(`${target}: ${answer}`);
      }
    expect(leaks).toEqual([]);
  });

  test('but the plain one is nobody\u2019s, also when a web server asks for a reader of one folder.', async () => {
    const { get } = await aSite([aToken('voms', { owner: forHost, below: 'emi.voms' })]);
    const asked = async (uri: string) =>
      (await get('/auth/request', { ...ofToken('voms'), 'x-original-uri': uri.replaceAll(/[\r\n\t]/g, '') }))
        .statusCode;
    const taken: string[] = [];
    for (const uri of spellings(repomd).filter((each) => !each.endsWith('\t')))
      if ((await asked(uri)) === 204) taken.push(uri);
    // A query, a tail of a name and another ending are other files of the same folder, if they are any.
    const tail = (end: string) => `${repomd}${end}`;
    expect(taken).toEqual([repomd, tail('.'), tail('?'), tail('~'), tail('.bak')]);
    expect(
      await asked('/private/unverified/emi.voms/../emi.argus/1.7.5/debian-12/amd64/dists/x/InRelease'),
    ).toBe(403);
    expect(await asked('/private/unverified/emi.argus/1.7.5/debian-12/amd64/dists/x/InRelease')).toBe(403);
    expect(await asked('')).toBe(403);
  });
});

test('A token as a bearer does what it is for.', async () => {
  const secret = 'a-bearer-token-0123456789';
  const token = (scopes: Token['scopes']) =>
    aToken('b', { owner: forHost, scopes, digest: sha256Of(secret) });
  const authorization = `Bearer ${secret}`;
  const reader = await aSite([token(['api'])]);
  expect((await reader.get('/api/v1/plan', { authorization })).statusCode).toBe(200);
  expect((await reader.post('/api/v1/refresh', { authorization })).statusCode).toBe(403);
  const operator = await aSite([token(['operate'])]);
  expect((await operator.get('/api/v1/plan', { authorization })).statusCode).toBe(403);
  expect((await operator.post('/api/v1/refresh', { authorization })).statusCode).toBe(202);
  expect(operator.asked).toEqual(['refresh by robot, token b']);
});
