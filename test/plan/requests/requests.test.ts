import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { type ObservedState, type Transition, transitions } from '../../../src/domain/lifecycle.ts';
import type { DesirableState, ReleaseId, StateName } from '../../../src/domain/release.ts';
import {
  deliveryOf,
  type MessageStanding,
  messageBody,
  type RolloutMessage,
  readRolloutMessage,
  requestKey,
  type StoredMessage,
  tellsTheSame,
} from '../../../src/domain/rollout-message.ts';
import type { TicketChange, TicketReading } from '../../../src/domain/ticket-request.ts';
import { decideRequest, type RequestFacts } from '../../../src/plan/requests/decide-request.ts';
import { findChange } from '../../../src/plan/requests/find-change.ts';
import { ticketStandings } from '../../../src/plan/requests/ticket-standing.ts';
import { aPolicy, someRequests } from '../../builders/policy.ts';
import { aRelease, noon } from '../../builders/release.ts';

const change: TicketChange = {
  ...{ number: 77, ticket: 7, actor: 'quentin', at: noon },
  ...{ from: 'Unverified', to: 'InVerification' },
};
const reading: TicketReading = {
  ...{ ticket: 7, release: null, changes: [change], own: [], reports: [] },
  ...{ verificationReport: '', stageRolloutReport: '', isEmergency: false, isOpen: true },
};
const message: RolloutMessage = {
  ...{ ticket: 7, previous: 'Unverified', current: 'InVerification', emergency: false, actor: 'quentin' },
};
const delivery = deliveryOf(change);
const later = (more: Partial<TicketChange>): TicketChange => ({ ...change, number: 80, ...more });

describe('A message is held against the ticket', () => {
  test('and found where RT wrote it down.', () => {
    expect(findChange({ delivery, message }, reading)).toEqual({ kind: 'found', change });
    expect(findChange({ delivery: 'by another sender', message }, reading)).toEqual({
      kind: 'found',
      change,
    });
  });

  test.each([
    ['of a ticket that is not there', { message }, null, 'has no ticket 7'],
    [
      'of a change that nobody made',
      { message: { ...message, current: 'Rejected' as const } },
      reading,
      'by anybody',
    ],
    ['of another transaction', { delivery: '7-78-1', message }, reading, 'by anybody'],
    ['of somebody else', { message: { ...message, actor: 'mallory' } }, reading, 'and not mallory'],
  ])('and refused when it is %s.', (_what, asked, seen, why) => {
    expect(findChange({ delivery, ...asked }, seen)).toEqual({
      kind: 'refuse',
      reasons: [expect.stringContaining(why)],
    });
  });

  test('and settled when Stagepost wrote it itself, or somebody took it back; a next step takes nothing back.', () => {
    expect(findChange({ delivery, message }, { ...reading, own: [77] })).toMatchObject({ kind: 'settle' });
    const back = later({ from: 'InVerification', to: 'Unverified' });
    expect(findChange({ delivery, message }, { ...reading, changes: [change, back] })).toMatchObject({
      kind: 'settle',
    });
    const next = later({ from: 'InVerification', to: 'WaitingForResponse' });
    expect(findChange({ delivery, message }, { ...reading, changes: [change, next] })).toMatchObject({
      kind: 'found',
    });
  });
});

const link = 'https://example.org/report';

const { workflow, ...rest } = aRelease();
const bare = {
  ...rest,
  workflow: { ...workflow, verificationReport: null, stageRolloutReport: null, outcome: null },
};

function facts(more: Partial<RequestFacts> & { readonly groups?: readonly string[] } = {}): RequestFacts {
  const { groups = ['sw-rel-qc', 'sw-rel-sr', 'sw-rel-admin'], ...parts } = more;
  return {
    policy: aPolicy(),
    release: bare,
    observed: { state: 'Unverified' },
    to: 'InVerification',
    change,
    reading: { ...reading, verificationReport: link, stageRolloutReport: link },
    actor: { login: 'quentin', name: 'Quentin', mail: '', groups },
    said: 'Outcome: Success\nIt is broken.',
    ...parts,
  };
}

const table: readonly Transition[] = transitions;

describe('A change on a ticket', () => {
  test('lands by itself when it touches no packages and its actor owns the step.', () => {
    expect(decideRequest(facts())).toEqual({ kind: 'edit', fields: {}, isEmergency: false, waitsFor: [] });
  });

  test('is refused when its actor is in no group of the role, and says which would do.', () => {
    expect(decideRequest(facts({ groups: ['sw-rel-sr'] }))).toEqual({
      kind: 'refuse',
      reasons: [
        'quentin may not ask for Unverified -> InVerification: that is for members of sw-rel-qc (verification)',
      ],
    });
  });

  test('is refused with every reason at once.', () => {
    const asked = facts({
      observed: { state: 'StageRollout' },
      to: 'Production',
      reading,
      said: 'fine',
      groups: [],
    });
    expect(decideRequest(asked)).toEqual({
      kind: 'refuse',
      reasons: [
        expect.stringContaining('may not ask for'),
        expect.stringContaining('Verification-Report'),
        expect.stringContaining('needs an outcome'),
        expect.stringContaining('StageRollout-Report'),
      ],
    });
  });

  test('takes reason, outcome and reports from the ticket, in one line each.', () => {
    const rejected = decideRequest(facts({ to: 'Rejected', said: ' It breaks\n\nthe upgrade. ' }));
    expect(rejected).toMatchObject({ fields: { reason: 'It breaks the upgrade.' } });
    const production = decideRequest(facts({ observed: { state: 'StageRollout' }, to: 'Production' }));
    expect(production).toMatchObject({
      fields: { outcome: 'Success', verificationReport: link, stageRolloutReport: link },
    });
    // What was set back to what git says counts all the same, if it was written for this step.
    const reports = [{ number: 76, field: 'verificationReport' as const, link }];
    const asked = facts({
      observed: { state: 'InVerification' },
      to: 'StageRollout',
      reading: { ...reading, reports },
    });
    expect(decideRequest(asked)).toMatchObject({ fields: { verificationReport: link } });
    const old = { ...reading, reports, changes: [{ ...change, number: 76 }, change] };
    expect(decideRequest({ ...asked, reading: old })).toMatchObject({ kind: 'refuse' });
  });

  test('of a ticket that is marked as that of another release is refused.', () => {
    const other = { ...reading, release: 'umd-5/argus-1.0.0' as ReleaseId };
    expect(decideRequest(facts({ reading: other }))).toMatchObject({ kind: 'refuse' });
  });

  test('makes an emergency where policy takes the ticket at its word, and then waits for people.', () => {
    const urgent = { ...reading, isEmergency: true };
    expect(decideRequest(facts({ reading: urgent }))).toMatchObject({
      isEmergency: true,
      waitsFor: ['it makes the release an emergency'],
    });
    const policy = { ...aPolicy(), requests: someRequests({ emergency: 'ignore' }) };
    expect(decideRequest(facts({ reading: urgent, policy }))).toMatchObject({
      isEmergency: false,
      waitsFor: [],
    });
  });

  test('waits for people where they must sign, because a ticket is no signature.', () => {
    const role = { key: 'verification', title: 'Verification', members: [] };
    const approvals = { people: new Map(), roles: new Map([['verification', role]]), rules: [] };
    expect(decideRequest(facts({ policy: { ...aPolicy(), approvals } }))).toMatchObject({
      waitsFor: ['verification must sign for it, and a ticket is no signature'],
    });
  });

  test('never lands by itself when packages would move, unless policy says so, and never against the table.', () => {
    const rows = table.filter(
      ({ from, on }) => from !== 'Failed' && from !== 'Deferred' && on !== 'rollback',
    );
    const states = [...new Set(transitions.map(({ to }) => to))];
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.constantFrom<DesirableState>(...states), ({ from }, to) => {
        const decision = decideRequest(facts({ observed: { state: from } as ObservedState, to }));
        const row = rows.find((each) => each.from === from && each.to === to && each.route === undefined);
        if (decision.kind === 'edit') {
          expect(row).toBeDefined();
          expect(decision.waitsFor.length === 0).toBe(row?.effect === 'mark');
        } else expect(row).toBeUndefined();
      }),
    );
  });
});

describe('A message that is made of what RT wrote down', () => {
  const states: readonly StateName[] = [
    'Submitted',
    'Unverified',
    'InVerification',
    'NotPublished',
    'Failed',
  ];

  test('tells the same as the one that was lost, under its name.', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(null, ...states),
        fc.string(),
        (to, from, actor) => {
          const body = messageBody({ ...change, from, to, actor });
          const read = readRolloutMessage(body);
          expect(read).toMatchObject({ ok: true, message: { ticket: 7, current: to, previous: from } });
          const sent = JSON.stringify({ ...JSON.parse(body), Emergency_Release: 'Yes' });
          expect(tellsTheSame(body, sent)).toBe(true);
          expect(tellsTheSame(body, JSON.stringify({ ...JSON.parse(body), Ticket_Id: 8 }))).toBe(false);
        },
      ),
    );
    expect(delivery).toBe(`7-77-${Date.parse(noon) / 1000}`);
  });

  test('has a key that can be a branch, whatever its sender calls it.', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(requestKey(name)).toMatch(/^rt-[0-9a-f]+(?:-[0-9]+)*$/);
      }),
    );
    expect(requestKey(delivery)).toBe(`rt-${delivery}`);
  });
});

test('A ticket says what became of the last request on it, and nothing of one that is settled.', () => {
  const stored = (standing: MessageStanding): StoredMessage => ({
    ...{ delivery, body: messageBody(change), receivedAt: noon, standing },
  });
  const waiting = stored({ kind: 'waiting', release: null });
  const refused = stored({ kind: 'refused', reasons: ['no'] });
  const settled = stored({ kind: 'settled', why: 'so' });
  expect(ticketStandings([refused, waiting]).get(7)).toEqual({ kind: 'open' });
  expect(ticketStandings([waiting, refused]).get(7)).toEqual({ kind: 'refused', at: noon as Instant });
  expect(ticketStandings([refused, settled]).size).toBe(0);
});
