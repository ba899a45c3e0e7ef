import { beforeAll, describe, expect, test } from 'vitest';
import { openTicketRequests } from '../../../src/adapters/rt/open-ticket-requests.ts';
import { instantOfMs, plusSeconds } from '../../../src/domain/instant.ts';
import type { TicketRequests } from '../../../src/ports/ticket-requests.ts';
import { failureIn } from '../failure-code.ts';
import { realTracker } from './real-tracker.ts';

const rt = realTracker();

const as = (user: string, queue = 'sw-rel'): TicketRequests =>
  openTicketRequests({ url: rt.url(), tokenFile: rt.tokenFile(user), queue, timeoutSeconds: 30 });

const monthAgo = plusSeconds(instantOfMs(Date.now()), -30 * 86_400);
const tomorrow = plusSeconds(instantOfMs(Date.now()), 86_400);

async function make(fields: object = {}): Promise<number> {
  const made = (await rt.ask('petr', {
    method: 'POST',
    path: '/ticket',
    body: {
      Queue: 'sw-rel',
      Subject: 'voms 4.2.0',
      CustomFields: {
        'Sync-URL': 'rsync://repo.example.org/voms/',
        AssociatedMajorRelease: 'umd-5',
        ...fields,
      },
    },
  })) as { readonly id: string };
  return Number(made.id);
}

const set = (user: string, ticket: number, fields: object) =>
  rt.ask(user, { method: 'PUT', path: `/ticket/${ticket}`, body: { CustomFields: fields } });

const say = (user: string, ticket: number, Content: string, more: object = {}) =>
  rt.ask(user, {
    method: 'POST',
    path: `/ticket/${ticket}/comment`,
    body: { Content, ContentType: 'text/plain', ...more },
  });

describe('What people do on tickets', () => {
  let requests: TicketRequests;
  let ticket: number;
  beforeAll(async () => {
    requests = as('stagepost');
    ticket = await make();
  });

  test('is read as it was done, in its order, without what Stagepost did itself.', async () => {
    await set('quentin', ticket, { RolloutProgress: 'Unverified' });
    await set('stagepost', ticket, { RolloutProgress: 'InVerification', CommunicationStatus: 'OK' });
    await set('quentin', ticket, { 'Verification-Report': 'https://example.org/report?id=7' });
    const reading = await requests.read(ticket);
    const common = { ticket, at: expect.stringMatching(/Z$/), number: expect.any(Number) };
    expect(reading).toMatchObject({
      ticket,
      release: null,
      changes: [
        { ...common, actor: 'petr', from: null, to: 'Submitted' },
        { ...common, actor: 'quentin', from: 'Submitted', to: 'Unverified' },
      ],
      reports: [{ field: 'verificationReport', link: 'https://example.org/report?id=7' }],
      verificationReport: 'https://example.org/report?id=7',
      stageRolloutReport: '',
      isEmergency: false,
    });
    expect(reading?.own).toHaveLength(2);
  });

  test('comes as news of the queue, after what was heard before or since a moment.', async () => {
    const all = await requests.news({ from: monthAgo });
    expect(all.changes.map(({ actor, to }) => `${actor} ${to}`)).toEqual([
      'petr Submitted',
      'quentin Unverified',
    ]);
    expect(all.touched).toEqual([ticket]);
    expect(await requests.news({ from: tomorrow })).toEqual({ changes: [], touched: [], newest: null });
    const after = all.newest ?? 0;
    expect(await requests.news({ after })).toEqual({ changes: [], touched: [], newest: null });
    const other = await make();
    expect(await requests.news({ after })).toMatchObject({ changes: [{ ticket: other }], touched: [other] });
  });

  test('is somebody’s, whose name, mail and groups RT knows, be it by a group inside of a group.', async () => {
    const groups = ['sw-rel-qc', 'sw-rel-sr', 'nosuch'];
    expect(await requests.actor('quentin', groups)).toEqual({
      login: 'quentin',
      name: 'quentin',
      mail: 'quentin@rt.test',
      groups: ['sw-rel-qc'],
    });
    const { items } = (await rt.ask('root', {
      method: 'POST',
      path: '/groups',
      body: [{ field: 'Name', value: 'sw-rel-sr' }],
    })) as { readonly items: readonly { readonly id: string }[] };
    const inner = (await rt.ask('root', { method: 'POST', path: '/group', body: { Name: 'inner' } })) as {
      readonly id: string;
    };
    const join = (group: string | undefined, member: string | number) =>
      rt.ask('root', { method: 'PUT', path: `/group/${group}/members`, body: [member] });
    await join(items[0]?.id, inner.id);
    const { id } = (await rt.ask('root', { path: '/user/paula' })) as { readonly id?: number };
    await join(inner.id, id ?? 'paula');
    expect((await requests.actor('paula', groups)).groups).toEqual(['sw-rel-sr']);
    expect(await requests.actor('nobody-at-all', groups)).toMatchObject({ mail: '', groups: [] });
  });

  test('goes with what they wrote, plain or as a page, and not with what others did or what is old.', async () => {
    const before = (await requests.read(ticket))?.changes.at(-1)?.number ?? 0;
    const said = (login: string, more: object = {}) =>
      requests.said({ ticket, login, after: before, from: monthAgo, ...more });
    expect(await said('quentin')).toBe('');
    await say('quentin', ticket, 'It breaks\nthe upgrade \u{1f680}.');
    await say('rosa', ticket, 'Something else.');
    expect(await said('quentin')).toBe('It breaks\nthe upgrade 🚀.');
    await say('quentin', ticket, '<p>Because <b>it</b> &amp; so</p>\n<p>Outcome: Warning<br>&lt;x&gt;</p>', {
      ContentType: 'text/html',
    });
    expect(await said('quentin')).toBe('Because it & so\nOutcome: Warning\n<x>');
    expect(await said('quentin', { from: tomorrow })).toBe('');
    // What is too large to be read is no reason for anything, and no outage.
    await say('quentin', ticket, 'x'.repeat(14 * 1024 * 1024));
    expect(await said('quentin')).toBe('');
    expect(await said('quentin', { after: 1_000_000 })).toBe('');
  });

  test('offers a new release by fields and files.', async () => {
    const file = (FileName: string, content: string) => ({
      ...{ FileName, FileType: 'application/xml' },
      FileContent: Buffer.from(content).toString('base64'),
    });
    const made = await make({
      'Release-checksums': file('checksums.xml', '<checksums/>'),
      'Release-metadata': file('release.xml', '<release/>'),
      EmergencyRelease: 'Yes',
    });
    expect(await requests.offer(made)).toEqual({
      subject: 'voms 4.2.0',
      majorRelease: 'umd-5',
      type: 'NonIncremental',
      isEmergency: true,
      url: 'rsync://repo.example.org/voms/',
      checksums: Buffer.from('<checksums/>'),
      releaseXml: Buffer.from('<release/>'),
    });
    expect(await requests.offer(ticket)).toMatchObject({ checksums: null, releaseXml: null });
  });

  test('is answered on the ticket, once.', async () => {
    const comment = { key: 'request-1', text: 'No checksums.xml is attached.' };
    for (let times = 0; times < 2; times += 1) await requests.tell(ticket, comment, 'Failed');
    const { items } = (await rt.ask('stagepost', {
      path: `/ticket/${ticket}/attachments?fields=Content&per_page=100`,
    })) as { items: { Content: string }[] };
    expect(items.filter(({ Content }) => Content.includes('No checksums.xml'))).toHaveLength(1);
  });

  test('is nothing to do with tickets that are not there, or in another queue.', async () => {
    expect(await requests.read(999_999)).toBeNull();
    expect(await as('stagepost', 'General').read(ticket)).toBeNull();
    expect(await as('stagepost', 'General').offer(ticket)).toBeNull();
    expect(await requests.offer(999_999)).toBeNull();
    await requests.tell(999_999, { key: 'a', text: 'b' }, 'Failed');
  });

  test('cannot be heard by whoever lacks the rights, and RT says which.', async () => {
    expect(await failureIn(as('stranger').news({ from: monthAgo }))).toMatchObject({
      code: 'tracker-refused',
    });
  });
});
