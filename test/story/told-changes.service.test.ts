import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployFolder, rtEnvironment } from '../../scripts/request-tracker/run-rt.ts';
import { siteConfig } from '../../scripts/request-tracker/site-config.ts';
import { makeAuthority } from '../adapters/https/make-authority.ts';
import { serveHttps } from '../adapters/https/serve-https.ts';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { type Daemon, serve } from './daemon.ts';
import { setHostSection } from './host-section.ts';
import { type Story, startStory } from './story.ts';
import { ticketsOf } from './tickets-seen.ts';

const secret = 'the-secret-of-the-tracker-0123456789';
const port = 19_321 + (process.pid % 1000);
const secretFileIn = (dir: string) => join(dir, 'stagepost-secret');
const rt = realTracker((dir) => ({
  url: `http://127.0.0.1:${port}/api/v1/rollout-progress`,
  secretFile: secretFileIn(dir),
}));
const soon = { timeout: 60_000, interval: 200 };

let story: Story;
let voms = 0;

beforeAll(async () => {
  useSecret(secret);
  story = await startStory({
    platforms: ['debian-12/amd64=apt'],
    url: async () => 'https://repo.example.org',
  });
  const file = join(story.work, 'rollout-progress-secret');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  const listen = `listen: {port: ${port}, rolloutProgress: {secretFile: '${file}'}}\n`;
  writeFileSync(story.hostFile, readFileSync(story.hostFile, 'utf8') + listen);
  setHostSection(story, 'requestTracker', {
    url: rt.url(),
    queue: 'sw-rel',
    tokenFile: rt.tokenFile('stagepost'),
  });
  const offer = await story.provider.offer({ product: 'voms', version: '1.0.0', debs: ['voms'] });
  story.submit(offer);
  expect(await story.onHost('apply')).toMatchObject({ code: 0, err: '' });
  [voms = 0] = await ticketsOf(rt, offer.id);
});
afterAll(() => story.stop());

/** What Request Tracker signs with from now on. */
function useSecret(text: string): void {
  writeFileSync(secretFileIn(rt.dir()), `${text}\n`, { mode: 0o600 });
}

async function served(): Promise<Daemon> {
  const daemon = serve(story);
  // Before it has observed anything it can judge nothing, and says so with 503.
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(isReady, soon).toBe(200);
  return daemon;
}

const move = (user: string, state: string) =>
  rt.ask(user, {
    method: 'PUT',
    path: `/ticket/${voms}`,
    body: { CustomFields: { RolloutProgress: state } },
  });

/** A provider makes a ticket. */
async function newTicket(): Promise<number> {
  const made = await rt.ask('petr', {
    method: 'POST',
    path: '/ticket',
    body: { Queue: 'sw-rel', Subject: 'a release', CustomFields: { EmergencyRelease: 'Yes' } },
  });
  return Number((made as { readonly id: string }).id);
}

interface Told {
  readonly delivery: string;
  readonly body: string;
  readonly standing: { readonly kind: string };
}

/** What Stagepost has of a ticket. */
async function toldOf(ticket: number): Promise<readonly Told[]> {
  const { out } = await story.stagepost('queue', 'list', '--all', '--json', '--host', story.hostFile);
  return (JSON.parse(out) as readonly Told[]).filter(({ delivery }) => delivery.startsWith(`${ticket}-`));
}

/** What cron does every minute, perhaps in an RT that has another address of Stagepost. */
async function sendWaiting(url?: string, more: Readonly<Record<string, string>> = {}): Promise<Sent> {
  const script = join(deployFolder, 'RT-Extension-Stagepost/sbin/stagepost-outbox');
  const other = url === undefined ? {} : { RT_SITE_CONFIG: configWith(url) };
  const env = { ...process.env, ...rtEnvironment(rt.dir()), ...other, ...more };
  return promisify(execFile)('perl', [script], { env }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, out: stdout }),
  );
}

interface Sent {
  readonly code: number;
  readonly out: string;
}

function configWith(url: string): string {
  const telling = { url, secretFile: secretFileIn(rt.dir()) };
  const file = join(rt.dir(), 'other.pm');
  const text = siteConfig({ dir: rt.dir(), port: Number(new URL(rt.url()).port), telling });
  writeFileSync(file, text.replace('Timeout => 30', 'Timeout => 2'));
  return file;
}

describe('Stagepost is told of what people change on tickets:', () => {
  test('an allowed step is signed, taken, and waits with the name of who asked.', async () => {
    const daemon = await served();
    expect(await move('quentin', 'InVerification')).toEqual([
      'RolloutProgress Unverified changed to InVerification',
    ]);
    // RT may answer before it sends.
    await expect.poll(() => toldOf(voms), soon).toHaveLength(1);
    const [told, ...others] = await toldOf(voms);
    // What Stagepost wrote into the ticket before is none of it.
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      delivery: expect.stringMatching(/^\d+-\d+-\d{10}$/),
      // What becomes of it is another story.
      standing: { kind: expect.stringMatching(/^(?:waiting|proposed)$/) },
    });
    expect(JSON.parse(told?.body ?? '')).toEqual({
      Ticket_Id: voms,
      Previous_Rollout_Progress: 'Unverified',
      Current_Rollout_Progress: 'InVerification',
      Emergency_Release: 'No',
      Actor: 'quentin',
    });
    expect(await sendWaiting()).toEqual({ code: 0, out: '' });
    await daemon.end('SIGTERM');
  });

  test('one that Stagepost refuses is kept there with the reasons, and is not sent again.', async () => {
    const daemon = await served();
    // RT takes the ticket's word for an emergency, and Stagepost that of the release file.
    const emergency = { path: `/ticket/${voms}`, body: { CustomFields: { EmergencyRelease: 'Yes' } } };
    const moved = async () => {
      await rt.ask('alice', { method: 'PUT', ...emergency });
      return move('rosa', 'Production');
    };
    await expect.poll(moved, soon).toEqual(['RolloutProgress InVerification changed to Production']);
    const last = async () => (await toldOf(voms)).at(-1)?.standing.kind;
    await expect.poll(last, soon).toBe('refused');
    expect(await sendWaiting()).toEqual({ code: 0, out: '' });
    await daemon.end('SIGTERM');
  });

  test('what is changed while nobody listens is told later, and once.', async () => {
    const ticket = await newTicket();
    const { code, out } = await sendWaiting();
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`^ticket ${ticket}, ${ticket}-\\d+-\\d+: no answer: .*\n1 waiting for Stagepost\n$`),
    );
    const daemon = await served();
    expect(await sendWaiting()).toEqual({ code: 0, out: '' });
    expect(await sendWaiting()).toEqual({ code: 0, out: '' });
    const told = await toldOf(ticket);
    expect(told).toHaveLength(1);
    // RT's own list of what was done may have been quicker than its message; it does not say what is an emergency.
    expect(JSON.parse(told[0]?.body ?? '')).toMatchObject({
      Previous_Rollout_Progress: '',
      Current_Rollout_Progress: 'Submitted',
    });
    await daemon.end('SIGTERM');
  });

  test('a wrong secret is named, nothing is lost, and once it is right all is told.', async () => {
    const daemon = await served();
    useSecret('another-secret-0123456789012345');
    const ticket = await newTicket();
    const reason = 'status 401: the secret is another than that of Stagepost';
    const log = () => readFileSync(join(rt.dir(), 'rt.log'), 'utf8');
    await expect.poll(log, soon).toContain(reason);
    expect(await sendWaiting()).toEqual({ code: 1, out: expect.stringContaining(reason) });
    useSecret(secret);
    expect(await sendWaiting()).toEqual({ code: 0, out: '' });
    expect(await toldOf(ticket)).toHaveLength(1);
    await daemon.end('SIGTERM');
  });

  test('only https and a certificate that is trusted will do, and a server that hangs is given up.', async () => {
    await newTicket();
    const authority = await makeAuthority(join(story.work, 'authority'));
    let hangs = true;
    const server = await serveHttps(await authority.prove('IP:127.0.0.1'), (_request, response) => {
      if (!hangs) response.writeHead(202).end('{}');
    });
    const url = `https://${server.host}/api/v1/rollout-progress`;
    const trusted = { SSL_CERT_FILE: authority.file };
    const because = (why: string) => ({ code: 1, out: expect.stringContaining(why) });
    expect(await sendWaiting('http://stagepost.example.org/')).toEqual(because('must be https'));
    expect(await sendWaiting(url)).toEqual(because('certificate verify failed'));
    expect(server.asked).toEqual([]);
    expect(await sendWaiting(url, trusted)).toEqual(because('Timed out'));
    hangs = false;
    expect(await sendWaiting(url, trusted)).toEqual({ code: 0, out: '' });
    expect(server.asked).toHaveLength(2);
    await server.stop();
  });
});
