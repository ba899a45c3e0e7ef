import { describe, expect, test } from 'vitest';
import type { DesiredRelease } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { mirrorHelpdesk } from '../../src/reconcile/mirror-helpdesk.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import { actualStateOf, aDesiredState, emptyWorld, planFor, untilQuiet } from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeHelpdesk } from '../fakes/helpdesk.ts';
import { fakeLedger } from '../fakes/ledger.ts';

function asked(desired: DesiredRelease, helpdesk: number): DesiredRelease {
  const { release } = desired;
  const tickets = { ...release.workflow.tickets, helpdesk };
  return { ...desired, release: { ...release, workflow: { ...release.workflow, tickets } } };
}

const desired = aDesiredState(
  [
    asked(aDesiredRelease({ product: 'voms' }, ['Unverified'], 1), 7),
    asked(aDesiredRelease({ product: 'argus', version: '1.7.5' }, ['Unverified'], 1), 8),
    aDesiredRelease({ product: 'fts' }, ['Unverified'], 1),
  ],
  1,
);

/** A helpdesk beside a world in which releases are unverified; a round is what comes at the end of a cycle. */
function aBench(now = noon) {
  const helpdesk = fakeHelpdesk();
  for (const number of [7, 8]) helpdesk.tickets.set(number, { articles: [], closed: false });
  const world = untilQuiet(emptyWorld, desired);
  const { record } = actualStateOf(world, desired);
  if (record.kind !== 'known') throw new Error('the record of a world is known');
  const facts = { desired, record: record.value, plan: planFor(world, desired) };
  const ledger = fakeLedger();
  const deps = { ledger, clock: fakeClock(now), mirrors: { pages: () => [] } };
  const toldOn = (number: number) => helpdesk.tickets.get(number)?.articles.length;
  return { helpdesk, toldOn, round: () => mirrorHelpdesk(deps, helpdesk, facts) };
}

describe('the tickets of providers', () => {
  test('are told what became of their releases, and once.', async () => {
    const { helpdesk, toldOn, round } = aBench();
    expect(await round()).toEqual([]);
    expect([toldOn(7), toldOn(8)]).toEqual([1, 1]);
    expect(helpdesk.tickets.get(7)?.articles[0]?.text).toContain('voms 4.2.0 is Submitted');
    expect(await round()).toEqual([]);
    expect([toldOn(7), toldOn(8)]).toEqual([1, 1]);
  });

  test('have no article twice where the answer was a failure and the article is there.', async () => {
    const { helpdesk, toldOn, round } = aBench();
    helpdesk.faults.failsAfterWrite = true;
    expect(await round()).toMatchObject([
      { subject: 'helpdesk', sentence: expect.stringContaining('2 wait for it') },
    ]);
    expect(await round()).toEqual([]);
    expect([toldOn(7), toldOn(8)]).toEqual([1, 1]);
  });

  test('are caught up with when the helpdesk comes back.', async () => {
    const { helpdesk, toldOn, round } = aBench();
    helpdesk.faults.down = true;
    expect(await round()).toHaveLength(1);
    helpdesk.faults.down = false;
    expect(await round()).toEqual([]);
    expect([toldOn(7), toldOn(8)]).toEqual([1, 1]);
  });

  test('are left alone when nothing is to be said any more, so that they may be merged or deleted.', async () => {
    const { helpdesk, round } = aBench(plusSeconds(noon, 40 * 86_400));
    helpdesk.tickets.clear();
    expect(await round()).toEqual([]);
  });

  test('that are not there are told by name, and hold up no other.', async () => {
    const { helpdesk, toldOn, round } = aBench();
    helpdesk.tickets.delete(8);
    expect(await round()).toEqual([
      {
        subject: 'helpdesk ticket of argus 1.7.5',
        sentence: expect.stringContaining('no ticket 8; correct tickets.helpdesk'),
      },
    ]);
    expect(toldOn(7)).toBe(1);
  });
});
