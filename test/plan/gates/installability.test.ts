import { describe, expect, test } from 'vitest';
import { withAnswers } from '../../../src/actual/observe-installability.ts';
import type { BreakageRule, InstallabilityPolicy } from '../../../src/domain/gates.ts';
import { questionDigest } from '../../../src/domain/installability.ts';
import { unknown } from '../../../src/domain/observation.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { checkPlan } from '../../../src/plan/check-plan.ts';
import { notLookedAt } from '../../../src/plan/installability/seen-change.ts';
import { draftPlan } from '../../../src/plan/make-plan.ts';
import { planWithAnswers } from '../../../src/reconcile/plan-with-answers.ts';
import { aMajorRelease, aPolicy, el9, someGates } from '../../builders/policy.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../../builders/world.ts';
import { tryingSolver } from '../../fakes/dependency-solver.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const dpm = 'umd-5/dpm-1.0.0' as ReleaseId;
const ofVoms = { version: '4.2.0', platforms: [el9] };
const ofDpm = { product: 'dpm', version: '1.0.0', platforms: [el9] };
const toRollout = ['Unverified', 'InVerification', 'StageRollout'] as const;

function policyWith(newBreakage: BreakageRule, parts: Partial<InstallabilityPolicy> = {}): Policy {
  const major = aMajorRelease({ slot: 'product' });
  return {
    ...aPolicy(major),
    gates: someGates({ installability: { newBreakage, exceptions: [], ...parts } }),
  };
}

interface VomsThere {
  readonly vomsHas?: readonly string[];
  readonly upTo?: 'Production' | 'StageRollout';
}

/** A world in which voms is in production, or on its way, and dpm, with these packages, waits in verification. */
function worldWith(
  packages: readonly string[],
  { vomsHas = ['voms-api 4.2.0'], upTo = 'Production' }: VomsThere = {},
): World {
  const contents = new Map([
    [voms, vomsHas],
    [dpm, packages],
  ]);
  const desired = aDesiredState(
    [
      aDesiredRelease(ofVoms, upTo === 'Production' ? [...toRollout, upTo] : toRollout, 1),
      aDesiredRelease(ofDpm, ['Unverified', 'InVerification'], 5),
    ],
    6,
    policyWith('ignore'),
  );
  return untilQuiet({ ...emptyWorld, contents }, desired);
}

function asking(policy: Policy) {
  const stays = aDesiredRelease(ofVoms, ['Production'], 7);
  return aDesiredState([stays, aDesiredRelease(ofDpm, ['StageRollout'], 9)], 9, policy);
}

function told(plan: Plan) {
  const held = plan.heldBack.find(({ release }) => release === dpm);
  return { verdict: held?.verdict, notes: plan.notes.map(({ sentence }) => sentence) };
}

const whole = ['dpm 1.0.0 needs voms-api >= 4'];
const lacking = ['dpm 1.0.0 needs voms-api >= 5', 'dpm-tools 1.0.0 needs dpm'];
const sentence =
  'clients of stage-rollout umd-5 el9/x86_64 could not install dpm.noarch 1.0.0-1: nothing provides voms-api >= 5, which dpm-1.0.0-1.noarch needs; and 1 more';

describe('A release whose packages cannot be installed', () => {
  test('waits where policy blocks, and the sentence names the first and counts the others.', () => {
    const { verdict } = told(planFor(worldWith(lacking), asking(policyWith('block'))));
    expect(verdict).toMatchObject({ kind: 'blocked', sentence, cites: 'gates.installability' });
  });

  test('comes with a note where policy warns.', () => {
    const { verdict, notes } = told(planFor(worldWith(lacking), asking(policyWith('warn'))));
    expect(verdict).toBeUndefined();
    expect(notes).toEqual([`after the step of dpm 1.0.0, ${sentence}`]);
  });

  test('comes without a word where policy ignores it, and nothing is asked.', () => {
    const world = worldWith(lacking);
    const desired = asking(policyWith('ignore'));
    const { plan, unanswered } = draftPlan(desired, actualStateOf(world, desired), world.now);
    expect(told(plan)).toEqual({ verdict: undefined, notes: [] });
    expect(unanswered).toEqual([]);
    expect(plan.clients.map((view) => view.kind === 'known' && view.installability)).toEqual([null]);
  });

  test('is judged by the rule of its major release.', () => {
    const exceptions = [{ majorRelease: 'umd-5', newBreakage: 'block' as const }];
    const others = [{ majorRelease: 'umd-4', newBreakage: 'block' as const }];
    const world = worldWith(lacking);
    expect(told(planFor(world, asking(policyWith('warn', { exceptions })))).verdict?.kind).toBe('blocked');
    expect(told(planFor(world, asking(policyWith('warn', { exceptions: others })))).verdict).toBeUndefined();
  });

  test('holds nobody up who was broken before, and is told as mended when it is.', () => {
    const world = worldWith(['voms-api 5.0.0'], {
      vomsHas: [
        'voms-api 4.2.0',
        'voms-admin 4.2.0 needs voms-api >= 5',
        'voms-doc 4.2.0 needs voms-api >= 6',
      ],
    });
    const plan = planFor(world, asking(policyWith('block')));
    expect(told(plan)).toEqual({ verdict: undefined, notes: [] });
    const [view] = plan.clients;
    expect(view?.kind === 'known' && view.installability).toEqual({
      kind: 'known',
      before: { installable: 1, of: 3 },
      after: { installable: 2, of: 3 },
      broken: [],
      mended: [{ package: 'voms-admin.noarch', version: '4.2.0-1' }],
      outside: 0,
      untold: 0,
    });
  });
});

describe('What nobody answers', () => {
  const desired = (rule: BreakageRule) => asking(policyWith(rule));
  const unanswering = (world: World, rule: BreakageRule) => {
    const actual = actualStateOf(world, desired(rule));
    const open = draftPlan(desired(rule), actual, world.now).unanswered;
    const answers = open.map(
      (each) => [questionDigest(each), unknown('testsolv cannot be started')] as const,
    );
    return draftPlan(desired(rule), { ...actual, installability: new Map(answers) }, world.now);
  };

  test('holds a release where policy blocks.', () => {
    const { plan } = unanswering(worldWith(whole), 'block');
    expect(told(plan).verdict).toEqual({
      kind: 'cannot-tell',
      sentence: 'it cannot be told whether packages can be installed: testsolv cannot be started',
    });
  });

  test('is told where policy warns, and is never taken for an answer.', () => {
    const { plan } = unanswering(worldWith(whole), 'warn');
    expect(told(plan)).toEqual({
      verdict: undefined,
      notes: [
        'it cannot be told what can be installed after the step of dpm 1.0.0: testsolv cannot be started',
      ],
    });
    const [view] = plan.clients;
    expect(view?.kind === 'known' && view.installability).toEqual({
      kind: 'cannot-tell',
      reason: 'testsolv cannot be started',
    });
  });

  test('holds a release as well when its question was never asked.', () => {
    const world = worldWith(whole);
    const { plan } = draftPlan(desired('block'), actualStateOf(world, desired('block')), world.now);
    expect(told(plan).verdict?.kind).toBe('cannot-tell');
  });
});

describe('A release that needs what leaves in the same plan', () => {
  const leaving = (rule: BreakageRule) =>
    aDesiredState(
      [aDesiredRelease(ofVoms, ['Rejected'], 7), aDesiredRelease(ofDpm, ['StageRollout'], 8)],
      9,
      policyWith(rule),
    );

  test('waits although its gate has seen it, and goes where policy only warns.', () => {
    const world = worldWith(whole, { upTo: 'StageRollout' });
    expect(told(planFor(world, leaving('block'))).verdict).toMatchObject({
      kind: 'blocked',
      sentence:
        'without what leaves in the same plan, clients of stage-rollout umd-5 el9/x86_64 could not install dpm.noarch 1.0.0-1: nothing provides voms-api >= 4, which dpm-1.0.0-1.noarch needs',
    });
    expect(told(planFor(world, leaving('warn'))).verdict).toBeUndefined();
  });

  test('is not held for others whom that leaves behind.', () => {
    const world = worldWith(['dpm 1.0.0'], { upTo: 'StageRollout' });
    expect(told(planFor(world, leaving('block'))).verdict).toBeUndefined();
  });
});

describe('What nobody looked at', () => {
  test('stands behind the sentence, each in its number.', () => {
    const count = { installable: 1, of: 1 };
    const change = { kind: 'known', before: count, after: count, broken: [], mended: [] } as const;
    const audience = { stage: 'production', majorRelease: 'umd-5', platform: el9 } as const;
    const told = (outside: number, untold: number) =>
      notLookedAt([
        { audience, change: { ...change, outside, untold } },
        { audience, change: { kind: 'cannot-tell', reason: '' } },
      ]);
    expect([told(0, 0), told(1, 0), told(3, 1), told(0, 2)]).toEqual([
      '',
      '; 1 dependency is outside and not looked at',
      '; 3 dependencies are outside and not looked at; not known of 1 package',
      '; not known of 2 packages',
    ]);
  });
});

describe('The second opinion', () => {
  async function sound(
    packages: readonly string[],
    desired: ReturnType<typeof asking>,
    there: VomsThere = {},
  ) {
    const world = worldWith(packages, there);
    const solver = tryingSolver();
    const deps = { solvers: { yum: solver, apt: solver }, answers: new Map() };
    const { plan, actual } = await planWithAnswers(deps, {
      desired,
      actual: actualStateOf(world, desired),
      now: world.now,
    });
    expect(checkPlan(plan, desired, actual)).toEqual([]);
    return { plan, actual };
  }

  test('finds a release that comes although nobody answered.', async () => {
    const desired = asking(policyWith('block'));
    const { plan, actual } = await sound(whole, desired);
    const silent = [...actual.installability.keys()].map((digest) => [digest, unknown('it hangs')] as const);
    for (const installability of [new Map(), new Map(silent)])
      expect(checkPlan(plan, desired, { ...actual, installability })).toContain(
        'umd-5/dpm-1.0.0 would enter StageRollout although nobody told what can be installed',
      );
  });

  test('finds a release that loses what it needs.', async () => {
    const desired = (rule: BreakageRule) =>
      aDesiredState(
        [aDesiredRelease(ofVoms, ['Rejected'], 7), aDesiredRelease(ofDpm, ['StageRollout'], 8)],
        9,
        policyWith(rule),
      );
    const { plan, actual } = await sound(['dpm 1.0.0 needs voms-api'], desired('warn'), {
      upTo: 'StageRollout',
    });
    expect(checkPlan(plan, desired('block'), actual)).toContain(
      'umd-5/dpm-1.0.0 would enter StageRollout, needs voms-api, and loses it',
    );
  });
});

describe('Asking', () => {
  test('ends when nothing is open, asks nothing twice, and nothing at all where nothing moves.', async () => {
    const world = worldWith(whole);
    const solver = tryingSolver();
    const deps = { solvers: { yum: solver, apt: solver }, answers: new Map() };
    const wish = asking(policyWith('block'));
    const facts = { desired: wish, actual: actualStateOf(world, wish), now: world.now };
    const first = await planWithAnswers(deps, facts);
    expect(told(first.plan).verdict).toBeUndefined();
    expect(checkPlan(first.plan, wish, first.actual)).toEqual([]);
    const count = solver.asked.length;
    expect(count).toBeGreaterThan(0);
    expect((await planWithAnswers(deps, facts)).plan).toEqual(first.plan);
    expect(solver.asked).toHaveLength(count);
    const quiet = aDesiredState(
      [aDesiredRelease(ofVoms, ['Production'], 7), aDesiredRelease(ofDpm, ['InVerification'], 8)],
      9,
      policyWith('block'),
    );
    await planWithAnswers(
      { ...deps, answers: new Map() },
      { ...facts, desired: quiet, actual: actualStateOf(world, quiet) },
    );
    expect(solver.asked).toHaveLength(count);
  });

  test('takes a failure for unknown, and asks again the next time.', async () => {
    const world = worldWith(whole);
    const wish = asking(policyWith('block'));
    const actual = actualStateOf(world, wish);
    const { unanswered } = draftPlan(wish, actual, world.now);
    const broken = { uninstallable: () => Promise.reject(new Error('testsolv was ended after 300 s')) };
    const answers = new Map();
    const seen = await withAnswers({ solvers: { yum: broken, apt: broken }, answers }, actual, unanswered);
    expect([...seen.installability.values()]).toEqual(
      unanswered.map(() => unknown('testsolv was ended after 300 s')),
    );
    expect(answers.size).toBe(0);
  });
});
