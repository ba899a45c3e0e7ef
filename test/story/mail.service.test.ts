import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock/system-clock.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { makeAuthority } from '../adapters/https/make-authority.ts';
import { type MailServer, startMailServer } from '../fakes/mail-server.ts';
import { serve } from './daemon.ts';
import { setHostSection } from './host-section.ts';
import type { Offer } from './provider.ts';
import { type Said, type Story, startStory } from './story.ts';

const leader = 'leader@example.org';
const qc = 'qc@example.org';
const policy = (text: string) =>
  `${text}notifications:\n  watchers: [${leader}]\n  lists: {verification: ${qc}}\n`;

let story: Story;
let server: MailServer;

beforeAll(async () => {
  story = await startStory({ policy, platforms: ['debian-12/amd64=apt'] });
  server = await startMailServer();
});
afterAll(async () => {
  await server.stop();
  await story.stop();
});

function useServer(port: number): void {
  setHostSection(story, 'mail', {
    server: '127.0.0.1',
    port,
    encryption: 'none',
    from: 'stagepost@example.org',
  });
}

async function offered(product: string): Promise<Offer> {
  return story.provider.offer({ product, version: '1.0.0', debs: [product] });
}

async function applied(): Promise<Said> {
  const said = await story.onHost('apply');
  expect(said.code, said.err).toBe(0);
  return said;
}

/** What came since the last look: to whom, and the subject. */
function arrived(): readonly string[] {
  return server.received.splice(0).map(({ to, headers }) => `${to.join()} ${headers.get('subject')}`);
}

/** What waits for its time is due: the same as five minutes later. */
async function passTime(): Promise<void> {
  const { ledger, outbox } = await openLedger(join(story.state, 'ledger.sqlite'));
  for (const letter of await outbox.open()) {
    const { standing } = letter;
    if (standing.kind === 'waiting')
      await outbox.restand([letter], { ...standing, dueAt: systemClock.now() });
  }
  await ledger.close();
}

const about = (product: string, state: string) => `${product} 1.0.0 (umd-5): ${state}`;

describe('people who are told by mail', () => {
  test('hear nothing of what was done before the host had mail, and once of everything after it.', async () => {
    story.submit(await offered('argus'));
    await applied();
    useServer(server.port);
    story.submit(await offered('voms'));
    expect(await applied()).toMatchObject({ err: '' });
    expect(arrived()).toEqual([
      `${leader} ${about('voms', 'Submitted')}`,
      `${qc} ${about('voms', 'Unverified')}`,
      `${leader} ${about('voms', 'Unverified')}`,
    ]);
    await applied();
    expect(arrived()).toEqual([]);
  });

  test('hear of a failure and of an end with its reason, and of each under one Message-ID.', async () => {
    story.edit({ id: 'umd-5/argus-1.0.0' }, { desiredState: 'Rejected', reason: 'it does not start' });
    await applied();
    const mails = server.received.splice(0);
    expect(mails.map(({ to }) => to.join()).sort()).toEqual([leader, qc]);
    expect(new Set(mails.map(({ headers }) => headers.get('message-id'))).size).toBe(1);
    for (const { text } of mails) expect(text).toContain('\n> it does not start\n');
  });

  test('are not kept from it by one whom the server does not know; that is told, and mended by a person.', async () => {
    server.faults.set(qc, 'no-such-user');
    story.edit({ id: 'umd-5/voms-1.0.0' }, { desiredState: 'InVerification' });
    expect((await applied()).err).toBe(
      `not mirrored: mail to ${qc} about voms 1.0.0: the server says: 550 no such user here (to RCPT TO)\n`,
    );
    expect(arrived()).toEqual([`${leader} ${about('voms', 'InVerification')}`]);
    expect((await applied()).err).toBe('');
    expect((await story.onHost('status')).out).toContain('1 letter held, see stagepost notifications outbox');
    expect((await story.onHost('doctor')).out).toContain(`${qc}: the server says: 550 no such user here`);
    expect((await story.stagepost('notifications', 'outbox', '--host', story.hostFile)).out).toContain(
      `${qc}  voms 1.0.0, InVerification`,
    );
    const preview = await story.stagepost('notifications', 'preview', 'voms-1.0.0', '--host', story.hostFile);
    expect(preview.out).toContain(`  | Subject: ${about('voms', 'InVerification')}\n`);
    expect(preview.out).toContain(
      'This host tells those with a mail address by mail. Nobody tells sw-rel-admin',
    );
    server.faults.clear();
    const retried = await story.stagepost('notifications', 'retry', qc, '--host', story.hostFile);
    expect(retried.out).toBe(`1 letter to ${qc} will be sent with the next cycle\n`);
    await applied();
    expect(arrived()).toEqual([`${qc} ${about('voms', 'InVerification')}`]);
    const again = await story.stagepost('notifications', 'drop', qc, '--host', story.hostFile);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining(`nothing is held for ${qc}`) });
  });

  test('wait while the server is down, which holds up no release, and hear everything once when it is back.', async () => {
    await server.stop();
    story.edit({ id: 'umd-5/voms-1.0.0' }, { desiredState: 'Rejected', reason: 'not ours' });
    const { err } = await applied();
    expect(err).toMatch(/^not mirrored: mail: .*; 2 wait for the next run$/m);
    expect((await story.onHost('doctor')).out).toMatch(/^bad +mail server +mail server 127\.0\.0\.1:/m);
    server = await startMailServer({}, server.port);
    expect((await applied()).err).toBe('');
    expect(arrived()).toEqual([
      `${qc} ${about('voms', 'Rejected')}`,
      `${leader} ${about('voms', 'Rejected')}`,
    ]);
    await applied();
    expect(arrived()).toEqual([]);
  });
});

describe('an apply that is killed by SIGKILL', () => {
  /** Kills one before that call of outbox or mail. Not synchronously: the mail server lives in this process. */
  async function killBefore(call: string): Promise<void> {
    const script = join(import.meta.dirname, 'killed-apply.ts');
    const child = spawn(process.execPath, [script, story.hostFile, call], { stdio: 'ignore' });
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
  }

  test.each([
    ['it keeps what is to be told', 'outbox.queue:1', 'bdii', false],
    ['it writes down that a mail is sent', 'outbox.restand:1', 'canl', false],
    ['it sends a mail', 'mail.send:1', 'dpm', false],
    ['it writes down that a mail was sent', 'outbox.restand:2', 'emir', true],
  ])(
    'before %s loses no mail; only the one at work may come twice.',
    async (_when, call, product, isDoubled) => {
      story.submit(await offered(product));
      await killBefore(call);
      await applied();
      await passTime();
      await applied();
      const mails = server.received
        .splice(0)
        .map(({ to, headers }) => `${to.join()} ${headers.get('message-id')}`);
      const once = new Set(mails);
      expect(once.size).toBe(3);
      expect(mails.length).toBe(isDoubled ? 4 : 3);
      await passTime();
      await applied();
      expect(arrived()).toEqual([]);
    },
  );
});

describe('stagepost serve', () => {
  test('tells of what it did, over a connection that is encrypted and with a login.', async () => {
    const authority = await makeAuthority(join(story.work, 'authority'));
    const secure = await startMailServer({
      ...(await authority.prove('IP:127.0.0.1')),
      onAuth: ({ username, password }, _session, done) =>
        username === 'stagepost' && password === 'correct horse'
          ? done(null, { user: username })
          : done(new Error('no')),
    });
    const secretFile = join(story.work, 'mail-secret');
    writeFileSync(secretFile, 'correct horse\n', { mode: 0o600 });
    setHostSection(story, 'https', { caFile: authority.file });
    setHostSection(story, 'mail', {
      ...{ server: '127.0.0.1', port: secure.port, encryption: 'starttls', user: 'stagepost', secretFile },
      from: 'stagepost@example.org',
    });
    const daemon = serve(story);
    story.submit(await offered('fts'));
    await expect.poll(() => secure.received.length, { timeout: 120_000 }).toBe(3);
    expect(await daemon.end('SIGTERM')).toMatchObject({ code: 0 });
    expect(secure.received.map(({ headers }) => headers.get('subject'))).toContain(
      about('fts', 'Unverified'),
    );
    await secure.stop();
  });
});
