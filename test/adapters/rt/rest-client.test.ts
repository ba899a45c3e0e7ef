import { chmod, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { openRequestTracker } from '../../../src/adapters/rt/open-request-tracker.ts';
import type { Failure } from '../../../src/domain/failure.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { noon } from '../../builders/release.ts';
import { failureIn } from '../failure-code.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { loopbackServer } from './loopback-server.ts';

const token = '1-33-0123456789abcdef';
const release = 'umd-5/voms-4.2.0' as ReleaseId;
const json = { 'content-type': 'application/json' };
const path = temporaryFolder();
// Where nobody listens.
const nobody = 'http://127.0.0.1:6';

async function failureAt(url: string, secret = `${token}\n`): Promise<Failure> {
  await writeFile(path('token'), secret);
  const access = { url, tokenFile: path('token'), queue: 'sw-rel', timeoutSeconds: 0.5 };
  return failureIn(openRequestTracker(access).find(release, null));
}

const failureWith = async (listener: RequestListener) => failureAt(await loopbackServer(listener));

describe('What does not answer as Request Tracker does is unreachable:', () => {
  const answers: Readonly<Record<string, RequestListener>> = {
    'a login page': (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Login</title>'),
    'a page of a web server': (_, response) => response.writeHead(404).end('<html>Not Found'),
    'a redirection': (_, response) => response.writeHead(302, { location: '/login' }).end(),
    'an error without words': (_, response) => response.writeHead(500, json).end(),
    'an error with words': (_, response) => response.writeHead(503, json).end('{"message":"down"}'),
    'a server that has had enough': (_, response) => response.writeHead(429, json).end('{}'),
    'JSON of somebody else': (_, response) => response.writeHead(200, json).end('{"items":{}}'),
    'a list of something else': (_, response) => response.writeHead(200, json).end('{"items":[{"id":"x"}]}'),
    'nothing in time': () => undefined,
    'an answer that never ends': (_, response) => response.writeHead(200, json).write('{"items":['),
    'a broken connection': (request) => request.socket.destroy(),
    'an answer without end or measure': (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, 32)));
      };
      response.writeHead(200, json).on('drain', more);
      more();
    },
  };

  test.each(Object.entries(answers))('%s.', async (_, listener) => {
    const started = performance.now();
    const failure = await failureWith(listener);
    expect(failure).toMatchObject({ code: 'tracker-unreachable', treatment: 'retry' });
    expect(JSON.stringify(failure)).not.toContain(token);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('nobody at all.', async () => {
    const failure = await failureAt(nobody);
    expect(failure.code).toBe('tracker-unreachable');
    expect(failure.message).toContain('ECONNREFUSED');
  });
});

describe('The token', () => {
  test('goes into the header of every request and nowhere else.', async () => {
    const seen: (string | undefined)[] = [];
    const failure = await failureWith((request, response) => {
      seen.push(request.headers.authorization, request.url);
      response.writeHead(403, json).end(`{"message":"no \\u0007 ${'x'.repeat(9000)}"}`);
    });
    expect(seen[0]).toBe(`token ${token}`);
    expect(seen[1]).not.toContain(token);
    expect(failure).toMatchObject({ code: 'tracker-refused', treatment: 'retry' });
    expect(failure.message.length).toBeLessThan(1000);
    expect(JSON.stringify(failure)).not.toContain(token);
  });

  test('does not follow a redirection to another server.', async () => {
    const seen: unknown[] = [];
    const other = await loopbackServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    await failureWith((_, response) => response.writeHead(307, { location: other }).end());
    expect(seen).toEqual([]);
  });

  test('that Request Tracker does not know is a refusal which names the file.', async () => {
    const failure = await failureWith((_, response) =>
      response.writeHead(401, json).end('{"message":"Unauthorized"}'),
    );
    expect(failure).toMatchObject({ code: 'tracker-refused', treatment: 'retry' });
    expect(failure.hint).toContain(path('token'));
  });

  test.each(['', '\n', 'two words', 'two\nlines', 'žluťoučký'])('is not %j.', async (secret) => {
    const failure = await failureAt(nobody, secret);
    expect(failure.code).toBe('tracker-refused');
    expect(failure.message).toContain('holds no token');
  });

  test('that cannot be read is a refusal.', async () => {
    const access = { queue: 'sw-rel', timeoutSeconds: 1, url: nobody };
    await writeFile(path('file'), token);
    await chmod(path('file'), 0o600);
    for (const tokenFile of [path('nothing'), path('file', 'below'), path()]) {
      const failure = await failureIn(openRequestTracker({ ...access, tokenFile }).find(release, null));
      expect(failure.code).toBe('tracker-refused');
      expect(failure.message).toContain(tokenFile);
    }
  });
});

describe('The address of Request Tracker', () => {
  const open = (url: string) => async () =>
    openRequestTracker({ url, tokenFile: '/nowhere', queue: 'sw-rel', timeoutSeconds: 1 });

  test.each([
    'http://rt.example.org',
    'ftp://rt.example.org',
    'https://bot:secret@rt.example.org',
    'https://rt.example.org/?token=secret',
    'http://127.0.0.1.example.org',
    'rt.example.org',
    '',
  ])('cannot be %j.', async (url) => {
    const failure = await failureIn(open(url)());
    expect(failure).toMatchObject({ code: 'bad-configuration', treatment: 'needs-person' });
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  test.each([
    ['https://rt.example.org/', 'https://rt.example.org'],
    ['https://example.org/rt//', 'https://example.org/rt'],
    ['http://localhost:8095', 'http://localhost:8095'],
    ['http://[::1]:8095/rt', 'http://[::1]:8095/rt'],
  ])('can be %j.', async (url, base) => {
    expect((await open(url)()).urlOf(7)).toBe(`${base}/Ticket/Display.html?id=7`);
  });
});

test('What keeps Request Tracker from being used is told in whole sentences, also where it is not reached.', async () => {
  await writeFile(path('token'), token);
  const access = { url: nobody, tokenFile: path('token'), queue: 'sw-rel', timeoutSeconds: 1 };
  expect(await openRequestTracker(access).problems({ people: [], now: noon })).toEqual([
    expect.stringMatching(/ECONNREFUSED\. .*\.$/),
  ]);
});
