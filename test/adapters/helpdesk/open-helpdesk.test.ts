import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHelpdesk } from '../../../src/adapters/helpdesk/open-helpdesk.ts';
import type { HelpdeskArticle } from '../../../src/domain/helpdesk.ts';
import { instantOfMs } from '../../../src/domain/instant.ts';
import { helpdeskContract } from '../../contracts/helpdesk.ts';
import { startZammad, type Zammad, type ZammadFault } from '../../fakes/zammad.ts';
import { failureIn } from '../failure-code.ts';

const token = 'sp-3f9c0a77';
const folder = mkdtempSync(path.join(tmpdir(), 'stagepost-'));
const tokenFile = path.join(folder, 'token');
let zammad: Zammad;

beforeAll(async () => {
  writeFileSync(tokenFile, `${token}\n`);
  zammad = await startZammad({ token });
});
afterAll(async () => {
  await zammad.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  expect(zammad.violations).toEqual([]);
  zammad.faults.length = 0;
});

function opened(
  more: { readonly tokenFile?: string; readonly group?: string; readonly seconds?: number } = {},
) {
  const { seconds = 20, ...rest } = more;
  return openHelpdesk({ url: zammad.url, group: zammad.group, tokenFile, timeoutSeconds: seconds, ...rest });
}

const one: HelpdeskArticle = { key: 'stay-1', text: 'It is so.', closes: false };
const now = () => instantOfMs(Date.now());

helpdeskContract('Zammad', async () => {
  const helpdesk = opened();
  return {
    helpdesk: { ...helpdesk, problems: () => helpdesk.problems(now()) },
    ask: () => zammad.add('a release').id,
    seen: (number) => {
      const { articles = [], state } = zammad.tickets.find(({ id }) => id === number) ?? {};
      return { texts: articles.map(({ body }) => body), closed: state === 'closed' };
    },
  };
});

describe('articles', () => {
  test('of others are none of ours, whatever they quote.', async () => {
    const ticket = zammad.add('a release');
    ticket.articles.push({ by: 'customer', body: 'Why?\n[stagepost:stay-1]', internal: false });
    expect((await opened().find(ticket.id))?.articles).toEqual(new Set());
  });

  test('are read by the provider, as plain text, and never by agents alone.', async () => {
    const ticket = zammad.add('a release');
    const text = 'It was rejected: <b>no</b>\r\nStatus: resolved\ud83d';
    await opened().tell(ticket.id, { ...one, text });
    expect(ticket.articles).toEqual([
      { by: 'us', body: `${text.toWellFormed()}\n\n[stagepost:stay-1]`, internal: false },
    ]);
  });

  test('that are longer than anybody reads are cut, and still found again.', async () => {
    const ticket = zammad.add('a release');
    await opened().tell(ticket.id, { ...one, text: 'x'.repeat(100_000) });
    expect(ticket.articles[0]?.body.length).toBeLessThan(21_000);
    expect((await opened().find(ticket.id))?.articles).toEqual(new Set(['stay-1']));
  });
});

describe('a helpdesk that does it and says that it failed', () => {
  test.each([false, true])('is looked at again, and has the article once (closing: %s).', async (closes) => {
    const ticket = zammad.add('a release');
    zammad.faults.push({ kind: 'fail-after', status: 500, at: closes ? 'PUT' : 'POST' });
    const failure = await failureIn(opened().tell(ticket.id, { ...one, closes }));
    expect(failure).toMatchObject({ code: 'helpdesk-unreachable', treatment: 'retry' });
    expect((await opened().find(ticket.id))?.articles).toEqual(new Set(['stay-1']));
    expect([ticket.articles.length, ticket.state]).toEqual([1, closes ? 'closed' : 'new']);
  });
});

describe('a ticket of another group', () => {
  test('is refused, whatever the user of the token may do there.', async () => {
    const ticket = zammad.add('an invoice');
    ticket.group = 'Accounting';
    expect(await failureIn(opened().find(ticket.id))).toMatchObject({
      code: 'helpdesk-refused',
      message: `ticket ${ticket.id} is not one of the group ${zammad.group}`,
    });
  });
});

describe('a ticket that was merged', () => {
  test('is refused, since its articles stand on another.', async () => {
    const ticket = zammad.add('a release');
    ticket.state = 'merged';
    const failure = await failureIn(opened().find(ticket.id));
    expect(failure).toMatchObject({
      code: 'helpdesk-refused',
      message: expect.stringContaining(`ticket ${ticket.id} was merged`),
    });
  });
});

describe('a helpdesk that does not answer as one', () => {
  const login = '<!DOCTYPE html><title>Sign in</title>';
  test.each<[string, ZammadFault, RegExp]>([
    ['fails', { kind: 'answer', status: 500, body: '{}' }, /status 500/],
    [
      'asks for patience',
      { kind: 'answer', status: 429, body: '{}', headers: { 'retry-after': '60' } },
      /status 429/,
    ],
    ['shows a login page', { kind: 'answer', status: 200, body: login }, /perhaps it is a login page/],
    [
      'sends elsewhere',
      { kind: 'answer', status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      /status 302/,
    ],
    ['is cut off', { kind: 'truncate' }, /the connection broke|UND_ERR/],
    ['sends a list where a ticket is due', { kind: 'answer', status: 200, body: '[]' }, /no object/],
    ['sends a ticket without a number', { kind: 'answer', status: 200, body: '{"id":{}}' }, /no id/],
    ['sends too much', { kind: 'answer', status: 200, body: `"${'x'.repeat(9_000_000)}"` }, /too long/],
  ])('is told as unreachable when it %s, and tried again.', async (_what, fault, words) => {
    const ticket = zammad.add('a release');
    zammad.faults.push(fault);
    const failure = await failureIn(opened().find(ticket.id));
    expect(failure).toMatchObject({ code: 'helpdesk-unreachable', treatment: 'retry' });
    expect(failure.message).toMatch(words);
  });

  test('is given up after its time.', async () => {
    zammad.faults.push({ kind: 'hang' });
    const failure = await failureIn(opened({ seconds: 0.2 }).find(zammad.add('a release').id));
    expect(failure.message).toContain('no answer within 0.2 s');
  });

  test('never says the token.', async () => {
    const bad = path.join(folder, 'bad');
    writeFileSync(bad, 'wrong\u0007token');
    for (const file of [bad, path.join(folder, 'none')])
      expect(await failureIn(opened({ tokenFile: file }).find(1))).toMatchObject({
        code: 'helpdesk-refused',
        message: expect.not.stringContaining('wrong'),
      });
  });

  test('says no in its own words, without control characters.', async () => {
    zammad.faults.push({
      kind: 'answer',
      status: 422,
      body: JSON.stringify({ error: 'No \u001b[31mway\n' }),
    });
    const failure = await failureIn(opened().tell(zammad.add('a release').id, one));
    expect(failure.code).toBe('helpdesk-refused');
    expect(failure.message).toMatch(/was refused: No \?\[31mway$/);
  });
});

describe('what keeps a helpdesk from being used', () => {
  test('is a token that it does not know.', async () => {
    const other = path.join(folder, 'other');
    writeFileSync(other, 'other');
    expect(await opened({ tokenFile: other }).problems(now())).toEqual([
      expect.stringContaining('does not know the token'),
    ]);
  });

  test('is a group that is not there, a right that is missing, and a clock that is wrong.', async () => {
    expect(await opened({ group: 'Nobody' }).problems(now())).toEqual([
      expect.stringContaining('no group Nobody'),
    ]);
    zammad.showsGroups = false;
    expect(await opened().problems(now())).toEqual([]);
    zammad.showsGroups = true;
    const rights = zammad.rights.splice(0);
    expect(await opened().problems(now())).toEqual([expect.stringContaining('may not read nor change')]);
    zammad.rights.push(...rights);
    expect(await opened().problems(instantOfMs(Date.now() - 3_600_000))).toEqual([
      expect.stringMatching(/clock is 3[56]\d\d seconds away/),
    ]);
  });
});
