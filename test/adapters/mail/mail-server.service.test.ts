import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import type { MailServerAccess } from '../../../src/adapters/mail/mail-server-access.ts';
import { openMailServer } from '../../../src/adapters/mail/open-mail-server.ts';
import { aMail, anAddress } from '../../builders/mail.ts';
import { mailerContract } from '../../contracts/mailer.ts';
import { type MailServer, startMailServer } from '../../fakes/mail-server.ts';
import { type Authority, makeAuthority } from '../https/make-authority.ts';

const watcher = 'watcher@example.org';
let dir: string;
let authority: Authority;
let secrets = 0;
const servers: MailServer[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stagepost-mail-'));
  authority = await makeAuthority(join(dir, 'authority'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function serverWith(options: SMTPServerOptions = {}): Promise<MailServer> {
  const server = await startMailServer(options);
  servers.push(server);
  return server;
}

function accessTo(port: number, parts: Partial<MailServerAccess> = {}): MailServerAccess {
  return {
    ...{ server: '127.0.0.1', port, encryption: 'none', login: null },
    from: anAddress('stagepost@example.org'),
    replyTo: anAddress('sw-rel@rt.example.org'),
    authorities: async () => [...getCACertificates('default'), authority.pem],
    files: localFiles,
    timeoutSeconds: 60,
    ...parts,
  };
}

mailerContract('SMTP', async () => {
  const server = await serverWith();
  const idOf = (messageId: string | undefined) => /^<(.*)@example\.org>$/.exec(messageId ?? '')?.[1] ?? '';
  return {
    mailer: openMailServer(accessTo(server.port)),
    arrived: () =>
      server.received.map(({ to, headers }) => ({
        ...{ to: to.join(), id: idOf(headers.get('message-id')), subject: headers.get('subject') ?? '' },
      })),
    fault: (to, fault) => server.faults.set(to, fault),
    goDown: () => server.stop(),
  };
});

describe('a mail', () => {
  test('says who sends it, that a program does, where answers go, and to which conversation it belongs.', async () => {
    const server = await serverWith();
    const mailer = openMailServer(accessTo(server.port));
    await mailer.send(aMail('a1'));
    await mailer.send(aMail('a2', { as: 'cc' }));
    const [first, second] = server.received;
    expect(Object.fromEntries(first?.headers ?? [])).toMatchObject({
      from: 'stagepost@example.org',
      to: watcher,
      'reply-to': 'sw-rel@rt.example.org',
      'message-id': '<a1@example.org>',
      'auto-submitted': 'auto-generated',
      precedence: 'list',
      'list-id': '<umd-5.stagepost.example.org>',
      references: expect.stringMatching(/^<[0-9a-f]{32}\.release@example\.org>$/),
    });
    expect(second?.headers.get('references')).toBe(first?.headers.get('references'));
    expect(first?.headers.get('in-reply-to')).toBe(first?.headers.get('references'));
    expect([second?.headers.get('cc'), second?.headers.get('to')]).toEqual([
      watcher,
      '"undisclosed-recipients":;',
    ]);
    expect(first).toMatchObject({
      from: 'stagepost@example.org',
      text: aMail('a1').text,
      html: aMail('a1').html,
    });
    expect(first?.headers.has('x-mailer')).toBe(false);
  });

  test('keeps characters of every kind, and lines as long as people write them.', async () => {
    const server = await serverWith();
    const text = `𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ✓ =20 .\n.\n..\nFrom here\n${'x'.repeat(3000)}\n`;
    await openMailServer(accessTo(server.port)).send(aMail('a1', { text, html: `<p>${text}</p>` }));
    expect(server.received[0]?.text).toBe(text);
    expect(server.received[0]?.html).toBe(`<p>${text}</p>`);
    expect(server.received[0]?.raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  test('has no header that its subject brings.', async () => {
    const server = await serverWith();
    const mailer = openMailServer(accessTo(server.port));
    const subject = 'voms\r\nBcc: all@example.org\r\n\r\nStatus: resolved';
    expect(await mailer.send(aMail('a1', { subject }))).toEqual({ kind: 'accepted' });
    const [mail] = server.received;
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.has('status')).toBe(false);
    expect(mail?.to).toEqual([watcher]);
  });
});

describe('a mail server', () => {
  test('that has no room when it has read the mail is asked later.', async () => {
    const server = await serverWith();
    server.faults.set(watcher, 'busy-after-data');
    const delivery = await openMailServer(accessTo(server.port)).send(aMail('a1'));
    expect(delivery).toEqual({ kind: 'deferred', sentence: 'the server says: 452 no room now (to DATA)' });
  });

  test('that will not take the sender, or so large a mail, refuses us or the mail and not the recipient.', async () => {
    const stranger = await serverWith({
      onMailFrom: (_from, _session, done) =>
        done(Object.assign(new Error('who are you'), { responseCode: 553 })),
    });
    const delivery = await openMailServer(accessTo(stranger.port)).send(aMail('a1'));
    expect(delivery).toMatchObject({
      kind: 'unreachable',
      sentence: expect.stringContaining('553 who are you'),
    });
    const small = await serverWith({ size: 500 });
    expect(await openMailServer(accessTo(small.port)).send(aMail('a1'))).toMatchObject({ kind: 'refused' });
  });

  test('that hangs after the mail leaves it unclear, when its time is over.', async () => {
    const server = await serverWith();
    server.faults.set(watcher, 'hangs-after-data');
    const mailer = openMailServer(accessTo(server.port, { timeoutSeconds: 10 }));
    expect(await mailer.send(aMail('a1'))).toMatchObject({ kind: 'unclear' });
    expect(server.received.length).toBe(1);
  });

  test('that hangs is left when we are asked to end, and what it was given is unclear.', async () => {
    const server = await serverWith();
    const stop = new AbortController();
    const mailer = openMailServer(accessTo(server.port, { stop: stop.signal }));
    server.faults.set(watcher, 'hangs-after-data');
    const sent = mailer.send(aMail('a1'));
    await expect.poll(() => server.received.length, { timeout: 60_000 }).toBe(1);
    stop.abort();
    expect(await sent).toEqual({ kind: 'unclear', sentence: 'this program was asked to end' });
    expect(await mailer.send(aMail('a2'))).toMatchObject({ kind: 'unreachable' });
    expect(server.received.length).toBe(1);
  });

  test('that says nothing, or nothing that ends, cannot be used; neither keeps us for longer than its time.', async () => {
    const silent = await listening(() => undefined);
    const endless = await listening((socket) => {
      const timer = setInterval(() => socket.write('220-and on\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const chatty = await listening((socket) => {
      socket.write(`220 ${'x'.repeat(200_000)}`);
    });
    for (const port of [silent.port, endless.port, chatty.port]) {
      const mailer = openMailServer(accessTo(port, { timeoutSeconds: 1 }));
      expect(await mailer.send(aMail('a1'))).toMatchObject({ kind: 'unreachable' });
      expect(await mailer.problems()).toEqual([expect.stringContaining(`127.0.0.1:${port}`)]);
    }
    await Promise.all([silent, endless, chatty].map((server) => server.stop()));
  });

  test('is shown to nobody as it is: control characters of its answers are gone, and they are short.', async () => {
    const rude = await serverWith({
      onRcptTo: (_to, _session, done) =>
        done(Object.assign(new Error(`\u001b[31m${'long '.repeat(200)}`), { responseCode: 550 })),
    });
    const delivery = await openMailServer(accessTo(rude.port)).send(aMail('a1'));
    expect(delivery.kind).toBe('refused');
    const sentence = delivery.kind === 'refused' ? delivery.sentence : '';
    expect(sentence).not.toContain('\u001b');
    expect(sentence.length).toBeLessThan(330);
  });
});

describe('encryption', () => {
  test('is used from the start or after the greeting, and the server must prove its name.', async () => {
    for (const encryption of ['implicit', 'starttls'] as const) {
      const good = await authority.prove('DNS:localhost,IP:127.0.0.1');
      const server = await serverWith({ ...good, secure: encryption === 'implicit' });
      const mailer = openMailServer(accessTo(server.port, { encryption }));
      expect(await mailer.problems()).toEqual([]);
      expect(await mailer.send(aMail('a1'))).toEqual({ kind: 'accepted' });
      const stranger = openMailServer(
        accessTo(server.port, { encryption, authorities: async () => getCACertificates('default') }),
      );
      expect(await stranger.send(aMail('a2'))).toMatchObject({ kind: 'unreachable' });
      const other = await serverWith({
        ...(await authority.prove('DNS:elsewhere.example.org')),
        secure: encryption === 'implicit',
      });
      const wrong = openMailServer(accessTo(other.port, { encryption }));
      expect(await wrong.problems()).toEqual([expect.stringMatching(/altnames|does not match/)]);
      expect([server.received.length, other.received.length]).toEqual([1, 0]);
    }
  });

  test('cannot be talked out of: a server that does not offer it gets neither mail nor password.', async () => {
    const asked: string[] = [];
    const plain = await serverWith({
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => {
        asked.push(String(password));
        done(null, { user: 'stagepost' });
      },
    });
    const login = { user: 'stagepost', secretFile: secretFile('correct horse') };
    const mailer = openMailServer(accessTo(plain.port, { encryption: 'starttls', login }));
    expect(await mailer.send(aMail('a1'))).toMatchObject({ kind: 'unreachable' });
    expect(asked).toEqual([]);
  });
});

describe('a login', () => {
  test('is made with the password of the file, which is read anew; a wrong one is told without it.', async () => {
    const server = await serverWith({
      ...(await authority.prove('IP:127.0.0.1')),
      onAuth: ({ username, password }, _session, done) =>
        username === 'stagepost' && password === 'correct horse'
          ? done(null, { user: username })
          : done(new Error('no')),
    });
    const login = { user: 'stagepost', secretFile: secretFile('wrong horse') };
    const mailer = openMailServer(accessTo(server.port, { encryption: 'starttls', login }));
    const problems = await mailer.problems();
    expect(problems).toEqual([expect.stringMatching(/535/)]);
    expect(problems.join()).not.toContain('horse');
    writeFileSync(login.secretFile, 'correct horse\n');
    expect(await mailer.send(aMail('a1'))).toEqual({ kind: 'accepted' });
    rmSync(login.secretFile);
    expect(await mailer.problems()).toEqual([
      expect.stringContaining(`there is no file ${login.secretFile}`),
    ]);
    expect(await mailer.send(aMail('a1'))).toMatchObject({ kind: 'unreachable' });
  });
});

function secretFile(password: string): string {
  const file = join(dir, `secret-${++secrets}`);
  writeFileSync(file, `${password}\n`);
  return file;
}

async function listening(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
