import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { aBusySnapshot, aServer } from './a-server.ts';

describe('the server', () => {
  test('is alive from the start, and ready when the loop is', async () => {
    let ready = false;
    const { get } = await aServer({
      snapshot: null,
      readiness: () =>
        ready ? { ready } : { ready: false, why: 'the first full observation is not complete' },
    });
    expect((await get('/healthz')).statusCode).toBe(200);
    const before = await get('/readyz');
    expect([before.statusCode, before.json().detail]).toEqual([
      503,
      'the first full observation is not complete',
    ]);
    ready = true;
    expect((await get('/readyz')).statusCode).toBe(200);
  });

  test('lets browsers load nothing from elsewhere and nothing inline, on every answer', async () => {
    const { get } = await aServer();
    for (const url of ['/healthz', '/api/v1', '/api/v1/releases', '/nothing']) {
      const { headers } = await get(url);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  test('answers under its own names only, so that a foreign page cannot read it by a name of its own', async () => {
    const { get } = await aServer();
    for (const host of ['localhost:8321', '127.0.0.1', '[::1]:8321', 'Stagepost.example.org'])
      expect((await get('/healthz', { host })).statusCode).toBe(200);
    for (const host of ['evil.example.org', 'localhost.evil.example.org', '10.0.0.1'])
      expect((await get('/api/v1/releases', { host })).statusCode).toBe(421);
  });

  test('tells a failure of its own by an id alone, under which the log has the reason', async () => {
    const { get, log } = await aServer({
      readiness: () => {
        throw new Error('cannot open /var/lib/stagepost/private');
      },
    });
    const answer = await get('/readyz');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body).not.toMatch(/stagepost\/private|\.ts|node_modules/);
    const logged = log.logged.find(({ level }) => level === 'error');
    expect(logged?.fields).toMatchObject({
      request: answer.json().id,
      message: 'cannot open /var/lib/stagepost/private',
    });
    expect(answer.headers['x-request-id']).toBe(answer.json().id);
  });

  test('logs every request without its query and its headers', async () => {
    const { get, log } = await aServer();
    await get('/api/v1/releases?cursor=canary-in-a-query', { cookie: 'canary-in-a-header' });
    const [request] = log.logged.filter(({ event }) => event === 'request');
    expect(request?.fields).toMatchObject({ method: 'GET', path: '/api/v1/releases', status: 404 });
    expect(JSON.stringify(log.logged)).not.toContain('canary');
  });
});

describe('the stream of events', () => {
  async function listening(parts: Parameters<typeof aServer>[0] = {}) {
    const server = await aServer(parts);
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const connect = async (headers: Readonly<Record<string, string>> = {}) => {
      const answer = await fetch(`${address}/api/v1/events`, { headers });
      let text = '';
      const read = (async () => {
        for await (const bytes of answer.body ?? []) text += Buffer.from(bytes).toString('utf8');
      })().catch(() => undefined);
      return { answer, text: () => text, read };
    };
    return { ...server, connect };
  }

  test('has one event for each change, named without releases, and none for a reader who has it', async () => {
    const { connect, change } = await listening();
    const knows = await connect({ 'last-event-id': 'first' });
    const fresh = await connect();
    expect(knows.answer.headers.get('content-type')).toContain('text/event-stream');
    await expect.poll(() => fresh.text()).toContain('id: first');
    change({ id: 'second', snapshot: aBusySnapshot() });
    for (const { text } of [knows, fresh]) await expect.poll(text).toContain('id: second');
    expect(knows.text()).not.toContain('id: first');
    expect(knows.text()).not.toMatch(/voms|argus|glexec/);
  });

  test('is given to so many readers and no more', async () => {
    const { connect } = await listening({ readers: 2 } as Parameters<typeof aServer>[0]);
    await connect();
    await connect();
    expect((await connect()).answer.status).toBe(503);
  });

  test('ends with the server, within seconds, and so do connections that are kept', async () => {
    const stop = new AbortController();
    const { app, connect } = await listening({ stop: stop.signal });
    const reader = await connect();
    await sleep(50);
    const start = Date.now();
    stop.abort();
    await Promise.all([app.close(), reader.read]);
    expect(Date.now() - start).toBeLessThan(9000);
  });
});
