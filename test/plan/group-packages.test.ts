import { describe, expect, test } from 'vitest';
import { membersToKnow } from '../../src/plan/members-to-know.ts';
import { mirrorTickets } from '../../src/reconcile/mirror-tickets.ts';
import { planAsMarkdown } from '../../src/report/plan-as-markdown.ts';
import { planAsText } from '../../src/report/plan-as-text.ts';
import { statusAsText } from '../../src/report/status-as-text.ts';
import { statusView } from '../../src/report/status-view.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
} from '../builders/world.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeInbox } from '../fakes/inbox.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { fakeTracker } from '../fakes/ticket-tracker.ts';

const components = [{ name: 'server', packages: ['voms', 'voms-server'] }];
const desired = aDesiredState([aDesiredRelease({ components }, ['Unverified'], 1)], 1);
const fetched = carriedOut(emptyWorld, desired).world;
const quiet = untilQuiet(fetched, desired);
const groups = [
  { component: 'server', packages: ['voms'] },
  { component: 'other', packages: ['voms-devel'] },
];

describe('a release with components on its way', () => {
  test('has its packages by component in every plan, and has them read for that', () => {
    expect(planFor(fetched, desired).components).toEqual([{ release: 'umd-5/voms-4.2.0', groups }]);
    expect(planFor(quiet, desired).components).toEqual([{ release: 'umd-5/voms-4.2.0', groups }]);
    const known = membersToKnow(desired, actualStateOf(quiet, desired), quiet.now);
    expect(known.map(({ release }) => release)).toEqual(['umd-5/voms-4.2.0']);
  });

  test('shows them below its name where it enters a repository', () => {
    const text = planAsText(planFor(fetched, desired));
    expect(text).toContain(
      '    + voms 4.2.0  2 packages\n        server  voms\n        other   voms-devel\n',
    );
  });

  test('shows them in the job summary', () => {
    const plan = planFor(fetched, desired);
    const page = planAsMarkdown({ findings: [], plan, actual: null }, 100_000);
    expect(page).toContain(
      '#### Packages by component\n\n- **voms 4.2.0**: server: voms; other: voms-devel\n',
    );
  });

  test('shows them in the status', () => {
    const text = statusAsText(statusView(desired, quiet.record, planFor(quiet, desired)));
    expect(text).toContain('\n  voms 4.2.0 by component\n    server  voms\n    other   voms-devel\n');
  });

  test('has one comment on its ticket that tells of them', async () => {
    const root = (stage: string) => ({ path: `/srv/${stage}`, url: `https://repo.test/${stage}` });
    const [unverified, rollout, production] = ['unverified', 'stage-rollout', 'production'].map(root) as [
      ReturnType<typeof root>,
      ReturnType<typeof root>,
      ReturnType<typeof root>,
    ];
    const deps = {
      pool: { releaseXml: async () => null, checksumsXml: async () => null },
      mirrors: { pages: () => [] },
      roots: { unverified, 'stage-rollout': rollout, production },
      ledger: fakeLedger(),
      inbox: fakeInbox(),
      clock: fakeClock(noon),
    };
    const tracker = fakeTracker();
    const facts = { desired, record: quiet.record, plan: planFor(quiet, desired) };
    for (let round = 0; round < 2; round += 1) await mirrorTickets(deps, tracker, facts);
    const comments = tracker.tickets.flatMap((ticket) => ticket.comments);
    const texts = comments.filter(({ key }) => key.startsWith('packages-')).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining('was taken in with these packages:\n\nserver  voms\nother   voms-devel\n'),
    ]);
  });
});

test('A release without components, and one that has ended, have no groups.', () => {
  const plain = aDesiredState([aDesiredRelease({}, ['Unverified'], 1)], 1);
  expect(planFor(untilQuiet(emptyWorld, plain), plain).components).toEqual([]);
  const ended = aDesiredState([aDesiredRelease({ components }, ['Unverified', 'Rejected'], 1)], 2);
  expect(planFor(untilQuiet(emptyWorld, ended), ended).components).toEqual([]);
});

test('A long list of packages is cut, and says how long it is.', () => {
  const many = Array.from({ length: 40 }, (_, at) => `voms-${at} 4.2.0`);
  const world = untilQuiet(
    { ...emptyWorld, contents: new Map([[desired.releases[0]?.release.id as never, many]]) },
    desired,
  );
  const text = statusAsText(statusView(desired, world.record, planFor(world, desired)));
  expect(text).toMatch(/ {4}other {2}voms-0, voms-1, .*, … 28 more\n/);
});
