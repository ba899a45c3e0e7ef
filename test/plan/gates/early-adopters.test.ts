import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../../src/domain/day.ts';
import type { DesiredRelease } from '../../../src/domain/desired-state.ts';
import type { EarlyAdopterReport, ReleaseReports } from '../../../src/domain/early-adopter.ts';
import { failure } from '../../../src/domain/failure.ts';
import type { ObservedState, Transition } from '../../../src/domain/lifecycle.ts';
import { emptyRecord } from '../../../src/domain/record.ts';
import type { ReleaseWorkflow } from '../../../src/domain/release.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';
import { earlyAdoptersGate } from '../../../src/plan/gates/early-adopters.ts';
import type { GateQuestion } from '../../../src/plan/gates/gate.ts';
import { checkEarlyAdopters } from '../../../src/plan/second-opinion/early-adopters.ts';
import { evidenceOf } from '../../../src/plan/second-opinion/evidence.ts';
import { aPlan, enterOf } from '../../builders/plan.ts';
import { aMajorRelease, aPolicy, aTeam, someGates } from '../../builders/policy.ts';
import { aDesiredRelease, aReport, noon } from '../../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  settled,
} from '../../builders/world.ts';

interface Case {
  readonly reports?: readonly EarlyAdopterReport[];
  readonly unreadable?: ReleaseReports['unreadable'];
  readonly workflow?: Partial<ReleaseWorkflow>;
  readonly minimum?: number;
  readonly emergencyMinimum?: number;
  readonly route?: 'normal' | 'fast' | 'direct';
  readonly from?: ObservedState;
  readonly transition?: Transition;
}

const promotion: Transition = { from: 'StageRollout', to: 'Production', effect: 'move', cites: 'R68' };

function desiredOf({ reports = [], unreadable = [], workflow = {}, route = 'normal' }: Case): DesiredRelease {
  const asked = aDesiredRelease({}, ['Production'], 7);
  const { release } = asked;
  return {
    ...asked,
    release: { ...release, workflow: { ...release.workflow, reason: null, ...workflow } },
    reports: { known: reports, unreadable },
    edits: [{ ...asked.edits[0], route }],
  };
}

function policyOf({ minimum = 0, emergencyMinimum = 0 }: Case) {
  const ended = [{ ngi: 'PT', from: '2024-01-01' as Day, to: '2026-11-22' as Day }];
  const teams = [aTeam('cern'), aTeam('gone', { memberships: ended }), aTeam('ifca'), aTeam('lip')];
  const earlyAdopters = { minimumSuccesses: minimum, emergencyMinimumSuccesses: emergencyMinimum };
  return {
    ...aPolicy(),
    earlyAdopters: new Map(teams.map((team) => [team.key, team])),
    gates: someGates({ earlyAdopters }),
  };
}

function questionOf(each: Case): GateQuestion {
  const desired = desiredOf(each);
  const policy = policyOf(each);
  const actual = actualStateOf(emptyWorld, aDesiredState([desired], 7, policy));
  const { from = { state: 'StageRollout' }, transition = promotion } = each;
  const step = { transition, edit: desired.edits[0] };
  return {
    desired,
    major: aMajorRelease(),
    policy,
    record: emptyRecord,
    actual,
    pooled: null,
    from,
    step,
    before: null,
    now: noon,
    installs: null,
  };
}

function ask(each: Case): Verdict | null {
  return earlyAdoptersGate.judge(questionOf(each));
}

const lip = aReport('lip', { result: 'Success' });
const cern = aReport('cern', { result: 'Warning' });
const silent = aReport('ifca');
const rejects = aReport('ifca', { result: 'Reject' });
const waived = { waivers: [{ team: 'ifca', reason: 'moving' }] };
const finding = {
  file: 'releases/umd-5/voms-4.2.0.reports/ifca.yaml',
  line: 2,
  column: 8,
  rule: 'unknown-value',
  message: 'state is "no"',
  hint: 'write yes',
  excerpt: '',
};
const broken = [{ team: 'ifca', findings: [finding] }];
const manager = 'the staged-rollout manager';
const ways = 'desiredState: Rejected with a reason, or outcome: Warning with the reason why it goes on';

describe('A release goes from stage rollout to production', () => {
  test.each<[string, Case, string]>([
    ['when nobody took part and nobody has to', {}, 'no early adopter yet'],
    [
      'when those who were asked declined',
      { reports: [aReport('lip', { state: 'declined' })] },
      'no early adopter yet (lip: declined)',
    ],
    ['when every accepting team has reported', { reports: [cern, lip] }, 'cern: Warning, lip: Success'],
    [
      'without those who are only invited',
      { reports: [lip, aReport('ifca', { state: 'invited' })] },
      'ifca: invited, lip: Success',
    ],
    [
      'when the silent ones are waived',
      { reports: [silent, lip], workflow: waived },
      'ifca: waived (moving), lip: Success',
    ],
    [
      'when all who accepted are waived, and says so',
      { reports: [silent], workflow: waived },
      'ifca: waived (moving)',
    ],
    [
      'when the file with a mistake is of a waived team',
      { reports: [lip], unreadable: broken, workflow: waived },
      'ifca: waived (moving), lip: Success',
    ],
    [
      'when a person decided about a Reject',
      { reports: [rejects, lip], workflow: { outcome: 'Warning', reason: 'only their site' } },
      'ifca: Reject, lip: Success; it goes on all the same: only their site',
    ],
    [
      'when there are enough successes, warnings among them',
      { reports: [cern, lip], minimum: 2 },
      'cern: Warning, lip: Success',
    ],
    [
      'in an emergency with its own number',
      { route: 'fast', minimum: 2, emergencyMinimum: 1, reports: [lip] },
      'lip: Success',
    ],
    [
      'by the direct route without asking anybody',
      { route: 'direct', minimum: 2, reports: [silent], unreadable: broken },
      'direct emergency releases do not wait for early adopters',
    ],
  ])('%s.', (_when, each, sentence) => {
    expect(ask(each)).toEqual({ kind: 'pass', sentence });
  });

  test('but not before every accepting team has reported, and the sentence names them.', () => {
    expect(ask({ reports: [silent, lip] })).toEqual({
      kind: 'wait-for',
      sentence: 'waits for the report of ifca (lip: Success)',
      whom: 'ifca',
    });
    expect(ask({ reports: [aReport('cern'), silent] })).toEqual({
      kind: 'wait-for',
      sentence: 'waits for the reports of cern, ifca',
      whom: 'cern, ifca',
    });
  });

  test('but not while a report has a mistake, and the sentence says where.', () => {
    expect(ask({ reports: [silent], unreadable: broken })).toEqual({
      kind: 'blocked',
      sentence: 'a mistake in the report of ifca: state is "no"',
      hint: `${finding.file}:2:8: write yes`,
      cites: 'R105, R106',
    });
  });

  test.each<[string, Partial<ReleaseWorkflow>]>([
    ['with outcome Success', { outcome: 'Success', reason: 'fine' }],
    ['without a reason', { outcome: 'Warning', reason: null }],
    ['with a waiver, which is for reports that are missing', { ...waived, outcome: 'Success' }],
  ])('but not %s although a team would reject it.', (_what, workflow) => {
    expect(ask({ reports: [rejects, lip], workflow })).toEqual({
      kind: 'wait-for',
      sentence: `ifca would reject it, and ${manager} decides: ${ways} (ifca: Reject, lip: Success)`,
      whom: manager,
    });
  });

  test('but not with fewer successes than policy asks for, and the sentence names who else there is.', () => {
    expect(ask({ minimum: 1 })).toEqual({
      kind: 'wait-for',
      sentence: `no early adopter yet, and 1 successful report is needed; ${manager} can invite cern, ifca, lip`,
      whom: manager,
    });
    expect(ask({ minimum: 2, reports: [lip, { ...silent, state: 'declined' }] })).toEqual({
      kind: 'wait-for',
      sentence: `1 of 2 successful reports (ifca: declined, lip: Success); ${manager} can invite cern`,
      whom: manager,
    });
    expect(ask({ minimum: 3, reports: [cern, lip], workflow: waived })?.kind).toBe('wait-for');
    const none = 'nobody else: stagepost.yaml has no other team for it';
    expect(ask({ minimum: 4, reports: [cern, { ...silent, state: 'declined' }, lip] })?.sentence).toContain(
      none,
    );
    expect(ask({ minimum: 0, emergencyMinimum: 1, route: 'fast' })?.kind).toBe('wait-for');
  });

  test('is asked anew when the step failed.', () => {
    const broke = { ...failure({ code: 'command-failed', message: 'no space' }), since: noon };
    const from = { state: 'Failed', from: 'StageRollout', wanted: 'Production', failure: broke } as const;
    expect(ask({ from, reports: [silent] })?.kind).toBe('wait-for');
  });
});

test.each<[string, Case]>([
  [
    'into stage rollout',
    {
      from: { state: 'InVerification' },
      transition: { ...promotion, from: 'InVerification', to: 'StageRollout' },
    },
  ],
  ['out of it for good', { transition: { ...promotion, to: 'Rejected', effect: 'clean-up' } }],
  [
    'past it',
    {
      from: { state: 'Unverified' },
      transition: { ...promotion, from: 'Unverified', route: 'direct' },
      route: 'direct',
    },
  ],
])('A step %s is no concern of early adopters.', (_what, each) => {
  expect(ask({ reports: [silent], minimum: 1, ...each })).toBeNull();
});

const someReports = fc.uniqueArray(
  fc.record({
    team: fc.constantFrom('cern', 'gone', 'ifca', 'lip'),
    answer: fc.constantFrom('invited', 'declined', 'accepted', 'Success', 'Warning', 'Reject', 'broken'),
  }),
  { selector: ({ team }) => team },
);

const someCase: fc.Arbitrary<Case> = fc
  .record({
    answers: someReports,
    waivers: fc.subarray(['cern', 'gone', 'ifca', 'lip']),
    outcome: fc.constantFrom('Success' as const, 'Warning' as const),
    reason: fc.constantFrom(null, 'because'),
    minimum: fc.nat(3),
    emergencyMinimum: fc.nat(3),
    route: fc.constantFrom('normal' as const, 'fast' as const, 'direct' as const),
  })
  .map(({ answers, waivers, outcome, reason, ...rest }) => ({
    ...rest,
    reports: answers.flatMap(({ team, answer }) => {
      if (answer === 'broken') return [];
      if (answer === 'invited' || answer === 'declined' || answer === 'accepted')
        return [aReport(team, { state: answer })];
      return [aReport(team, { result: answer as 'Success' })];
    }),
    unreadable: answers.flatMap(({ team, answer }) =>
      answer === 'broken' ? [{ team, findings: [finding] }] : [],
    ),
    workflow: { outcome, reason, waivers: waivers.map((team) => ({ team, reason: 'ill' })) },
  }));

function secondOpinion(each: Case): readonly string[] {
  const question = questionOf(each);
  const desired = aDesiredState([question.desired], 7, question.policy);
  const { id } = question.desired.release;
  const { commit } = question.desired.edits[0];
  const plan = aPlan([enterOf(id, { from: 'StageRollout', to: { state: 'Production' }, commit })]);
  return checkEarlyAdopters(evidenceOf(plan, desired, { actual: question.actual, record: emptyRecord }));
}

describe('The second opinion', () => {
  test('has something against a move to production exactly when the gate does not let it pass.', () => {
    fc.assert(
      fc.property(someCase, (each) => {
        expect(secondOpinion(each).length === 0).toBe(ask(each)?.kind === 'pass');
      }),
      { numRuns: 400 },
    );
  });

  test('names the release and the team that was not heard.', () => {
    expect(secondOpinion({ reports: [silent], minimum: 1 })).toEqual([
      'umd-5/voms-4.2.0 would enter Production without the report of ifca',
      'umd-5/voms-4.2.0 would enter Production with 0 successful reports, and 1 are needed',
    ]);
  });
});

describe('A plan', () => {
  const way = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;

  function notesOf(reports: readonly EarlyAdopterReport[], policy = policyOf({})): readonly string[] {
    const told: string[] = [];
    const asked = {
      ...aDesiredRelease({ type: 'Incremental' }, way, 1),
      reports: { known: reports, unreadable: [] },
    };
    let world = emptyWorld;
    for (let cycle = 0; cycle < 8; cycle += 1) {
      const desired = settled(aDesiredState([asked], 4, policy), world.record);
      told.push(...planFor(world, desired).notes.map(({ sentence }) => sentence));
      ({ world } = carriedOut(world, desired));
    }
    return told;
  }

  test('says that a release goes to production without a report, where teams are registered.', () => {
    const note = 'voms 4.2.0 goes to production without a report: no early adopter yet';
    expect(new Set(notesOf([]))).toEqual(new Set([note]));
    expect(notesOf([lip])).toEqual([]);
    expect(notesOf([], { ...policyOf({}), earlyAdopters: new Map() })).toEqual([]);
  });
});
