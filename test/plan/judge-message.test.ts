import { describe, expect, test } from 'vitest';
import type { DesirableState, ReleaseId } from '../../src/domain/release.ts';
import type { MessageStanding } from '../../src/domain/rollout-message.ts';
import { judgeMessage, type MessageFacts } from '../../src/plan/judge-message.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, emptyWorld, untilQuiet } from '../builders/world.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;

/** voms in InVerification with ticket 7, found by its id. */
function facts(...line: readonly [DesirableState, ...DesirableState[]]): MessageFacts {
  const desired = aDesiredState([aDesiredRelease({ product: 'voms' }, line, 1)], line.length);
  const { record } = untilQuiet(emptyWorld, desired);
  return { desired, record, tickets: new Map([[voms, 7]]), ahead: null };
}

const verified = facts('Unverified', 'InVerification');

function body(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    Ticket_Id: 7,
    Previous_Rollout_Progress: 'InVerification',
    Current_Rollout_Progress: 'StageRollout',
    Emergency_Release: 'No',
    ...fields,
  });
}

const refusals = (standing: MessageStanding) =>
  standing.kind === 'refused' ? standing.reasons : standing.kind;

describe('A message about a ticket', () => {
  test('waits when the step is one of the table and nothing has changed since', () => {
    expect(judgeMessage(body(), verified)).toEqual({ kind: 'waiting', release: voms });
  });

  test('is found by the number in the release file as well', () => {
    const [each] = verified.desired.releases;
    if (each === undefined) throw new Error('there is one');
    const workflow = { ...each.release.workflow, tickets: { rt: 9, helpdesk: null } };
    const desired = { position: 1, releases: [{ ...each, release: { ...each.release, workflow } }] };
    expect(judgeMessage(body({ Ticket_Id: 9 }), { ...verified, desired })).toMatchObject({ kind: 'waiting' });
  });

  test('is refused when its previous value is not what is recorded', () => {
    const stale = body({ Previous_Rollout_Progress: 'Unverified' });
    expect(refusals(judgeMessage(stale, verified))).toEqual([
      'the ticket was changed from Unverified, but umd-5/voms-4.2.0 is InVerification: it is out of date',
    ]);
  });

  test('is refused with every reason at once, also when it is out of date and the step is none', () => {
    const both = body({ Previous_Rollout_Progress: 'Submitted', Current_Rollout_Progress: 'Production' });
    expect(refusals(judgeMessage(both, verified))).toEqual([
      expect.stringContaining('it is out of date'),
      expect.stringMatching(/InVerification -> Production is not a step; from InVerification it can go to/),
    ]);
  });

  test('cannot ask for what comes about by itself', () => {
    expect(refusals(judgeMessage(body({ Current_Rollout_Progress: 'Deferred' }), verified))).toEqual([
      'Deferred cannot be asked for; it comes about by itself',
    ]);
  });

  test.each([
    [
      'what it asks for is so already, as after our own writing',
      { Current_Rollout_Progress: 'InVerification' },
    ],
    [
      'that, although it is old',
      { Previous_Rollout_Progress: 'Submitted', Current_Rollout_Progress: 'InVerification' },
    ],
  ])('is settled when %s', (_what, fields) => {
    expect(judgeMessage(body(fields), verified)).toMatchObject({ kind: 'settled' });
  });

  test('is settled when main asks for it already', () => {
    const asked = facts('Unverified', 'InVerification', 'StageRollout');
    const before = { ...asked, record: verified.record };
    expect(judgeMessage(body(), before)).toMatchObject({
      kind: 'settled',
      why: expect.stringContaining('main'),
    });
  });

  test('of a ticket that nobody knows waits when the ticket is new, and is refused when not', () => {
    const fresh = { Ticket_Id: 8, Previous_Rollout_Progress: '', Current_Rollout_Progress: 'Submitted' };
    expect(judgeMessage(body(fresh), verified)).toEqual({ kind: 'waiting', release: null });
    expect(refusals(judgeMessage(body({ Ticket_Id: 8 }), verified))).toEqual([
      'ticket 8 is that of no release',
    ]);
  });

  test('of two releases is refused', () => {
    const tickets = new Map([...verified.tickets, ['umd-5/argus-1.0.0' as ReleaseId, 7]]);
    expect(refusals(judgeMessage(body(), { ...verified, tickets }))).toEqual([
      'ticket 7 is that of several releases: umd-5/voms-4.2.0, umd-5/argus-1.0.0',
    ]);
  });
});

describe('A message that is none', () => {
  test.each([
    ['no JSON', 'Ticket_Id=7', ['the body is not a JSON object']],
    ['a list', '[1]', ['the body is not a JSON object']],
    [
      'without its fields',
      '{}',
      [
        'Ticket_Id must be a whole number from 1 on, and is missing',
        expect.stringMatching(/^Current_Rollout_Progress must be one of .*, and is missing$/),
        expect.stringMatching(/^Previous_Rollout_Progress must be one of .*, and is missing$/),
        'Emergency_Release must be Yes or No, and is missing',
      ],
    ],
    [
      'with wrong ones',
      body({ Ticket_Id: '7', Current_Rollout_Progress: 'Shipped\u001b[31m', Emergency_Release: true }),
      [
        'Ticket_Id must be a whole number from 1 on, and is "7"',
        expect.stringContaining('and is "Shipped\\u001b[31m"'),
        'Emergency_Release must be Yes or No, and is true',
      ],
    ],
  ])('%s is refused with every reason', (_what, text, reasons) => {
    expect(refusals(judgeMessage(text, verified))).toEqual(reasons);
  });

  test('is never made of a state in another spelling, but for the one that the tracker has', () => {
    const spelled = (state: string) => judgeMessage(body({ Current_Rollout_Progress: state }), verified);
    expect(spelled('stagerollout').kind).toBe('refused');
    expect(refusals(spelled('Not published'))).toEqual([
      expect.stringContaining('NotPublished is not a step'),
    ]);
  });
});
