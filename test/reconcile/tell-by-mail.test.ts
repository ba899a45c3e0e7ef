import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import type { ReconcilerRecord } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Mailer } from '../../src/ports/mailer.ts';
import type { Outbox } from '../../src/ports/outbox.ts';
import {
  type OwnMail,
  prepareTelling,
  type TellingDeps,
  tellByMail,
} from '../../src/reconcile/tell-by-mail.ts';
import { aPolicy, someNotifications } from '../builders/policy.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import { aDesiredState, emptyWorld, untilQuiet } from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { type FakeMailer, fakeMailer } from '../fakes/mailer.ts';
import { fakeOutbox } from '../fakes/outbox.ts';

const leader = 'leader@example.org';
const dmsu = 'dmsu@example.org';
const lists = { ...someNotifications().lists, administrators: dmsu };
const policy = { ...aPolicy(), notifications: someNotifications({ watchers: [leader], lists }) };

function mainAsks(...wishes: Parameters<typeof aDesiredRelease>[1]): DesiredState {
  return aDesiredState([aDesiredRelease({}, wishes, 1)], wishes.length, policy);
}

const fetched = mainAsks('Unverified');
const verified = mainAsks('Unverified', 'InVerification');
const before = untilQuiet(emptyWorld, fetched);
const after = untilQuiet(before, verified);

/** A host whose mail is what a test makes of it. */
function aHost(
  parts: { readonly outbox?: Outbox; readonly mailer?: Mailer; readonly mail?: Partial<OwnMail> } = {},
) {
  const server = fakeMailer();
  const clock = fakeClock(noon);
  const outbox = parts.outbox ?? fakeOutbox();
  const deps: TellingDeps = {
    mail: {
      mailer: parts.mailer ?? server,
      places: { ticketTag: null, pageOf: () => null, ticketUrl: () => null },
      hasTickets: false,
      ...parts.mail,
    },
    outbox,
    ledger: fakeLedger(),
    clock,
  };
  /** A cycle that writes down what came after `record`. */
  const cycle = async (desired: DesiredState, record: ReconcilerRecord, next = record) => {
    await prepareTelling(deps, desired, known(record));
    return tellByMail(deps, desired, next);
  };
  return { deps, server, clock, outbox, cycle };
}

const seen = ({ arrived }: Pick<FakeMailer, 'arrived'>) =>
  arrived.map(({ to, subject }) => `${to} ${subject}`);
const inVerification = 'voms 4.2.0 (UMD 5): InVerification';

describe('Telling by mail', () => {
  test('leaves the past alone when it begins, and tells once of what is written down from then on.', async () => {
    const { server, cycle } = aHost();
    await cycle(fetched, before.record);
    expect(seen(server)).toEqual([]);
    expect(await cycle(verified, before.record, after.record)).toEqual({ notes: [], due: null });
    await cycle(verified, after.record);
    expect(seen(server)).toEqual([`${leader} ${inVerification}`, `${dmsu} ${inVerification}`]);
  });

  test('tells of what the first run itself enters.', async () => {
    const { server, cycle } = aHost();
    await cycle(verified, before.record, after.record);
    expect(seen(server).length).toBe(2);
  });

  test('tells of every state that was written down by a run that ended before it could.', async () => {
    const { server, cycle } = aHost();
    await cycle(fetched, emptyWorld.record);
    await cycle(verified, after.record);
    expect(seen(server).filter((line) => line.startsWith(leader))).toEqual([
      `${leader} voms 4.2.0 (UMD 5): Submitted`,
      `${leader} voms 4.2.0 (UMD 5): Unverified`,
      `${leader} ${inVerification}`,
    ]);
  });

  test('begins with no record that cannot be read, because everything in it would be news later.', async () => {
    const { deps, server, outbox, cycle } = aHost();
    await prepareTelling(deps, fetched, unknown('the branch cannot be fetched'));
    const round = await tellByMail(deps, fetched, emptyWorld.record);
    expect(round.notes).toEqual([{ subject: 'mail', sentence: expect.stringContaining('has not begun') }]);
    expect(await outbox.progress()).toBeNull();
    await cycle(fetched, before.record);
    expect(seen(server)).toEqual([]);
  });

  test('is silent where tickets tell the same, and says nothing of that time when policy changes.', async () => {
    const { deps, server, cycle } = aHost({ mail: { hasTickets: true } });
    await cycle(fetched, before.record);
    await cycle(verified, before.record, after.record);
    expect(seen(server)).toEqual([]);
    const both = { ...policy, notifications: { ...policy.notifications, by: 'both' as const } };
    await tellByMail(deps, { ...verified, policy: both }, after.record);
    expect(seen(server)).toEqual([]);
  });

  test('does nothing where a host has no mail server.', async () => {
    const { deps, outbox } = aHost();
    await prepareTelling({ ...deps, mail: null }, fetched, known(before.record));
    expect(await tellByMail({ ...deps, mail: null }, fetched, before.record)).toEqual({
      notes: [],
      due: null,
    });
    expect(await outbox.progress()).toBeNull();
  });

  test('names the ticket in the subject, by its file or by what the ledger found.', async () => {
    const places = {
      ticketTag: 'rt.example.org',
      pageOf: () => null,
      ticketUrl: (n: number) => `https://rt/${n}`,
    };
    const { deps, server, cycle } = aHost({ mail: { places } });
    await deps.ledger.ticketNumbers();
    await cycle(fetched, before.record);
    const ledger = {
      ...deps.ledger,
      ticketNumbers: async () => new Map([['umd-5/voms-4.2.0' as ReleaseId, 12]]),
    };
    await tellByMail({ ...deps, ledger }, verified, after.record);
    expect(server.arrived[0]?.subject).toBe(`[rt.example.org #12] ${inVerification}`);
    expect(server.arrived[0]?.text).toContain('https://rt/12');
  });
});

describe('A server', () => {
  async function begun(parts: Parameters<typeof aHost>[0] = {}) {
    const host = aHost(parts);
    await host.cycle(fetched, before.record);
    const round = () => host.cycle(verified, after.record);
    return { ...host, round };
  }

  test('that wants one mail later gets it later, in growing distances, and the others at once.', async () => {
    const { server, clock, round } = await begun();
    const waits: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      server.faults.set(leader, 'greylist');
      const { notes, due } = await round();
      expect(notes).toEqual([]);
      if (due === null) throw new Error('nothing waits');
      waits.push((Date.parse(due) - Date.parse(clock.now())) / 1000);
      clock.set(due);
    }
    expect(waits).toEqual([300, 600, 1200, 2400, 4800, 9600, 14400, 14400]);
    expect(seen(server)).toEqual([`${dmsu} ${inVerification}`]);
    await round();
    await round();
    expect(seen(server)).toEqual([`${dmsu} ${inVerification}`, `${leader} ${inVerification}`]);
  });

  test('that wants it later for five days is not asked for a sixth, and that is told.', async () => {
    const { server, clock, outbox, round } = await begun();
    let notes: Awaited<ReturnType<typeof round>>['notes'] = [];
    for (let tries = 0; tries < 60 && notes.length === 0; tries += 1) {
      server.faults.set(leader, 'greylist');
      const answer = await round();
      notes = answer.notes;
      clock.set(answer.due ?? clock.now());
    }
    expect(notes).toEqual([
      { subject: `mail to ${leader} about voms 4.2.0`, sentence: expect.stringContaining('for five days') },
    ]);
    expect((await outbox.open()).map(({ standing }) => standing.kind)).toEqual(['held']);
  });

  test('that refuses one recipient keeps the mail of nobody else; it is told once and not tried again.', async () => {
    const { server, clock, outbox, round } = await begun();
    server.faults.set(leader, 'no-such-user');
    expect((await round()).notes).toEqual([
      {
        subject: `mail to ${leader} about voms 4.2.0`,
        sentence: 'the server says: 550 no such user here',
      },
    ]);
    server.faults.clear();
    clock.advance(10 * 86_400);
    expect(await round()).toEqual({ notes: [], due: null });
    expect(seen(server)).toEqual([`${dmsu} ${inVerification}`]);
    expect(await outbox.open()).toMatchObject([{ to: leader, standing: { kind: 'held' } }]);
  });

  test('whose connection ends after the mail gets it once more, under the same identity, and never a third time.', async () => {
    const { server, clock, outbox, round } = await begun();
    server.faults.set(leader, 'lost-after-data');
    const first = await round();
    expect(first.notes).toEqual([{ subject: 'mail', sentence: expect.stringContaining('2 wait for') }]);
    clock.advance(301);
    server.faults.set(leader, 'lost-after-data');
    const second = await round();
    expect(second.notes[0]).toMatchObject({ subject: `mail to ${leader} about voms 4.2.0` });
    clock.advance(10 * 86_400);
    await round();
    const ids = server.arrived.filter(({ to }) => to === leader).map(({ id }) => id);
    expect(ids.length).toBe(2);
    expect(new Set(ids).size).toBe(1);
    expect(await outbox.open()).toMatchObject([
      { to: leader, standing: { kind: 'held', sentence: expect.stringContaining('may have arrived') } },
    ]);
  });

  test('that is down loses nothing, is one note, and gets everything once when it is back.', async () => {
    const { server, clock, round } = await begun();
    server.down = true;
    for (let days = 0; days < 20; days += 1) {
      expect(await round()).toEqual({
        notes: [{ subject: 'mail', sentence: 'it does not answer; 2 wait for the next run' }],
        due: plusSeconds(clock.now(), 60),
      });
      clock.advance(86_400);
    }
    server.down = false;
    expect(await round()).toEqual({ notes: [], due: null });
    expect(seen(server)).toEqual([`${leader} ${inVerification}`, `${dmsu} ${inVerification}`]);
  });

  test('that is slow keeps a run for a minute, and the rest for the next one.', async () => {
    const { deps, server, clock, cycle } = aHost();
    const slow: Mailer = {
      ...server,
      send: async (mail) => {
        clock.advance(61);
        return server.send(mail);
      },
    };
    const mail = deps.mail === null ? null : { ...deps.mail, mailer: slow };
    await cycle(fetched, before.record);
    const round = await tellByMail({ ...deps, mail }, verified, after.record);
    expect(round).toEqual({
      notes: [{ subject: 'mail', sentence: 'out of time; 1 wait for the next run' }],
      due: clock.now(),
    });
    await tellByMail({ ...deps, mail }, verified, after.record);
    expect(seen(server).length).toBe(2);
  });
});

test('A ledger that cannot be written keeps mail back, is told, and ends no run; a damaged one does.', async () => {
  const failing = (treatment: 'retry' | 'fatal') => {
    const fail = async () => {
      throw new StagepostError({ code: 'ledger-failed', message: 'the disk is full', treatment });
    };
    return aHost({ outbox: { ...fakeOutbox(), begin: fail, queue: fail } });
  };
  expect((await failing('retry').cycle(fetched, before.record)).notes).toMatchObject([{ subject: 'mail' }]);
  await expect(failing('fatal').cycle(fetched, before.record)).rejects.toThrow('the disk is full');
});

describe('A run that is killed', () => {
  /** Every call of outbox and server counts twice: a kill before it, and a kill after it. */
  function killedAt(point: { left: number }, host: ReturnType<typeof aHost>): TellingDeps {
    const around = <T extends object>(port: T): T => {
      const wrap =
        (method: unknown) =>
        async (...args: readonly unknown[]) => {
          if (point.left-- === 0)
            throw new StagepostError({ code: 'stopped', message: 'killed', treatment: 'fatal' });
          const answer = await (method as (...all: readonly unknown[]) => Promise<unknown>)(...args);
          if (point.left-- === 0)
            throw new StagepostError({ code: 'stopped', message: 'killed', treatment: 'fatal' });
          return answer;
        };
      const methods = Object.entries(port).filter(([, value]) => typeof value === 'function');
      return { ...port, ...Object.fromEntries(methods.map(([name, method]) => [name, wrap(method)])) };
    };
    const { mail } = host.deps;
    if (mail === null) throw new Error('the host sends mail');
    return { ...host.deps, outbox: around(host.outbox), mail: { ...mail, mailer: around(mail.mailer) } };
  }

  async function run(deps: TellingDeps): Promise<'ended' | 'killed'> {
    try {
      await prepareTelling(deps, verified, known(before.record));
      await tellByMail(deps, verified, after.record);
      return 'ended';
    } catch {
      return 'killed';
    }
  }

  test('at any point loses no mail and doubles none but the one that it was handing over, under the same identity.', async () => {
    let kills = 0;
    let doubled = 0;
    for (let at = 0; ; at += 1) {
      const host = aHost();
      await host.cycle(fetched, before.record);
      const end = await run(killedAt({ left: at }, host));
      if (end === 'ended') break;
      kills += 1;
      for (let rounds = 0; rounds < 3; rounds += 1) {
        await host.cycle(verified, after.record);
        host.clock.advance(400);
      }
      const { arrived } = host.server;
      for (const to of [leader, dmsu]) {
        const copies = arrived.filter((mail) => mail.to === to);
        expect(copies.length, `${to} after a kill at ${at}`).toBeGreaterThan(0);
        expect(copies.length).toBeLessThanOrEqual(2);
        expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
      }
      doubled += arrived.length - 2;
    }
    expect(kills).toBeGreaterThan(20);
    // For each of two mails: when the server had it and the answer was not written down, before and after these calls.
    expect(doubled).toBe(4);
  });

  test('again and again at the same place sends no third copy.', async () => {
    for (let at = 0; at < 40; at += 1) {
      const host = aHost();
      await host.cycle(fetched, before.record);
      for (let rounds = 0; rounds < 6; rounds += 1) {
        await run(killedAt({ left: at }, host));
        host.clock.advance(400);
      }
      for (const to of [leader, dmsu])
        expect(host.server.arrived.filter((mail) => mail.to === to).length).toBeLessThanOrEqual(2);
    }
  });
});
