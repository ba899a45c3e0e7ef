import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployFolder, rtEnvironment } from '../../scripts/request-tracker/run-rt.ts';
import { siteConfig } from '../../scripts/request-tracker/site-config.ts';
import { realTracker } from '../adapters/rt/real-tracker.ts';

/** What Stagepost's side answers; a delivery that is not named is taken. */
const answers = new Map<string, number>();
const taken: string[] = [];
let server: Server;
let url = '';

const rt = realTracker();

beforeAll(async () => {
  server = createServer((request, response) => {
    const delivery = String(request.headers['x-rt-delivery']);
    const ticket = delivery.split('-')[0] ?? '';
    const status = answers.get(ticket) ?? 202;
    if (status === 202) taken.push(delivery);
    request.resume().on('end', () => response.writeHead(status).end('{"detail":"it is not like this"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

/** An RT whose changes are told to that side, and that gives up after so many seconds. */
function environment(giveUpAfter: number) {
  const secretFile = join(rt.dir(), 'secret');
  writeFileSync(secretFile, 'the-secret-of-the-tracker-0123456789\n', { mode: 0o600 });
  const telling = { url, secretFile };
  const text = siteConfig({ dir: rt.dir(), port: Number(new URL(rt.url()).port), telling });
  const file = join(rt.dir(), 'telling.pm');
  writeFileSync(file, text.replace('Timeout => 30', `Timeout => 30, GiveUpAfter => ${giveUpAfter}`));
  return { ...process.env, ...rtEnvironment(rt.dir()), RT_SITE_CONFIG: file };
}

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function outbox(args: readonly string[] = [], giveUpAfter = 86_400): Promise<Said> {
  const script = join(deployFolder, 'RT-Extension-Stagepost/sbin/stagepost-outbox');
  return promisify(execFile)('perl', [script, ...args], { env: environment(giveUpAfter) }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => {
      return { code, out: stdout, err: stderr };
    },
  );
}

/** A new ticket whose making waits in the outbox; its scrip is not told where Stagepost is, so it is put there by hand. */
async function waiting(): Promise<number> {
  const body = { Queue: 'sw-rel', Subject: 'a release' };
  const made = (await rt.ask('petr', { method: 'POST', path: '/ticket', body })) as { readonly id: string };
  const keep = `
    use lib '/usr/share/request-tracker5/lib';
    use RT; RT::LoadConfig(); RT::Init();
    require RT::Extension::Stagepost::Outbox;
    my $ticket = RT::Ticket->new( RT->SystemUser ); $ticket->Load(${Number(made.id)});
    RT::Extension::Stagepost::Outbox::keep( $ticket, $ticket->Transactions->First ) or die;`;
  await promisify(execFile)('perl', ['-e', keep], { env: environment(86_400) });
  return Number(made.id);
}

async function commentsOn(ticket: number): Promise<readonly string[]> {
  const path = `/ticket/${ticket}/attachments?fields=Content,ContentType&per_page=100`;
  const { items } = (await rt.ask('root', { path })) as { readonly items: readonly { Content: string }[] };
  return items.map(({ Content }) => Content).filter((text) => text.startsWith('Stagepost was not told'));
}

describe('A message that Stagepost never takes', () => {
  test('holds up no other ticket, and after its time not its own either; the ticket tells.', async () => {
    const [odd, other] = [await waiting(), await waiting()];
    answers.set(String(odd), 409);
    const first = await outbox();
    expect(first).toMatchObject({ code: 1, out: expect.stringMatching(/status 409: it is not like this/) });
    expect(first.out).toContain('1 waiting for Stagepost');
    expect(taken).toEqual([expect.stringMatching(new RegExp(`^${other}-`))]);
    // Its scrips mail to nobody here, and Stagepost hears no second time of it.
    expect(await outbox([], -1)).toMatchObject({ code: 0, out: '' });
    expect(await commentsOn(odd)).toEqual([
      expect.stringMatching(
        /change to Submitted \(\d+-\d+-\d+\): status 409: it is not like this\n\nWhat to do/,
      ),
    ]);
    expect(await outbox()).toMatchObject({ code: 0, out: '' });
  });

  test('is dropped by an administrator, by its name alone.', async () => {
    const ticket = await waiting();
    answers.set(String(ticket), 400);
    const [, delivery = ''] = /(\d+-\d+-\d+):/.exec((await outbox()).out) ?? [];
    expect(await outbox(['--drop', '1-2-3'])).toMatchObject({
      err: expect.stringContaining('No message 1-2-3 waits\n'),
    });
    expect(await outbox(['--drop'])).toMatchObject({ err: expect.stringContaining('usage: ') });
    expect(await outbox(['--drop', delivery])).toMatchObject({ code: 0, out: '' });
    expect(await commentsOn(ticket)).toEqual([expect.stringContaining('an administrator has taken')]);
    expect(await outbox()).toMatchObject({ code: 0, out: '' });
  });

  test('is kept without an end where nobody answers at all.', async () => {
    const ticket = await waiting();
    answers.set(String(ticket), 503);
    expect(await outbox([], -1)).toMatchObject({ code: 1, out: expect.stringContaining('1 waiting') });
    answers.clear();
    expect(await outbox(['--hourly'])).toMatchObject({ code: 0, out: '' });
    expect(taken.at(-1)).toMatch(new RegExp(`^${ticket}-`));
  });
});
