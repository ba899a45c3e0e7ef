import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDownloads } from '../../../src/adapters/download/open-source.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { receiveFile } from '../../../src/adapters/files/receive-file.ts';
import { ftpTransport } from '../../../src/adapters/ftp/ftp-transport.ts';
import { openHostFinder } from '../../../src/adapters/network/find-host.ts';
import type { FetchRequest } from '../../../src/ports/release-source.ts';
import { releaseSourceContract } from '../../contracts/release-source.ts';
import { failureIn } from '../failure-code.ts';
import { type FtpManners, type FtpServer, type SendingTurn, serveFtp } from './serve-ftp.ts';

const whole = `${'x'.repeat(100_000)}${'y'.repeat(100_000)}`;
const running: FtpServer[] = [];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stagepost-'));
  await mkdir(join(root, 'served/umd5'), { recursive: true });
  await writeFile(join(root, 'served/umd5/a.rpm'), whole);
  await writeFile(join(root, 'served/umd5/empty.rpm'), '');
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rm(root, { recursive: true }));

function openFtp(resolve: (name: string) => Promise<readonly string[]> = async () => []) {
  return openDownloads({
    transport: ftpTransport,
    hosts: openHostFinder({ resolve }),
    files: localFiles,
    receive: receiveFile,
    firstPauseMs: 5,
  });
}

async function serve(manners: FtpManners = {}): Promise<FtpServer> {
  const server = await serveFtp(join(root, 'served'), manners);
  running.push(server);
  return server;
}

async function request(
  server: { readonly host: string },
  more: Partial<FetchRequest> = {},
): Promise<FetchRequest> {
  return {
    url: `ftp://${server.host}/umd5/`,
    folder: '',
    files: ['a.rpm'],
    into: await mkdtemp(join(root, 'into-')),
    maxFileBytes: 1_000_000,
    maxSeconds: 20,
    agreed: { hosts: [server.host], networks: [] },
    acceptedTools: [],
    ...more,
  };
}

async function arrived(wish: FetchRequest): Promise<string> {
  await openFtp().fetch(wish);
  return readFile(join(wish.into, 'a.rpm'), 'utf8');
}

releaseSourceContract('ftp', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'stagepost-'));
  const folder = join(dir, 'served/umd5/voms');
  const inbox = join(dir, 'inbox');
  await mkdir(folder, { recursive: true });
  await mkdir(inbox);
  const server = await serveFtp(join(dir, 'served'));
  const stop = async () => {
    await server.stop();
    await rm(dir, { recursive: true });
  };
  const url = `ftp://${server.host}/umd5/voms/`;
  return { reader: openFtp(), folder, inbox, url, deadUrl: 'ftp://127.0.0.1:1/umd5/', stop };
});

describe('ftp', () => {
  test('fetches bytes in passive mode over one connection, as anybody', async () => {
    const server = await serve();
    const wish = await request(server, { files: ['a.rpm', 'missing.rpm', 'empty.rpm'] });
    expect(await arrived(wish)).toBe(whole);
    expect((await readdir(wish.into)).sort()).toEqual(['a.rpm', 'empty.rpm']);
    expect(server.commands).toContain('USER anonymous');
    expect(server.commands).toContain('TYPE I');
    expect(server.commands.filter((line) => line.startsWith('USER'))).toHaveLength(1);
    expect(server.commands.filter((line) => /^(PORT|EPRT|LIST|STOR|AUTH)/.test(line))).toEqual([]);
  });

  test('does without EPSV, SIZE and MDTM', async () => {
    const server = await serve({ lacks: ['EPSV', 'SIZE', 'MDTM'] });
    expect(await arrived(await request(server))).toBe(whole);
    expect(server.commands).toContain('PASV');
  });

  test('says that a server which wants a password lets nobody in', async () => {
    const server = await serve({ says: (command) => (command === 'PASS' ? '530 no' : undefined) });
    const failure = await failureIn(openFtp().fetch(await request(server)));
    expect(failure).toMatchObject({ code: 'provider-unreachable' });
    expect(failure.message).toContain('lets nobody in without a password');
  });
});

describe('ftp and a server that sends data elsewhere', () => {
  test('refuses an answer to PASV that names another host', async () => {
    const evil = await serve({ address: '127.0.0.2' });
    for (const host of ['10,0,0,1', '169,254,169,254', '8,8,8,8']) {
      const numbers = `${host},${evil.port >> 8},${evil.port & 255}`;
      const says = (command: string) => (command === 'PASV' ? `227 passive (${numbers})` : undefined);
      const server = await serve({ lacks: ['EPSV'], says });
      const wish = await request(server);
      expect((await failureIn(openFtp().fetch(wish))).code).toBe('provider-unreachable');
      expect(await readdir(wish.into)).toEqual([]);
    }
    expect(evil.connections()).toBe(0);
  });

  test('ignores a host in the answer to EPSV, and another one of this machine in that to PASV', async () => {
    const evil = await serve({ address: '127.0.0.2' });
    const numbers = `127,0,0,2,${evil.port >> 8},${evil.port & 255}`;
    const answers: Readonly<Record<string, string>> = {
      EPSV: `229 passive (|1|127.0.0.2|${evil.port}|)`,
      PASV: `227 passive (${numbers})`,
    };
    const server = await serve({ says: (command) => answers[command] });
    expect((await failureIn(openFtp().fetch(await request(server)))).code).toBe('provider-unreachable');
    expect(evil.connections()).toBe(0);
  });
});

describe('ftp and a connection that breaks', () => {
  const partOf = (last: (turn: SendingTurn) => void) => (turn: SendingTurn) => {
    const { data, content, times, say } = turn;
    if (times > 1) data.end(content, () => say('226 that was all'));
    else data.write(content.subarray(0, 50_000), () => last(turn));
  };

  test.each([
    [
      'the server hangs up',
      ({ data, hangUp }: SendingTurn) => setTimeout(() => [data.destroy(), hangUp()], 50),
    ],
    ['the server says so', ({ data, say }: SendingTurn) => data.end(() => say('426 lost it'))],
    ['the server says that this was all', ({ data, say }: SendingTurn) => data.end(() => say('226 all'))],
  ])('goes on from there when %s', async (_what, last) => {
    const server = await serve({ sends: partOf(last) });
    expect(await arrived(await request(server))).toBe(whole);
    const again = server.commands.filter((line) => line.startsWith('REST'));
    expect(again).toHaveLength(1);
    expect(Number(again[0]?.slice(5))).toBeGreaterThan(0);
  });

  test('begins anew when the server cannot say whether the file is the same', async () => {
    const server = await serve({
      lacks: ['MDTM'],
      sends: partOf(({ data, say }) => data.end(() => say('426 lost it'))),
    });
    expect(await arrived(await request(server))).toBe(whole);
    expect(server.commands.filter((line) => line.startsWith('REST'))).toEqual([]);
  });
});

describe('ftp and a server without end', () => {
  test('leaves out a file that is longer than it may be', async () => {
    const server = await serve({
      lacks: ['SIZE'],
      sends: ({ data }) => {
        const again = setInterval(() => data.write('x'.repeat(65_536)), 1);
        data.once('close', () => clearInterval(again));
      },
    });
    const wish = await request(server, { files: ['a.rpm', 'missing.rpm'], maxFileBytes: 300_000 });
    await openFtp().fetch(wish);
    expect(await readdir(wish.into)).toEqual([]);
  });

  test.each([
    ['data in drops', { sends: ({ data }: SendingTurn) => drip(data) }],
    ['a greeting that never ends', { says: (command: string) => (command === '' ? '220-wait' : undefined) }],
    ['no answer', { says: (command: string) => (command === 'TYPE' ? '' : undefined) }],
  ] as const)('ends %s at its time', async (_what, manners) => {
    const server = await serve(manners);
    const wish = await request(server, { maxSeconds: 0.5 });
    const begun = performance.now();
    expect((await failureIn(openFtp().fetch(wish))).code).toBe('command-timed-out');
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(await readdir(wish.into)).toEqual([]);
  });

  test('ends an answer that is too long for any', async () => {
    const says = (command: string) => (command === 'TYPE' ? `200-${'x'.repeat(200_000)}` : undefined);
    const server = await serve({ says });
    expect((await failureIn(openFtp().fetch(await request(server)))).code).toBe('provider-unreachable');
  });
});

function drip(socket: Socket): void {
  const again = setInterval(() => socket.write('x'), 50);
  socket.once('close', () => clearInterval(again));
}

test('ftp asks for an address once, and the second answer is never used', async () => {
  const good = await serve({
    sends: ({ data, content, times, say, hangUp }) => {
      if (times === 2) hangUp();
      else data.end(content, () => say('226 that was all'));
    },
  });
  const evil = await serve({ address: '127.0.0.2', port: good.port });
  const host = `repo.example.org:${good.port}`;
  let lookups = 0;
  const reader = openFtp(async () => {
    lookups += 1;
    return [lookups === 1 ? '127.0.0.1' : '127.0.0.2'];
  });
  const agreed = { hosts: [host], networks: ['127.0.0.0/8'] };
  const files = ['empty.rpm', 'a.rpm'];
  await reader.fetch({ ...(await request(good, { agreed, files })), url: `ftp://${host}/umd5/` });
  expect(good.commands.filter((line) => line.startsWith('USER'))).toHaveLength(2);
  expect(lookups).toBe(1);
  expect(evil.connections()).toBe(0);
});
