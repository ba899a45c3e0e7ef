import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { msOf } from '../../src/domain/instant.ts';
import { asSecret } from '../../src/domain/secret.ts';
import { dropMessage, judgeInbox, receiveMessage, retryMessage } from '../../src/reconcile/inbox.ts';
import { noon } from '../builders/release.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeInbox } from '../fakes/inbox.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { fakeOperationLog } from '../fakes/operation-log.ts';
import { aBusySnapshot, aServer, asOperator } from './a-server.ts';

const secret = 'the-secret-of-the-tracker-0123456789';
const wish = {
  Ticket_Id: 7,
  Transaction_Id: 67,
  Actor: 'a verifier',
  Previous_Rollout_Progress: '',
  Current_Rollout_Progress: 'Submitted',
  Emergency_Release: 'No',
};

function signed(
  body: string | Buffer,
  parts: { readonly at?: number; readonly delivery?: string; readonly by?: string } = {},
) {
  const { at = msOf(noon) / 1000, delivery = '0000000007-0000000067', by = secret } = parts;
  const signature = createHmac('sha256', by).update(`${at}.`).update(body).digest('hex');
  return {
    'content-type': 'application/json',
    'x-rt-delivery': delivery,
    'x-rt-timestamp': String(at),
    'x-rt-signature': `sha256=${signature}`,
  };
}

async function anInbox(
  parts: { readonly early?: boolean; readonly full?: boolean; readonly behind?: boolean } = {},
) {
  const clock = fakeClock(noon);
  const inbox = fakeInbox();
  const operations = fakeOperationLog();
  const snapshot = aBusySnapshot();
  let isBehind = parts.behind === true;
  const own = {
    inbox: parts.full ? { ...inbox, keep: async () => Promise.reject(new Error('/var/lib is full')) } : inbox,
    operations,
    ledger: fakeLedger(),
    snapshots: {
      current: () => (parts.early ? null : { id: 'first', snapshot }),
      isBehind: () => isBehind,
    },
    clock,
  };
  const server = await aServer({
    inbox: {
      intake: { receive: (arrival) => receiveMessage(own, arrival) },
      secret: async () => asSecret(secret),
      clock,
      messages: {
        list: () => inbox.list(),
        retry: (by, delivery) => retryMessage(own, by, delivery),
        drop: (by, delivery) => dropMessage(own, by, delivery),
      },
    },
  });
  const send = (body: string | Buffer, headers: Readonly<Record<string, string>> = signed(body)) =>
    server.post('/api/v1/rollout-progress', headers, body);
  const caughtUp = () => {
    isBehind = false;
  };
  return { ...server, clock, inbox, own, operations, send, caughtUp };
}

describe('A message to the API', () => {
  test('that is signed and right is kept as it came, and answered with 202', async () => {
    const { send, inbox } = await anInbox();
    const body = JSON.stringify(wish);
    const answer = await send(body);
    expect([answer.statusCode, answer.json()]).toEqual([
      202,
      { delivery: '0000000007-0000000067', standing: 'waiting' },
    ]);
    expect(await inbox.list()).toEqual([
      {
        delivery: '0000000007-0000000067',
        receivedAt: noon,
        body,
        standing: { kind: 'waiting', release: null },
      },
    ]);
  });

  test('with mistakes is answered with every reason, and kept with them', async () => {
    const { send, inbox } = await anInbox();
    const answer = await send(JSON.stringify({ ...wish, Ticket_Id: 0, Emergency_Release: 'Perhaps' }));
    const reasons = [
      'Ticket_Id must be a whole number from 1 on, and is 0',
      'Emergency_Release must be Yes or No, and is "Perhaps"',
    ];
    expect([answer.statusCode, answer.json().errors]).toEqual([422, reasons]);
    expect((await inbox.list())[0]?.standing).toEqual({ kind: 'refused', reasons });
  });

  test('that a snapshot cannot judge which is behind is kept, and judged when it has caught up', async () => {
    const { send, own, inbox, caughtUp } = await anInbox({ behind: true });
    const body = JSON.stringify({ ...wish, Previous_Rollout_Progress: 'Production' });
    expect((await send(body)).json()).toMatchObject({ standing: 'received' });
    await judgeInbox(own);
    expect((await inbox.list())[0]?.standing).toEqual({ kind: 'received' });
    caughtUp();
    await judgeInbox(own);
    expect((await inbox.list())[0]?.standing.kind).toBe('refused');
    // What is no message is none of any time.
    const wrong = await send('{}', signed('{}', { delivery: 'another' }));
    expect(wrong.statusCode).toBe(422);
  });

  test('is kept and refused when its previous value is out of date', async () => {
    const { send, own, inbox } = await anInbox();
    await own.ledger.noteTicketNumber(
      'umd-5/voms-4.2.0' as Parameters<typeof own.ledger.noteTicketNumber>[0],
      7,
    );
    const answer = await send(
      JSON.stringify({
        ...wish,
        Previous_Rollout_Progress: 'InVerification',
        Current_Rollout_Progress: 'Rejected',
      }),
    );
    expect([answer.statusCode, answer.json().errors]).toEqual([
      422,
      [expect.stringContaining('umd-5/voms-4.2.0 is StageRollout: it is out of date')],
    ]);
    expect(await inbox.list(['refused'])).toHaveLength(1);
  });

  test('that comes again is one message and one answer, also with a new signature or under another name', async () => {
    const { send, inbox, clock } = await anInbox();
    const body = JSON.stringify(wish);
    const first = await send(body);
    const replayed = await send(body, signed(body, { delivery: 'somebody-else' }));
    clock.advance(200);
    const resent = await send(body, signed(body, { at: msOf(noon) / 1000 + 200 }));
    for (const { statusCode, body: text } of [replayed, resent])
      expect([statusCode, text]).toEqual([first.statusCode, first.body]);
    expect(await inbox.list()).toHaveLength(1);
    const other = await send(JSON.stringify({ ...wish, Ticket_Id: 8 }));
    expect(other.statusCode).toBe(409);
    expect(await inbox.list()).toHaveLength(1);
  });

  test('without a usable name is kept under one that is made from it', async () => {
    const { send, inbox } = await anInbox();
    const body = JSON.stringify(wish);
    expect((await send(body, signed(body, { delivery: '../../etc' }))).statusCode).toBe(202);
    expect((await inbox.list())[0]?.delivery).toMatch(/^unnamed-[0-9a-f]{16}$/);
  });

  test('that nobody signed, or not this, or not now, leaves no trace', async () => {
    const { send, inbox } = await anInbox();
    const body = JSON.stringify(wish);
    const good = signed(body);
    const forged = [
      { ...good, 'x-rt-signature': '' },
      { ...good, 'x-rt-signature': good['x-rt-signature'].slice(0, -1) },
      { ...good, 'x-rt-signature': good['x-rt-signature'].toUpperCase() },
      { ...good, 'x-rt-timestamp': String(msOf(noon) / 1000 + 1) },
      signed(body, { by: 'another-secret-0123456789' }),
      signed(body, { at: msOf(noon) / 1000 - 301 }),
      signed(body, { at: msOf(noon) / 1000 + 301 }),
      signed(`${body} `),
    ];
    for (const headers of forged) expect((await send(body, headers)).statusCode).toBe(401);
    for (let at = 0; at < body.length; at += 7) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await send(changed, good)).statusCode).toBe(401);
    }
    expect(await inbox.list()).toEqual([]);
  });

  test('of more than 1 MiB is refused while it comes', async () => {
    const { send } = await anInbox();
    const large = Buffer.alloc(1024 * 1024 + 1, ' ');
    expect((await send(large, signed(large))).statusCode).toBe(413);
    const most = Buffer.alloc(1024 * 1024, ' ');
    expect((await send(most, signed(most))).statusCode).toBe(422);
  });

  test('is to be sent again where it cannot be judged or kept, and no path is told', async () => {
    for (const parts of [{ early: true }, { full: true }]) {
      const { send } = await anInbox(parts);
      const answer = await send(JSON.stringify(wish));
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '10']);
      expect(answer.body).not.toContain('/var');
    }
  });
});

describe('What is kept', () => {
  test('is judged again by every cycle, so that what came true is settled', async () => {
    const { send, own, inbox } = await anInbox();
    const body = JSON.stringify({ ...wish, Current_Rollout_Progress: 'StageRollout' });
    await send(body);
    await judgeInbox(own);
    expect((await inbox.list())[0]?.standing.kind).toBe('waiting');
    await own.ledger.noteTicketNumber(
      'umd-5/voms-4.2.0' as Parameters<typeof own.ledger.noteTicketNumber>[0],
      7,
    );
    await judgeInbox(own);
    expect((await inbox.list())[0]?.standing).toEqual({
      kind: 'settled',
      why: 'umd-5/voms-4.2.0 is StageRollout',
    });
  });

  test('can be dropped and judged again by an operator, who is written down', async () => {
    const { send, post, get, own, inbox, operations } = await anInbox();
    await send(JSON.stringify(wish));
    const at = '/api/v1/messages/0000000007-0000000067';
    expect((await post(`${at}/drop`)).statusCode).toBe(401);
    expect((await get('/api/v1/messages')).statusCode).toBe(401);
    expect((await post(`${at}/drop`, asOperator)).statusCode).toBe(202);
    expect((await get('/api/v1/messages', asOperator)).json().items).toMatchObject([
      { standing: { kind: 'dropped', operator: 'on-call' } },
    ]);
    expect((await post(`${at}/drop`, asOperator)).statusCode).toBe(404);
    expect((await post(`${at}/retry`, asOperator)).statusCode).toBe(202);
    expect((await inbox.list(['received'])).length).toBe(1);
    await judgeInbox(own);
    expect((await inbox.list(['waiting'])).length).toBe(1);
    expect((await operations.newest(9)).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['retry-message', '0000000007-0000000067'],
      ['drop-message', '0000000007-0000000067'],
    ]);
  });
});

describe('A webhook of GitHub', () => {
  test('is a hint when it is signed, whatever it says, and nothing when it is not', async () => {
    let woken = 0;
    const { post } = await aServer({
      webhook: {
        secret: async () => asSecret(secret),
        wake: () => {
          woken += 1;
        },
      },
    });
    const body = '{"ref":"refs/heads/main"}';
    const signature = (by: string) => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`;
    const hook = (given: string) => post('/webhooks/github', { 'x-hub-signature-256': given }, body);
    expect((await hook(signature(secret))).statusCode).toBe(202);
    for (const forged of ['', 'sha256=', signature('another'), signature(secret).replace('sha256', 'sha1')])
      expect((await hook(forged)).statusCode).toBe(401);
    expect(woken).toBe(1);
  });
});

describe('Secrets', () => {
  test('are in no answer and in no line of the log, whatever is asked', async () => {
    const { send, get, post, log } = await anInbox();
    const body = JSON.stringify({ ...wish, Actor: 'somebody' });
    const answers = [
      await send(body),
      await send('nonsense'),
      await send(body, signed(body, { by: 'wrong-secret-0123456789' })),
      await get(`/api/v1/releases?token=${secret}`, asOperator),
      await get('/api/v1/operations', asOperator),
      await post('/api/v1/refresh', asOperator),
      await get('/api/v1/openapi.json', asOperator),
    ];
    log.info('canary', { secret: asSecret(secret) });
    const told = [
      ...answers.map(({ body: text, headers }) => text + JSON.stringify(headers)),
      JSON.stringify(log.logged),
    ];
    for (const text of told) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(asOperator.authorization.slice('Bearer '.length));
    }
    expect(told.at(-1)).toContain('[secret]');
  });
});
