import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Daemon, serve } from './daemon.ts';
import { type Story, startStory } from './story.ts';

const secret = 'the-secret-of-the-tracker-0123456789';
const soon = { timeout: 60_000, interval: 100 };
const port = 18_321 + (process.pid % 1000);
const address = `http://127.0.0.1:${port}`;
const messages = 1000;
const kills = 3;

let story: Story;

beforeAll(async () => {
  story = await startStory({ platforms: ['debian-12/amd64=apt'] });
  const file = join(story.work, 'rollout-progress-secret');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  const listen = `listen: {port: ${port}, rolloutProgress: {secretFile: '${file}'}}\n`;
  writeFileSync(story.hostFile, readFileSync(story.hostFile, 'utf8') + listen);
});
afterAll(() => story.stop());

function post(ticket: number): Promise<Response> {
  const body = JSON.stringify({
    Ticket_Id: ticket,
    Previous_Rollout_Progress: '',
    Current_Rollout_Progress: 'Submitted',
    Emergency_Release: 'No',
  });
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return fetch(`${address}/api/v1/rollout-progress`, {
    method: 'POST',
    headers: {
      'x-rt-delivery': `delivery-${ticket}`,
      'x-rt-timestamp': String(at),
      'x-rt-signature': `sha256=${signature}`,
    },
    body,
    signal: AbortSignal.timeout(30_000),
  });
}

/** Sends until it is taken, as a tracker does. */
async function deliver(ticket: number, taken: (ticket: number) => void): Promise<void> {
  while (true) {
    const status = await post(ticket).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 202) return taken(ticket);
    if (![0, 429, 503].includes(status)) throw new Error(`message ${ticket} was answered ${status}`);
    await sleep(50);
  }
}

async function ready(daemon: Daemon): Promise<void> {
  await expect.poll(() => daemon.said(), soon).toContain('listening: ');
}

describe('Messages to stagepost serve', () => {
  test('that were answered with 202 are there after every SIGKILL, once each, and people can deal with them.', async () => {
    const taken = new Set<number>();
    const waiting = Array.from({ length: messages }, (_, at) => at + 1);
    let daemon = serve(story);
    await ready(daemon);
    const senders = Array.from({ length: 8 }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await deliver(next, (ticket) => taken.add(ticket));
    });
    for (let kill = 1; kill <= kills; kill += 1) {
      const most = (kill * messages) / (kills + 1);
      await expect.poll(() => taken.size, soon).toBeGreaterThan(most);
      expect(await daemon.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
      daemon = serve(story);
    }
    await Promise.all(senders);
    const ask = (...args: readonly string[]) => story.stagepost('queue', ...args, '--host', story.hostFile);
    const queue = async (...args: readonly string[]) => (await ask(...args)).out;
    const list = JSON.parse(await queue('list', '--json')) as readonly {
      readonly delivery: string;
      readonly standing: { readonly kind: string };
    }[];
    const kept = list.map(({ delivery }) => delivery);
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept.sort()).toEqual([...taken].map((ticket) => `delivery-${ticket}`).sort());
    expect(new Set(list.map(({ standing }) => standing.kind))).toEqual(new Set(['waiting']));

    expect((await story.onHost('status')).out).toContain(
      `${messages} messages of the tracker accepted, waiting to become a request in git`,
    );
    expect(await queue('drop', 'delivery-7')).toContain('delivery-7 was dropped');
    expect(await queue('show', 'delivery-7')).toMatch(
      /asks +ticket 7: new -> Submitted\nstands +dropped by \w+/,
    );
    expect(await queue('list')).not.toContain('delivery-7 ');
    expect(await queue('list', '--all')).toContain('delivery-7 ');
    expect((await ask('drop', 'delivery-7')).err).toContain('no message delivery-7 stands');
    expect(await queue('retry', 'delivery-7')).toContain('is judged again by the next cycle');
    await daemon.end('SIGTERM');
    daemon = serve(story);
    await expect.poll(() => queue('show', 'delivery-7'), soon).toContain('accepted, waiting');
    expect(await daemon.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
