import { describe, expect, test } from 'vitest';
import type { ClientView } from '../../../src/domain/client-view.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Notification } from '../../../src/domain/notification.ts';
import type { ActionId, HeldBack, HeldRepository, Plan } from '../../../src/domain/plan.ts';
import type { StepApproval } from '../../../src/domain/record.ts';
import { askedAlready } from '../../../src/plan/asked-already.ts';
import { checkInShort } from '../../../src/report/check/check-as-markdown.ts';
import type { CheckFacts } from '../../../src/report/check/check-facts.ts';
import { makeCheck } from '../../../src/report/check/make-check.ts';
import {
  aMember,
  aPlan,
  argus,
  enterOf,
  fetchOf,
  heldBy,
  publishOf,
  repositories,
  voms,
} from '../../builders/plan.ts';
import { aCommit, noon } from '../../builders/release.ts';

const approval: StepApproval = {
  release: voms,
  from: 'StageRollout',
  to: 'Production',
  commit: aCommit('main 2') as CommitSha,
  base: aCommit('main 1') as CommitSha,
  policy: sha256Of('policy'),
  content: sha256Of('content'),
  text: sha256Of('text'),
  roles: ['stage-rollout', 'release-manager'],
  needed: 2,
  votes: ['ada', 'grace'].map((person) => ({
    person,
    role: 'stage-rollout',
    signedWith: `key of ${person}`,
    commit: aCommit(person) as CommitSha,
    as: 'approval',
  })),
};

const offered = (name: string, version: string) => ({
  name,
  arch: 'x86_64',
  version,
  size: 1024,
  release: voms,
});

const view: ClientView = {
  kind: 'known',
  stage: 'production',
  majorRelease: 'umd-5',
  platform: repositories.base.platform,
  added: [offered('voms-doc', '4.2.0')],
  upgraded: [{ ...offered('voms-server', '4.2.0'), from: '4.1.0' }],
  downgraded: [{ ...offered('voms-api', '1.0'), from: '1.1' }],
  removed: [offered('voms-old', '0.9')],
  unchanged: 117,
  bytes: 2048,
  newRelations: [],
  unknownRelations: 0,
  installability: null,
};

const told: Notification = {
  release: voms,
  state: 'Production',
  recipients: [{ kind: 'list', name: 'sw-rel-manager', as: 'to', reason: false, because: ['R101'] }],
  unreached: [],
  text: null,
  textRequired: false,
};

const held: HeldBack = {
  release: argus,
  state: 'InVerification',
  desired: 'StageRollout',
  ...heldBy(
    { kind: 'needs-approval', sentence: 'verification 0 of 1; Bob can approve it', role: 'verification' },
    'approvals',
  ),
  earliest: '2027-01-07T08:00:00Z' as Instant,
  at: { file: 'releases/umd-5/argus-1.7.5.yaml', line: 17, column: 15 },
};

const guarded: HeldRepository = {
  repository: repositories.base.key,
  why: 'guarded',
  sentence: 'it would lose 41 of 52 releases',
  hint: 'allow it in stagepost.yaml',
};

const actions = [
  fetchOf(argus),
  enterOf(voms, { from: 'StageRollout', to: { state: 'Production' }, approval }),
  publishOf(repositories.base, { number: 118, members: [aMember(voms, 6)], added: [voms] }),
];

const gates = [
  { gate: 'soak', verdict: { kind: 'pass' as const, sentence: 'it has been there for 3 d or more' } },
];
const promotions = [
  { release: voms, from: 'StageRollout', to: 'Production', gates },
] as unknown as Plan['promotions'];

const whole = aPlan(actions, {
  promotions,
  heldBack: [held],
  heldRepositories: [guarded],
  clients: [view],
  notifications: [told],
});

function made(parts: Partial<CheckFacts>, most = 100) {
  return makeCheck(
    {
      pullRequest: 7,
      base: aCommit('main 1') as CommitSha,
      head: aCommit('branch') as CommitSha,
      madeAt: noon,
      changed: [{ path: 'releases/umd-5/voms-4.2.0.yaml', what: 'release', how: 'edited' }],
      findings: [],
      older: [],
      plan: whole,
      actual: null,
      refused: [],
      already: () => false,
      ticketOf: (release) => (release === voms ? 1234 : null),
      failure: null,
      ...parts,
    },
    most,
  );
}

describe('The document of a check', () => {
  test('tells steps with their gates, and whose approvals are there and missing by role.', () => {
    const check = made({});
    expect(check.steps.first).toEqual([
      {
        release: 'voms 4.2.0',
        from: 'StageRollout',
        to: 'Production',
        gates: [{ gate: 'soak', kind: 'pass', sentence: 'it has been there for 3 d or more' }],
        already: false,
      },
    ]);
    expect(check.approvals.first).toEqual([
      expect.objectContaining({ release: 'argus 1.7.5', role: 'verification', state: 'missing' }),
      {
        release: 'voms 4.2.0',
        to: 'Production',
        role: 'stage-rollout or release-manager',
        state: 'present',
        sentence: 'stage-rollout or release-manager 2 of 2 (ada, grace)',
      },
    ]);
    expect(check.held.first).toMatchObject([
      { release: 'argus 1.7.5', earliest: held.earliest, at: held.at },
    ]);
    expect(check.answer).toBe('waits');
  });

  test('tells what each repository and its clients get, with sizes.', () => {
    const check = made({});
    expect(check.repositories.first).toMatchObject([
      { generation: '117 → 118', changes: ['+ voms 4.2.0, 6 packages'] },
    ]);
    expect(check.clients.first).toMatchObject([
      { upgraded: 1, added: 1, downgraded: 1, removed: 1, unchanged: 117, bytes: 2048 },
    ]);
    const [clients] = check.clients.first;
    expect(
      clients?.kind === 'known' && clients.packages.first.map((each) => [each.kind, each.from, each.to]),
    ).toEqual([
      ['downgraded', '1.1', '1.0'],
      ['removed', '0.9', ''],
      ['upgraded', '4.1.0', '4.2.0'],
      ['new', '', '4.2.0'],
    ]);
  });

  test('tells what can be installed before and after, and why a package cannot.', () => {
    const broken = [{ package: 'voms-api.x86_64', version: '1.0', reason: 'nothing provides libvoms >= 3' }];
    const counts = { before: { installable: 119, of: 119 }, after: { installable: 118, of: 120 } };
    const change = { kind: 'known', ...counts, broken, mended: [], outside: 0, untold: 0 } as const;
    const [clients] = made({ plan: { ...whole, clients: [{ ...view, installability: change }] } }).clients
      .first;
    expect(clients).toMatchObject({
      installable: '118 of 120 installable, before 119 of 119',
      remarks: {
        total: 2,
        first: [
          'cannot be installed: voms-api.x86_64 1.0: nothing provides libvoms >= 3',
          'whoever has one of the 2 downgraded or removed keeps it',
        ],
      },
    });
  });

  test('tells what is fetched, which ticket is written to, and who is told.', () => {
    const check = made({});
    expect(check.fetches.first).toEqual([expect.stringMatching(/^argus 1\.7\.5: rsync.*, pinned by /)]);
    expect(check.tickets.first).toEqual(['voms 4.2.0: ticket 1234 will say Production']);
    expect(check.told.first).toEqual(['voms 4.2.0, Production to sw-rel-manager']);
  });

  test('waits for a guard, and says how it is let through.', () => {
    const check = made({ plan: aPlan([], { heldRepositories: [guarded] }) });
    expect(check.leftAlone.first).toEqual([
      {
        repository: repositories.base.key,
        sentence: 'a guard refuses the change: it would lose 41 of 52 releases; allow it in stagepost.yaml',
        already: false,
      },
    ]);
    expect([check.answer, checkInShort(check)]).toEqual([
      'waits',
      'no packages move; 1 repository left alone',
    ]);
  });

  test('is ready where all of it is asked for without the change.', () => {
    const check = made({
      already: askedAlready({ ...whole, madeAt: '2026-01-01T00:00:00Z' as Instant } as Plan),
    });
    expect(check.answer).toBe('ready');
    expect(
      [check.steps, check.held, check.leftAlone, check.repositories].map(({ first }) =>
        first.map(({ already }) => already),
      ),
    ).toEqual([[true], [true], [true], [true]]);
    expect([check.approvals, check.fetches, check.tickets, check.told].map(({ total }) => total)).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('counts what it has no room for.', () => {
    const ids = Array.from({ length: 30 }, (_, at) => `enter:${at}` as ActionId);
    const many = aPlan(ids.map((id) => ({ ...enterOf(voms), id })));
    const { total, first } = made({ plan: many }, 10).steps;
    expect([total, first.length]).toEqual([30, 10]);
  });
});
