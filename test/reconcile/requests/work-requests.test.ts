import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../../src/domain/digest.ts';
import { StagepostError } from '../../../src/domain/failure.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { type MessageStanding, requestKey } from '../../../src/domain/rollout-message.ts';
import type { RequestDeps } from '../../../src/reconcile/requests/request-deps.ts';
import { workRequests } from '../../../src/reconcile/requests/work-requests.ts';
import { aDesiredRelease, noon } from '../../builders/release.ts';
import { aSnapshot } from '../../builders/snapshot.ts';
import { aDesiredState, emptyWorld, settled, untilQuiet } from '../../builders/world.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeInbox } from '../../fakes/inbox.ts';
import { fakeLedger } from '../../fakes/ledger.ts';
import { fakeProposals } from '../../fakes/proposals.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const delivery = '7-70-1795322110';
const bodyOf = (ticket: number, previous: string) =>
  JSON.stringify({
    Ticket_Id: ticket,
    Previous_Rollout_Progress: previous,
    Current_Rollout_Progress: 'Rejected',
    Emergency_Release: 'No',
  });
const notAsked = () => Promise.reject(new Error('the tracker is not asked about what is refused already'));

/** A record by which voms is being verified, and a ticket on which it was in stage rollout already. */
async function aBench(
  standing: MessageStanding,
  body = bodyOf(7, 'StageRollout'),
  more: Partial<RequestDeps> = {},
) {
  const desired = aDesiredState(
    [aDesiredRelease({ product: 'voms' }, ['Unverified', 'InVerification'], 1)],
    5,
  );
  const world = untilQuiet(emptyWorld, desired);
  const snapshot = aSnapshot(world, settled(desired, world.record));
  const inbox = fakeInbox();
  await inbox.keep({ delivery, receivedAt: noon, body, standing }, sha256Of('a'));
  const ledger = fakeLedger();
  await ledger.noteTicketNumber(voms, 7);
  const proposals = fakeProposals({ 'stagepost.yaml': '' });
  let behind = false;
  const deps: RequestDeps = {
    ...{ inbox, ledger, proposals, pullRequests: null, clock: fakeClock(noon) },
    snapshots: { current: () => ({ id: 'first', snapshot }), isBehind: () => behind },
    history: { blobs: notAsked },
    tickets: {
      ...{ news: notAsked, read: notAsked, actor: notAsked, said: notAsked, offer: notAsked, tell: notAsked },
      urlOf: () => '',
    },
    describe: notAsked,
    wake: () => undefined,
    failed: ({ message }) => {
      throw new Error(message);
    },
    stop: new AbortController().signal,
    ...more,
  };
  const work = async (isBehind = false) => {
    behind = isBehind;
    await workRequests(deps, true);
    return (await inbox.list())[0]?.standing;
  };
  return { work, proposals, inbox };
}

describe('A request that is out of date', () => {
  test('is refused, but not while the snapshot is behind the ticket.', async () => {
    const { work } = await aBench({ kind: 'received' });
    expect(await work(true)).toEqual({ kind: 'received' });
    expect(await work()).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringContaining('is InVerification')],
    });
  });

  test('is no refusal where it came to main before the process was killed.', async () => {
    const { work, proposals } = await aBench({ kind: 'waiting', release: voms });
    const landed = await proposals.land({
      ...{ key: requestKey(delivery), base: proposals.main[0]?.commit ?? ('' as never), assumes: [] },
      files: new Map([['releases/umd-5/voms-4.2.0.yaml', 'desiredState: Rejected\n']]),
      ...{ author: { name: 'rosa', mail: 'rosa@rt.test' }, at: noon, title: 'x', body: '', trailers: [] },
    });
    expect(landed).toMatchObject({ kind: 'on-main' });
    expect(await work()).toMatchObject({ kind: 'landed', release: voms });
  });
});

test('A request that the code host refuses holds up no other; an outage holds up all.', async () => {
  const branch = `stagepost/${requestKey(delivery)}`;
  for (const [code, standing] of [
    ['code-host-refused', 'refused'],
    ['code-host-unreachable', 'received'],
  ] as const) {
    const told: string[] = [];
    const failing = async () => {
      throw new StagepostError({ code, message: 'no' });
    };
    const { work, inbox } = await aBench(
      { kind: 'proposed', release: voms, branch, url: null },
      bodyOf(7, 'InVerification'),
      {
        pullRequests: { find: failing, open: failing, problems: async () => [] },
        failed: (failure) => told.push(failure.code),
      },
    );
    const message = { delivery: '9-90-1795322110', receivedAt: noon, body: bodyOf(9, 'InVerification') };
    await inbox.keep({ ...message, standing: { kind: 'received' } }, sha256Of('b'));
    await work();
    expect(told).toEqual([code]);
    expect((await inbox.find(message.delivery))?.standing.kind).toBe(standing);
  }
});
