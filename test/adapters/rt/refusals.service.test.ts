import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { instantOfMs } from '../../../src/domain/instant.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import type { TicketChanges } from '../../../src/domain/ticket.ts';
import type { TicketTracker } from '../../../src/ports/ticket-tracker.ts';
import { desiredTicket, fileOf, noChanges, ticketFields } from '../../builders/ticket.ts';
import { failureIn } from '../failure-code.ts';
import { realTracker } from './real-tracker.ts';
import { type Passing, rtProxy } from './rt-proxy.ts';

const rt = realTracker();
const now = () => instantOfMs(Date.now());
let releases = 0;

async function newTicket() {
  const ticket = desiredTicket(`umd-6/dcache-9.2.${++releases}`);
  const number = await rt.as('stagepost').create(ticket);
  const find = () => rt.as('stagepost').find(ticket.release, number);
  /** Reads as somebody, writes as somebody, and answers with what was refused. */
  const update = async (tracker: TicketTracker, changes: Partial<TicketChanges>) => {
    const found = await tracker.find(ticket.release, number);
    if (found === null) throw new Error(`ticket ${number} is there`);
    return (await tracker.update(found, { ...noChanges, ...changes })).refusals;
  };
  return { ticket, number, find, update };
}

const change = (number: number, body: unknown, user = 'stagepost') =>
  rt.ask(user, { method: 'PUT', path: `/ticket/${number}`, body });

describe('A refusal that Request Tracker answers like a success is found', () => {
  test('for a field that the user may not write, and it names the field and the right; the others are written.', async () => {
    const { find, update } = await newTicket();
    const fields = {
      repositoryUrl: 'https://elsewhere/',
      communicationStatus: 'Failed',
      status: 'resolved',
    } as const;
    const refusals = await update(rt.as('halfway'), { fields });
    expect(refusals).toEqual([expect.stringMatching(/RepositoryURL.*Permission Denied.*ModifyCustomField/)]);
    expect((await find())?.fields).toMatchObject({
      repositoryUrl: 'https://repo.example.org/stage-rollout/umd-5/',
      communicationStatus: 'Failed',
      status: 'resolved',
    });
  });

  test('for everything, when the user may only read.', async () => {
    const { find, update } = await newTicket();
    const before = await find();
    const refusals = await update(rt.as('reader'), {
      fields: { subject: 'renamed', status: 'resolved', rolloutProgress: 'Rejected' },
      owner: { kind: 'user', name: 'rosa' },
      watchers: { cc: [{ kind: 'user', name: 'rosa' }], adminCc: [{ kind: 'group', name: 'sw-rel-qc' }] },
      links: ['https://example.org/never'],
      files: { metadata: fileOf('<other/>'), checksums: fileOf('<other/>') },
      comments: [{ key: 'never', text: 'never' }],
    });
    expect(refusals).toEqual([
      expect.stringMatching(/^Subject was not taken: .*ModifyTicket/),
      expect.stringMatching(/^Status was not taken: .*ModifyTicket/),
      expect.stringMatching(/^RolloutProgress was not taken: /),
      expect.stringMatching(/^Owner was not taken: .*ReassignTicket/),
      expect.stringMatching(/^Cc was not taken: .*ModifyTicket/),
      expect.stringMatching(/^AdminCc was not taken: .*ModifyTicket/),
      expect.stringMatching(/^AddRefersTo was not taken: .*ModifyTicket/),
      expect.stringMatching(/^Release-metadata was not taken: /),
      expect.stringMatching(/^Release-checksums was not taken: /),
      expect.stringMatching(/^The comment never was not taken: .*CommentOnTicket/),
    ]);
    expect(await find()).toEqual(before);
  });

  test('for a value that the field does not take.', async () => {
    const { find, update } = await newTicket();
    const fields = {
      syncProtocol: 'gopher',
      verificationReport: 'not a link',
      rolloutProgress: 'Rejected',
    } as const;
    const refusals = await update(rt.as('stagepost'), { fields });
    expect(refusals).toEqual([
      expect.stringMatching(/^Sync-Protocol was not taken: Invalid value/),
      expect.stringMatching(/^Verification-Report was not taken: .*Web address/),
    ]);
    expect((await find())?.fields).toMatchObject({ syncProtocol: 'rsync', rolloutProgress: 'Rejected' });
  });

  test('for a user who may not see the ticket.', async () => {
    const { ticket, number, update } = await newTicket();
    const stranger = rt.as('stranger');
    const works = [
      () => stranger.find(ticket.release, number),
      () => stranger.find(ticket.release, null),
      () => stranger.create(ticket),
      () => update(stranger, { fields: { communicationStatus: 'OK' } }),
    ];
    for (const work of works) expect((await failureIn(work())).code).toBe('tracker-refused');
    expect(await stranger.problems({ people: [], now: now() })).toEqual([
      expect.stringMatching(/sw-rel.*SeeQueue/),
    ]);
  });
});

describe('No ticket is made twice', () => {
  test('when the id cannot be written: the first one without it stops all others.', async () => {
    const markless = rt.as('markless');
    const fields = ticketFields({ rolloutProgress: 'Submitted' });
    const ticket = desiredTicket('umd-6/markless-1.0.0', { fields });
    const number = await markless.create(ticket);
    expect(await markless.find(ticket.release, null)).toBeNull();
    const failure = await failureIn(markless.create(ticket));
    expect(failure.code).toBe('tracker-refused');
    expect(failure.message).toContain(String(number));
    await change(number, { CustomFields: { 'Stagepost-Release': ticket.release } });
    expect((await markless.find(ticket.release, null))?.number).toBe(number);
  });

  test('when the answer to its making is lost.', async () => {
    const ticket = desiredTicket('umd-6/lost-1.0.0');
    const url = await rtProxy(rt.url(), (method) => (method === 'POST' ? 'without answer' : 'whole'));
    expect((await failureIn(rt.as('stagepost', { url }).create(ticket))).code).toBe('tracker-unreachable');
    const found = await rt.as('stagepost').find(ticket.release, null);
    expect(found?.fields.rolloutProgress).toBe('StageRollout');
  });

  test('when two were merged: the one that is left is found by both numbers.', async () => {
    const { ticket, number, find } = await newTicket();
    const second = await rt.as('stagepost').create(ticket);
    expect((await failureIn(rt.as('stagepost').find(ticket.release, null))).message).toMatch(
      new RegExp(`${number}, ${second}$`),
    );
    await change(second, { MergeInto: number });
    expect((await find())?.number).toBe(number);
    expect((await rt.as('stagepost').find(ticket.release, second))?.number).toBe(number);
    expect((await rt.as('stagepost').find(ticket.release, null))?.number).toBe(number);
  });
});

describe('What people do meanwhile', () => {
  test('is not written over: a change between reading and writing ends the attempt.', async () => {
    const { number, find, update } = await newTicket();
    let changed = false;
    const url = await rtProxy(rt.url(), async (method): Promise<Passing> => {
      if (method === 'PUT' && !changed) {
        changed = true;
        await change(number, { CustomFields: { RolloutProgress: 'Production' } }, 'rosa');
      }
      return 'whole';
    });
    const changes = {
      fields: { rolloutProgress: 'Rejected', communicationStatus: 'Failed' } as const,
    };
    const failure = await failureIn(update(rt.as('stagepost', { url }), changes));
    expect(failure).toMatchObject({ code: 'tracker-refused', treatment: 'retry' });
    expect((await find())?.fields).toMatchObject({
      rolloutProgress: 'Production',
      communicationStatus: 'OK',
    });
    expect(await update(rt.as('stagepost', { url }), changes)).toEqual([]);
    expect((await find())?.fields).toMatchObject(changes.fields);
  });

  test('shows, also where they took something away.', async () => {
    const { number, find } = await newTicket();
    await change(number, { CustomFields: { RepositoryURL: null, 'Release-metadata': null } });
    const found = await find();
    expect(found?.fields.repositoryUrl).toBe('');
    expect(found?.files.metadata).toBeNull();
  });

  test('shows as undefined where we have no word for it, and is set right like everything else.', async () => {
    const { ticket, number, find, update } = await newTicket();
    await change(number, { Status: 'deleted' }, 'root');
    expect((await find())?.fields.status).toBeUndefined();
    expect(await rt.as('stagepost').find(ticket.release, null)).toBeNull();
    expect(await update(rt.as('stagepost'), { fields: { status: 'open' } })).toEqual([]);
    expect((await find())?.fields.status).toBe('open');
  });

  test('is no comment of ours, even when they quote one.', async () => {
    const { number, find, update } = await newTicket();
    const comment = { key: 'quoted', text: 'once' };
    await rt.ask('quentin', {
      method: 'POST',
      path: `/ticket/${number}/comment`,
      body: { Content: 'see\n\n[stagepost:quoted]', ContentType: 'text/plain' },
    });
    expect((await find())?.comments).toEqual(new Set());
    expect(await update(rt.as('stagepost'), { comments: [comment] })).toEqual([]);
    expect((await find())?.comments).toEqual(new Set(['quoted']));
  });
});

describe('A comment is not lost and not repeated', () => {
  test('when the answer to it is lost.', async () => {
    const { number, find, update } = await newTicket();
    const changes = { comments: [{ key: 'lost', text: 'x' }] };
    const url = await rtProxy(rt.url(), (_, path) =>
      path.endsWith('/comment') ? 'without answer' : 'whole',
    );
    const failure = await failureIn(update(rt.as('stagepost', { url }), changes));
    expect(failure.code).toBe('tracker-unreachable');
    expect(await update(rt.as('stagepost'), changes)).toEqual([]);
    expect((await find())?.comments).toEqual(new Set(['lost']));
    const { items } = (await rt.ask('stagepost', { path: `/ticket/${number}/attachments` })) as {
      items: unknown[];
    };
    expect(items).toHaveLength(1);
  });

  test('when there are more than one page of them, long ones and odd ones.', async () => {
    const { find, update } = await newTicket();
    const comments = Array.from({ length: 23 }, (_, index) => ({ key: `k-${index}`, text: `${index}` }));
    comments.push({ key: 'long', text: '🚀'.repeat(30_000) }, { key: 'half', text: 'half \ud83d' });
    expect(await update(rt.as('stagepost'), { comments })).toEqual([]);
    expect((await find())?.comments).toEqual(new Set(comments.map(({ key }) => key)));
  });
});

test('A server that hangs is given up in time.', async () => {
  const { ticket } = await newTicket();
  const url = await rtProxy(rt.url(), (_, path) => (path.includes('/ticket/') ? 'not at all' : 'whole'));
  const started = performance.now();
  const failure = await failureIn(rt.as('stagepost', { url, timeoutSeconds: 1 }).find(ticket.release, null));
  expect(failure.code).toBe('tracker-unreachable');
  expect(failure.message).toContain('within 1 s');
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('A token that Request Tracker does not know is refused, and told without the token.', async () => {
  const token = '1-99-00112233445566778899aabbccddeeff';
  await writeFile(rt.tokenFile('unknown'), token);
  const failure = await failureIn(rt.as('unknown').find('umd-6/x-1.0.0' as ReleaseId, null));
  expect(failure.code).toBe('tracker-refused');
  expect(failure.message).toContain('does not know the token');
  expect(JSON.stringify(failure)).not.toContain(token);
});

describe('What is wrong with the queue is told', () => {
  const tracker = () => rt.as('stagepost');

  async function fieldNumber(name: string): Promise<string> {
    const queue = (await rt.ask('root', { path: '/queue/sw-rel' })) as {
      TicketCustomFields: { id: string; name: string }[];
    };
    return queue.TicketCustomFields.find((field) => field.name === name)?.id ?? '';
  }

  async function withoutField(name: string, work: () => Promise<void>): Promise<void> {
    const path = `/customfield/${await fieldNumber(name)}`;
    await rt.ask('root', { method: 'PUT', path, body: { Disabled: 1 } });
    await work().finally(() => rt.ask('root', { method: 'PUT', path, body: { Disabled: 0 } }));
  }

  test('when a user may not make tickets, and when there is no such queue.', async () => {
    expect(await tracker().problems({ people: [], now: now() })).toEqual([]);
    expect(await rt.as('paula').problems({ people: [], now: now() })).toEqual([
      expect.stringContaining('CreateTicket'),
      expect.stringContaining('CommentOnTicket'),
    ]);
    expect(await rt.as('stagepost', { queue: 'sw/rel?' }).problems({ people: [], now: now() })).toEqual([
      expect.stringMatching(/no queue "sw\/rel\?".*SeeQueue/),
    ]);
  });

  test('when its clock is another one than ours.', async () => {
    const late = instantOfMs(Date.now() + 3_600_000);
    expect(await tracker().problems({ people: [], now: late })).toEqual([
      expect.stringMatching(/are 3[56]\d\d seconds apart/),
    ]);
  });

  test('when a field is not there; writing it is refused by name, and the rest is written.', async () => {
    const { find, update } = await newTicket();
    await withoutField('RepositoryURL', async () => {
      expect(await tracker().problems({ people: [], now: now() })).toEqual([
        expect.stringMatching(/RepositoryURL.*SeeCustomField/),
      ]);
      const fields = { repositoryUrl: 'https://elsewhere/', communicationStatus: 'Failed' } as const;
      const refusals = await update(tracker(), { fields });
      expect(refusals).toEqual([expect.stringMatching(/^RepositoryURL was not taken: .*no such field/)]);
      const found = await find();
      expect(found?.fields.repositoryUrl).toBeUndefined();
      expect(found?.fields.communicationStatus).toBe('Failed');
    });
  });

  test('when the id of a release has no field: a search by it finds nothing, and that is no missing ticket.', async () => {
    const { ticket } = await newTicket();
    await withoutField('Stagepost-Release', async () => {
      const failure = await failureIn(tracker().find(ticket.release, null));
      expect(failure.code).toBe('tracker-refused');
      expect(failure.message).toContain('Stagepost-Release');
    });
    expect(await tracker().find(ticket.release, null)).not.toBeNull();
  });

  test('when a field does not know a value that is needed.', async () => {
    const path = `/customfield/${await fieldNumber('CommunicationStatus')}`;
    const { items } = (await rt.ask('root', { path: `${path}/values` })) as {
      items: { id: string; name: string }[];
    };
    const failed = items.find(({ name }) => name === 'Failed')?.id;
    await rt.ask('root', { method: 'PUT', path: `${path}/value/${failed}`, body: { Name: 'Broken' } });
    expect(await tracker().problems({ people: [], now: now() })).toEqual([
      expect.stringMatching(/CommunicationStatus.* know Failed\./),
    ]);
    await rt.ask('root', { method: 'PUT', path: `${path}/value/${failed}`, body: { Name: 'Failed' } });
    expect(await tracker().problems({ people: [], now: now() })).toEqual([]);
  });
});
