import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { setHostSection } from './host-section.ts';
import type { Offer } from './provider.ts';
import { type Story, startStory } from './story.ts';
import { ticketOf } from './tickets-seen.ts';

const soon = { timeout: 120_000, interval: 250 };
const port = 19_421 + (process.pid % 1000);
const secret = 'the-secret-of-the-tracker-0123456789';
const secretFileIn = (dir: string) => join(dir, 'rollout-progress-secret');

const rt = realTracker((dir) => {
  writeFileSync(secretFileIn(dir), `${secret}\n`, { mode: 0o600 });
  return { url: `http://127.0.0.1:${port}/api/v1/rollout-progress`, secretFile: secretFileIn(dir) };
});
let story: Story;
let daemon: Daemon;
let voms: Offer;

beforeAll(async () => {
  story = await startStory({
    platforms: ['debian-12/amd64=apt'],
    url: async () => 'https://repo.example.org',
  });
  // The story merges in a working tree, and takes pushes there as a server would.
  story.git('config', 'receive.denyCurrentBranch', 'updateInstead');
  setHostSection(story, 'requestTracker', {
    url: rt.url(),
    queue: 'sw-rel',
    tokenFile: rt.tokenFile('stagepost'),
  });
  const listen = `listen: {port: ${port}, rolloutProgress: {secretFile: '${secretFileIn(rt.dir())}'}}\n`;
  writeFileSync(story.hostFile, readFileSync(story.hostFile, 'utf8') + listen);
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', debs: ['voms'] });
  story.submit(voms);
  expect((await story.onHost('apply')).code).toBe(0);
  daemon = startDaemon(story);
});
afterAll(async () => {
  daemon.kill();
  await daemon.ended;
  await story.stop();
});

const seen = () => ticketOf(rt, voms.id);
const fields = async () => (await seen()).fields;

async function change(user: string, state: string, words?: string): Promise<unknown> {
  const { number } = await seen();
  const CustomFields = { RolloutProgress: state };
  if (words === undefined)
    return rt.ask(user, { method: 'PUT', path: `/ticket/${number}`, body: { CustomFields } });
  const body = { Content: words, ContentType: 'text/plain', CustomFields };
  return rt.ask(user, { method: 'POST', path: `/ticket/${number}/comment`, body });
}

const newest = (branch: string) => story.git('log', '-1', '--format=%an <%ae>%n%cn%n%B', branch).trim();
const branches = () =>
  story.git('branch', '--list', '--format=%(refname:short)', 'stagepost/rt-*').split('\n').filter(Boolean);

interface Told {
  readonly delivery: string;
  readonly standing: { readonly kind: string; readonly reasons?: readonly string[] };
}

async function told(): Promise<readonly Told[]> {
  const { out } = await story.stagepost('queue', 'list', '--all', '--json', '--host', story.hostFile);
  return JSON.parse(out) as readonly Told[];
}

describe('What somebody changes on a ticket', () => {
  test('comes to main in the name of who asked, and is OK when it is so; Stagepost’s own writing is no request.', async () => {
    await expect.poll(async () => (await fields()).CommunicationStatus, soon).toBe('OK');
    await change('quentin', 'InVerification');
    await expect.poll(() => newest('main'), soon).toContain('voms 4.2.0: Unverified -> InVerification');
    const { number } = await seen();
    expect(newest('main')).toMatch(
      new RegExp(
        `^quentin <quentin@rt\\.test>\\nStagepost\\n.*\\n\\nAsked for by quentin on ticket ${number}: .*\\n\\n` +
          `Stagepost-Ticket: ${number}\\nStagepost-Actor: quentin\\nStagepost-Delivery: (${number}-\\d+-\\d+)\\n` +
          'Stagepost-Request: rt-\\1$',
      ),
    );
    await expect
      .poll(async () => {
        const { RolloutProgress, CommunicationStatus } = await fields();
        return [RolloutProgress, CommunicationStatus];
      }, soon)
      .toEqual(['InVerification', 'OK']);
    await expect
      .poll(async () => (await told()).map(({ standing }) => standing.kind), soon)
      .toEqual(['settled']);
  });

  test('is refused with every reason as one comment, and set back, when the ticket lacks what it needs.', async () => {
    await change('quentin', 'Rejected');
    await expect
      .poll(
        async () => (await seen()).comments.filter((text) => text.includes('Rejected needs a reason')),
        soon,
      )
      .toHaveLength(1);
    await expect
      .poll(async () => {
        const { RolloutProgress, CommunicationStatus } = await fields();
        return [RolloutProgress, CommunicationStatus];
      }, soon)
      .toEqual(['InVerification', 'Failed']);
    expect(newest('main')).toContain('Unverified -> InVerification');
  });

  test('waits on a branch when packages would move, Pending, and is settled when people merge it.', async () => {
    const { number } = await seen();
    const link = 'https://example.org/reports/voms';
    await rt.ask('quentin', {
      method: 'PUT',
      path: `/ticket/${number}`,
      body: { CustomFields: { 'Verification-Report': link, RolloutProgress: 'StageRollout' } },
    });
    await expect.poll(branches, soon).toHaveLength(1);
    const [branch = ''] = branches();
    expect(newest(branch)).toContain('voms 4.2.0: InVerification -> StageRollout');
    expect(story.git('show', `${branch}:releases/${voms.id}.yaml`)).toContain(`verificationReport: ${link}`);
    await expect.poll(async () => (await fields()).CommunicationStatus, soon).toBe('Pending');
    story.git('merge', '--quiet', '--no-ff', '--message', 'merge it', branch);
    story.git('branch', '--quiet', '--delete', branch);
    await expect
      .poll(async () => {
        const { RolloutProgress, CommunicationStatus } = await fields();
        return [RolloutProgress, CommunicationStatus];
      }, soon)
      .toEqual(['StageRollout', 'OK']);
  });

  test('is refused when its branch is removed.', async () => {
    await change('rosa', 'Rejected', 'It breaks\nthe upgrade.');
    await expect.poll(branches, soon).toHaveLength(1);
    const [branch = ''] = branches();
    expect(story.git('show', `${branch}:releases/${voms.id}.yaml`)).toContain('It breaks the upgrade.');
    await expect.poll(async () => (await told()).at(-1)?.standing.kind, soon).toBe('proposed');
    story.git('branch', '--quiet', '--delete', '--force', branch);
    // Something else of main moves, after which branches are looked for.
    story.merge('a word', { 'README.md': 'a word\n' });
    await expect
      .poll(async () => (await told()).at(-1)?.standing.reasons, soon)
      .toEqual([`branch ${branch} was removed without a merge`]);
    await expect.poll(async () => (await fields()).RolloutProgress, soon).toBe('StageRollout');
  });

  test('whose message was lost is found where RT wrote it down.', async () => {
    const before = (await told()).length;
    expect((await daemon.end('SIGTERM')).code).toBe(0);
    // RT keeps what it cannot send until somebody has it sent again, which nobody does here.
    await change('rosa', 'Not published', 'Nobody needs it.');
    daemon = startDaemon(story);
    await expect.poll(async () => (await told()).length, soon).toBeGreaterThan(before);
    await expect.poll(branches, soon).toHaveLength(1);
    expect(newest(branches()[0] ?? '')).toContain('StageRollout -> NotPublished');
    await expect.poll(async () => (await told()).at(-1)?.standing.kind, soon).toBe('proposed');
  });

  test('that waits on a branch waits there still, once, after the process was killed.', async () => {
    const heads = story.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads/stagepost/');
    await daemon.end('SIGKILL');
    daemon = startDaemon(story);
    await expect.poll(() => daemon.said(), soon).toContain('listening: ');
    await expect.poll(async () => (await told()).at(-1)?.standing.kind, soon).toBe('proposed');
    expect(story.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads/stagepost/')).toBe(
      heads,
    );
  });
});

describe('A new ticket', () => {
  test('becomes the file of a release, pinned and with its number, once it has all that takes; until then it says what lacks.', async () => {
    const argus = await story.provider.offer({ product: 'argus', version: '1.7.5', debs: ['argus'] });
    const file = (FileName: string) => ({
      ...{ FileName, FileType: 'application/xml' },
      FileContent: readFileSync(join(argus.folder, FileName)).toString('base64'),
    });
    const made = (await rt.ask('petr', {
      method: 'POST',
      path: '/ticket',
      body: {
        Queue: 'sw-rel',
        Subject: 'argus 1.7.5',
        CustomFields: {
          ...{ 'Sync-URL': argus.url, AssociatedMajorRelease: 'umd-5' },
          'Release-metadata': file('release.xml'),
        },
      },
    })) as { readonly id: string };
    const comments = async () => {
      const path = `/ticket/${made.id}/attachments?fields=Content&per_page=100`;
      const { items } = (await rt.ask('root', { path })) as { items: { Content: string }[] };
      return items.map(({ Content }) => Content).join('\n');
    };
    await expect.poll(comments, soon).toContain('Release-checksums holds no checksums.xml');
    await rt.ask('petr', {
      method: 'PUT',
      path: `/ticket/${made.id}`,
      body: { CustomFields: { 'Release-checksums': file('checksums.xml') } },
    });
    const ofTicket = () => branches().find((branch) => branch.startsWith(`stagepost/rt-${made.id}-`)) ?? '';
    await expect.poll(ofTicket, soon).not.toBe('');
    const text = story.git('show', `${ofTicket()}:releases/umd-5/argus-1.7.5.yaml`);
    expect(text).toContain(`checksumsDigest: ${argus.checksumsDigest}`);
    expect(text).toMatch(new RegExp(`tickets:\\n? *\\{?rt: ${made.id}`));
    await expect.poll(comments, soon).toContain('waits for somebody to merge it');
    const branch = ofTicket();
    story.git('merge', '--quiet', '--no-ff', '--message', 'merge it', branch);
    story.git('branch', '--quiet', '--delete', branch);
    const ticket = () => ticketOf(rt, argus.id).catch(() => null);
    await expect.poll(ticket, soon).toMatchObject({
      number: Number(made.id),
      fields: { RolloutProgress: 'Unverified', CommunicationStatus: 'OK' },
    });
  });
});
