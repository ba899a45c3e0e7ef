import { describe, expect, test } from 'vitest';
import { openRequestTracker } from '../../src/adapters/rt/open-request-tracker.ts';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { emptyRecord, type ReconcilerRecord, type ReleaseRecord } from '../../src/domain/record.ts';
import type { StateName } from '../../src/domain/release.ts';
import { mirrorTickets } from '../../src/reconcile/mirror-tickets.ts';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { type Passing, rtProxy } from '../adapters/rt/rt-proxy.ts';
import { aPolicy } from '../builders/policy.ts';
import { aCommit, aDesiredRelease, noon } from '../builders/release.ts';
import { aDesiredState } from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeInbox } from '../fakes/inbox.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { ticketOf, ticketsOf } from '../story/tickets-seen.ts';

const rt = realTracker();
const hour = 3601;
let products = 0;

/** A Stagepost with some releases of its own, whose cycles end with a round of the mirror. */
function aHost(count = 1) {
  const clock = fakeClock(noon);
  const root = (stage: string) => ({ path: `/srv/${stage}`, url: `https://repo.example.org/${stage}` });
  const deps = {
    pool: {
      releaseXml: async () => Buffer.from('<release/>'),
      checksumsXml: async () => Buffer.from('<checksums/>'),
    },
    mirrors: { pages: () => ['https://stagepost.example.org/releases/x'] },
    roots: {
      unverified: root('unverified'),
      'stage-rollout': root('stage-rollout'),
      production: root('production'),
    },
    ledger: fakeLedger(),
    inbox: fakeInbox(),
    clock,
  };
  const policy = { ...aPolicy(), tickets: { owners: { verification: 'quentin', stagedRollout: 'rosa' } } };
  const releases = Array.from({ length: count }, () =>
    aDesiredRelease({ product: `product${++products}` }, ['Unverified'], 1),
  );
  const desired = aDesiredState(releases, 1, policy);
  const ids = desired.releases.map(({ release }) => release.id);
  let url = rt.url();
  let timeoutSeconds = 60;
  return {
    clock,
    id: ids[0] ?? '',
    ids,
    reachedBy: (address: string, seconds = 60) => {
      url = address;
      timeoutSeconds = seconds;
    },
    round: (...states: readonly StateName[]) => {
      const tracker = openRequestTracker({
        url,
        tokenFile: rt.tokenFile('stagepost'),
        queue: 'sw-rel',
        timeoutSeconds,
      });
      return mirrorTickets(deps, tracker, { desired, record: recordOf(desired, states), plan: nothingHeld });
    },
  };
}

const nothingHeld = { heldBack: [], components: [] } as unknown as Plan;

function recordOf({ releases }: DesiredState, states: readonly StateName[]): ReconcilerRecord {
  const visits = states.map((state, at) => {
    return { state, entered: plusSeconds(noon, at * 60), commit: aCommit(state), reason: null };
  });
  const recorded = releases.map(({ release }) => {
    const record = { release: release.id, observed: { state: states.at(-1) }, visits };
    return [release.id, record as unknown as ReleaseRecord] as const;
  });
  return { ...emptyRecord, releases: new Map(recorded) };
}

interface Shown {
  readonly Subject: string;
  readonly Owner: { readonly id: string };
  readonly Cc: readonly { readonly id: string }[];
}

const shown = async (number: number) => (await rt.ask('root', { path: `/ticket/${number}` })) as Shown;
const edit = (user: string, number: number, body: unknown) =>
  rt.ask(user, { method: 'PUT', path: `/ticket/${number}`, body });

const verified = ['Submitted', 'Unverified', 'InVerification'] as const;

describe('A Request Tracker that is not well', () => {
  test('is down for a day: nothing is lost or doubled, and all comes in order when it is back.', async () => {
    const host = aHost(3);
    host.reachedBy('http://127.0.0.1:1');
    for (const states of [['Submitted'], ['Submitted', 'Unverified'], verified] as const) {
      expect(await host.round(...states)).toEqual([
        { subject: 'tickets', sentence: expect.stringMatching(/; 3 wait for it$/) },
      ]);
      host.clock.advance(8 * hour);
    }
    host.reachedBy(rt.url());
    expect(await host.round(...verified)).toEqual([]);
    const numbers = [];
    for (const id of host.ids) {
      const { number, fields, states } = await ticketOf(rt, id);
      numbers.push(number);
      expect(fields).toMatchObject({ RolloutProgress: 'InVerification', CommunicationStatus: 'OK' });
      expect(states).toEqual([expect.stringContaining('is in InVerification')]);
    }
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test.each<[string, Passing, readonly number[], number]>([
    ['says 500 after having done it', 'without answer', Array.from({ length: 40 }, (_, at) => at), 60],
    // Each of these takes as long as silence is borne, which is far more than RT needs for an answer.
    ['hangs', 'not at all', [1, 4, 9], 8],
  ])(
    '%s, at any request: the round ends, and one right ticket is there in the end.',
    async (_, passing, at, seconds) => {
      const host = aHost();
      for (const most of at) {
        let passed = 0;
        const isFailed = () => passed > most;
        const proxy = await rtProxy(rt.url(), () => {
          passed += 1;
          return isFailed() ? passing : 'whole';
        });
        host.reachedBy(proxy, seconds);
        const notes = await host.round(...verified);
        expect(notes.length).toBe(isFailed() ? 1 : 0);
        if (!isFailed()) break;
      }
      host.reachedBy(rt.url());
      expect(await host.round(...verified)).toEqual([]);
      expect(await ticketsOf(rt, host.id)).toHaveLength(1);
      const { fields, states } = await ticketOf(rt, host.id);
      expect(fields).toMatchObject({ RolloutProgress: 'InVerification', CommunicationStatus: 'OK' });
      expect(states).toHaveLength(1);
    },
  );

  test('fails while somebody edits the ticket: what they did is told and set back once it is well.', async () => {
    const host = aHost();
    await host.round(...verified);
    const { number } = await ticketOf(rt, host.id);
    await edit('quentin', number, {
      CustomFields: { 'Verification-Report': 'https://elsewhere.example.org/' },
    });
    host.clock.advance(hour);
    host.reachedBy(await rtProxy(rt.url(), (method) => (method === 'GET' ? 'whole' : 'without answer')));
    expect(await host.round(...verified)).toHaveLength(1);
    host.reachedBy(rt.url());
    expect(await host.round(...verified)).toEqual([]);
    const { fields, comments } = await ticketOf(rt, host.id);
    expect(fields['Verification-Report']).toBe('https://example.org/v');
    expect(comments).toEqual([
      expect.stringMatching(
        /Verification-Report from .* to "https:\/\/elsewhere\.example\.org\/", by quentin,/,
      ),
    ]);
  });
});

describe('What people do to a ticket', () => {
  test('by renaming it, taking somebody out of Cc and putting others in is told and set back.', async () => {
    const host = aHost();
    await host.round(...verified);
    const { number } = await ticketOf(rt, host.id);
    const before = await shown(number);
    expect(before.Owner.id).toBe('quentin');
    await edit('rosa', number, { Subject: 'my\r\nStatus: resolved', Cc: ['paula'] });
    host.clock.advance(hour);
    expect(await host.round(...verified)).toEqual([]);
    const after = await shown(number);
    expect(after).toMatchObject({ Subject: before.Subject, Cc: before.Cc });
    const { comments } = await ticketOf(rt, host.id);
    expect(comments).toEqual([expect.stringMatching(/- Subject from ".*" to "my.*", by rosa, /)]);
    expect(comments[0]).toContain('- Cc, by rosa, ');
    expect(comments[0]).not.toMatch(/^Status: resolved/m);
  });

  test('by giving it to somebody else is left as it is until the next phase begins (R28).', async () => {
    const host = aHost();
    await host.round(...verified);
    const { number } = await ticketOf(rt, host.id);
    await edit('quentin', number, { Owner: 'alice' });
    host.clock.advance(hour);
    expect(await host.round(...verified)).toEqual([]);
    expect(await host.round(...verified, 'WaitingForResponse')).toEqual([]);
    expect((await shown(number)).Owner.id).toBe('alice');
  });

  test('by deleting it is told and undone, and by merging it into another makes no second one.', async () => {
    const host = aHost();
    await host.round(...verified);
    const { number } = await ticketOf(rt, host.id);
    await edit('alice', number, { Status: 'deleted' });
    host.clock.advance(hour);
    expect(await host.round(...verified)).toEqual([]);
    const { fields, comments } = await ticketOf(rt, host.id);
    expect(fields.Status).toBe('open');
    expect(comments.at(-1)).toMatch(/- Status from "open" to "deleted", by alice, /);
    const made = (await rt.ask('petr', {
      method: 'POST',
      path: '/ticket',
      body: { Queue: 'sw-rel', Subject: 'the same once more' },
    })) as { readonly id: string };
    await edit('root', number, { MergeInto: Number(made.id) });
    host.clock.advance(hour);
    expect(await host.round(...verified)).toEqual([]);
    expect((await ticketOf(rt, host.id)).number).toBe(Number(made.id));
  });

  test('by moving it to another queue is told in each round, and no second one is made.', async () => {
    const host = aHost();
    await host.round(...verified);
    const { number } = await ticketOf(rt, host.id);
    // RT moves tickets between queues of the same lifecycle alone.
    const queue = { Name: 'elsewhere', Lifecycle: 'sw-rel' };
    await rt.ask('root', { method: 'POST', path: '/queue', body: queue });
    await edit('root', number, { Queue: 'elsewhere' });
    host.clock.advance(hour);
    // Its user has no rights there, and need not have any.
    const moved = [expect.objectContaining({ sentence: expect.stringContaining(String(number)) })];
    for (const _ of [1, 2]) expect(await host.round(...verified)).toEqual(moved);
    expect(await ticketsOf(rt, host.id)).toEqual([]);
  });
});

test('Two that read a ticket at the same moment do not write over each other one after the other.', async () => {
  const host = aHost();
  await host.round(...verified);
  const { number } = await ticketOf(rt, host.id);
  let changed = false;
  host.reachedBy(
    await rtProxy(rt.url(), async (method): Promise<Passing> => {
      if (method === 'PUT' && !changed) {
        changed = true;
        await edit('alice', number, { CustomFields: { EmergencyRelease: 'Yes' } });
      }
      return 'whole';
    }),
  );
  expect(await host.round(...verified, 'WaitingForResponse')).toEqual([
    expect.objectContaining({ sentence: expect.stringContaining('changed by somebody else') }),
  ]);
  expect(await host.round(...verified, 'WaitingForResponse')).toEqual([]);
  const { fields, comments } = await ticketOf(rt, host.id);
  expect(fields).toMatchObject({ EmergencyRelease: 'No', RolloutProgress: 'WaitingForResponse' });
  expect(comments).toEqual([expect.stringContaining('- EmergencyRelease from "No" to "Yes", by alice, ')]);
});
