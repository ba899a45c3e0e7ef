import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceManager } from '../adapters/systemd/service-manager.ts';
import { serve } from './daemon.ts';
import { setHostSection } from './host-section.ts';
import { type Line, startLine } from './line.ts';
import type { Offer } from './provider.ts';
import { keyringOf, packagesIn, remainsOf, unverifiedReleases } from './published.ts';
import { recordedHead, recordedRelease, statesOf } from './recorded.ts';
import { type Story, settled, startStory, toStageRollout } from './story.ts';

const rollout = 'stage-rollout/umd-5/debian-12/amd64';
const soon = { timeout: 60_000, interval: 100 };

let story: Story;
let line: Line;
let keyring = '';
let voms: Offer;

beforeAll(async () => {
  story = await startStory({ platforms: ['debian-12/amd64=apt'] });
  line = await startLine(Number(story.provider.host.split(':')[1]));
  const policy = story.readFile('stagepost.yaml');
  story.merge('a slow host', {
    'stagepost.yaml': policy.replace(/hosts: \[(.*)\]/, `hosts: [$1, '${line.host}']`),
  });
  keyring = keyringOf(story);
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', debs: ['voms'] });
});
afterAll(async () => {
  await line.stop();
  await story.stop();
});

/** A release whose provider is reached by the line. */
async function slowOffer(product: string): Promise<Offer> {
  const offer = await story.provider.offer({ product, version: '1.0.0', debs: [product] });
  return { ...offer, url: offer.url.replace(story.provider.host, line.host) };
}

/** Merges that release and waits until its fetch hangs. */
async function submitAndHang(offer: Offer): Promise<void> {
  line.hold();
  const before = line.calls();
  story.submit(offer);
  await expect.poll(() => line.calls(), soon).toBeGreaterThan(before);
}

const states = (offer: Offer) => expect.poll(() => statesOf(story, offer.id), soon);

describe('stagepost serve', () => {
  test('publishes what is merged, without anybody running a command, and rests in between.', async () => {
    const daemon = serve(story);
    await expect.poll(() => daemon.said(), soon).toContain('serving: main of');
    story.submit(voms);
    await states(voms).toEqual(['Submitted', 'Unverified']);
    expect(unverifiedReleases(story)).toEqual(['emi.voms/4.2.0']);
    story.edit(voms, { desiredState: 'InVerification' });
    await states(voms).toEqual(['Submitted', 'Unverified', 'InVerification']);
    await expect.poll(() => daemon.said(), soon).toMatch(/-> InVerification\n[\s\S]*done: 1 action/);
    const head = recordedHead(story);
    const said = daemon.said();
    await sleep(1500);
    expect({ head: recordedHead(story), said: daemon.said() }).toEqual({ head, said });
    const { seconds, ...end } = await daemon.end('SIGTERM');
    expect(end).toEqual({ code: 0, signal: null });
    expect(seconds).toBeLessThan(10);
    expect(daemon.said()).toContain('ended, as was asked');
  });

  test('takes fifty merges one after the other that come while a provider keeps it waiting, and forgets none.', async () => {
    const daemon = serve(story);
    const slow = await slowOffer('arc');
    await submitAndHang(slow);
    const before = statesOf(story, voms.id);
    const way = Array.from({ length: 49 }, (_, at) =>
      at % 2 === 0 ? 'WaitingForResponse' : 'InVerification',
    );
    for (const desiredState of way) {
      story.edit(voms, { desiredState });
      // The line lives in this process: without a turn of its own it is silent, and silence ends a fetch.
      await nextTurn();
    }
    story.edit(voms, toStageRollout);
    await states(voms).toEqual([...before, ...way, 'StageRollout']);
    expect(statesOf(story, slow.id)).toEqual(['Submitted']);
    line.pass();
    await states(slow).toEqual(['Submitted', 'Unverified']);
    expect(packagesIn(story, rollout, keyring)).toEqual(['voms_4.2.0-1_all.deb']);
    expect((await daemon.end('SIGINT')).code).toBe(0);
    expect((await story.onHost('apply')).out).toMatch(settled);
  });

  test('takes up and records what is merged while a provider drips, before that one has ended.', async () => {
    const daemon = serve(story);
    const slow = await slowOffer('dpm');
    await submitAndHang(slow);
    const other = await story.provider.offer({ product: 'lfc', version: '1.0.0', debs: ['lfc'] });
    story.submit(other);
    await states(other).toEqual(['Submitted', 'Unverified']);
    story.edit(other, { desiredState: 'InVerification' });
    await states(other).toEqual(['Submitted', 'Unverified', 'InVerification']);
    expect(statesOf(story, slow.id)).toEqual(['Submitted']);
    line.pass();
    await states(slow).toEqual(['Submitted', 'Unverified']);
    expect((await daemon.end('SIGTERM')).code).toBe(0);
  });

  test('is alone: a second one, or an apply, is refused at once, and the first goes on.', async () => {
    const daemon = serve(story);
    await expect.poll(() => daemon.said(), soon).toContain('serving: main of');
    const second = serve(story);
    const refusal = /another process works with .* \(pid \d+\)[\s\S]*Only one reconciler/;
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.said()).toMatch(refusal);
    const apply = await story.onHost('apply');
    expect(apply.code).toBe(1);
    expect(apply.err).toMatch(refusal);
    story.edit(voms, { desiredState: 'NotPublished', reason: 'superseded' });
    await expect.poll(() => recordedRelease(story, voms.id).observed.state, soon).toBe('NotPublished');
    expect((await daemon.end('SIGTERM')).code).toBe(0);
  });
});

describe('an end of stagepost serve while a provider keeps it waiting', () => {
  test('comes within ten seconds of SIGTERM, is no failure of the release, and leaves nothing behind.', async () => {
    const daemon = serve(story);
    const slow = await slowOffer('bdii');
    await submitAndHang(slow);
    const { seconds, ...end } = await daemon.end('SIGTERM');
    expect(end).toEqual({ code: 0, signal: null });
    expect(seconds).toBeLessThan(10);
    // On a slow machine the fetch may have been set aside already, and the next cycle is what the signal finds at work.
    expect(daemon.said()).toMatch(
      /left for the next run, because this one was ended|was ended, as was asked/,
    );
    expect(statesOf(story, slow.id)).toEqual(['Submitted']);
    line.pass();
    expect((await story.onHost('apply')).code).toBe(0);
    expect(statesOf(story, slow.id)).toEqual(['Submitted', 'Unverified']);
    expect(remainsOf(story)).toEqual([]);
  });

  test('by SIGKILL is made good by the next start.', async () => {
    const killed = serve(story);
    const slow = await slowOffer('canl');
    await submitAndHang(slow);
    expect(await killed.end('SIGKILL')).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(remainsOf(story)).not.toEqual([]);
    line.cut();
    line.pass();
    const daemon = serve(story);
    await states(slow).toEqual(['Submitted', 'Unverified']);
    expect((await daemon.end('SIGTERM')).code).toBe(0);
    expect(remainsOf(story)).toEqual([]);
    expect((await story.onHost('apply')).out).toMatch(settled);
  });
});

describe('the server of stagepost serve', () => {
  test('answers from the last cycle, tells of changes, and ends in time with streams and open connections.', async () => {
    setHostSection(story, 'listen', { audience: 'member' });
    writeFileSync(
      story.hostFile,
      readFileSync(story.hostFile, 'utf8').replace('listen: {', 'listen: {port: 0, '),
    );
    const { socket, heard: told } = await serviceManager();
    const daemon = serve(story, { NOTIFY_SOCKET: socket });
    await expect.poll(() => daemon.said(), soon).toContain('listening: http://127.0.0.1:');
    await expect.poll(told, soon).toContain('READY=1');
    const address = /listening: (\S+)/.exec(daemon.said())?.[1] ?? '';
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    await expect.poll(async () => (await fetch(`${address}/readyz`)).status, soon).toBe(200);

    const events = await fetch(`${address}/api/v1/events`);
    let heard = '';
    const ended = (async () => {
      for await (const bytes of events.body ?? []) heard += Buffer.from(bytes).toString('utf8');
    })().catch(() => undefined);
    await expect.poll(() => heard, soon).toContain('event: changed');
    const before = heard.split('event: changed').length;
    const offer = await story.provider.offer({ product: 'glite', version: '1.0.0', debs: ['glite'] });
    story.submit(offer);
    await expect.poll(() => heard.split('event: changed').length, soon).toBeGreaterThan(before);
    const release = async () =>
      (await (await fetch(`${address}/api/v1/releases/${offer.id}`)).json()) as {
        readonly status?: { readonly state: string };
      };
    await expect.poll(async () => (await release()).status?.state, soon).toBe('Unverified');
    const history = await fetch(`${address}/api/v1/releases/${offer.id}/history`);
    const own = await story.onHost('history', offer.id, '--json');
    const wayOf = ({ visits }: { readonly visits: readonly { readonly state: string }[] }) =>
      visits.map(({ state }) => state);
    expect(wayOf((await history.json()) as Parameters<typeof wayOf>[0])).toEqual(wayOf(JSON.parse(own.out)));
    expect((await fetch(`${address}/api/v1/metrics`)).status).toBe(200);
    // The state is shown as soon as it is written down; what is measured of a run comes at the end of it.
    const measured = async () => (await fetch(`${address}/metrics`)).text();
    await expect.poll(measured, soon).toMatch(/^stagepost_merge_to_served_seconds_count [1-9]/m);
    expect(await measured()).toMatch(/^stagepost_adapter_calls_total\{port="process",call="gpg"\} [1-9]/m);

    const page = async (path: string) => {
      const answer = await fetch(`${address}${path}`);
      return { status: answer.status, text: await answer.text() };
    };
    const repository = `/repositories/production/umd-5/debian-12/amd64/base`;
    for (const path of ['/', `/releases/${offer.id}`, '/repositories', repository, '/figures'])
      expect([path, (await page(path)).status]).toEqual([path, 200]);
    expect((await page('/')).text).toContain('glite');
    expect((await page(repository)).text).toContain('.sources');

    // This one never ends what it asks.
    const slow = connect(Number(new URL(address).port), '127.0.0.1');
    slow.on('error', () => undefined).write('GET /healthz HTTP/1.1\r\nHost: local');
    const { seconds, ...end } = await daemon.end('SIGTERM');
    await ended;
    slow.destroy();
    expect(told()).toContain('STOPPING=1');
    expect(end).toEqual({ code: 0, signal: null });
    expect(seconds).toBeLessThan(10);
  });
});
