import { describe, expect, test } from 'vitest';
import type { BreakageRule } from '../../../src/domain/gates.ts';
import { questionDigest, type SolvablePackage } from '../../../src/domain/installability.ts';
import { plusSeconds } from '../../../src/domain/instant.ts';
import { known } from '../../../src/domain/observation.ts';
import { noSystems, type SystemRepository, systemKeyOf } from '../../../src/domain/operating-system.ts';
import type { Plan, ReadSystem } from '../../../src/domain/plan.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { checkPlan } from '../../../src/plan/check-plan.ts';
import { draftPlan } from '../../../src/plan/make-plan.ts';
import { aMajorRelease, aPolicy, debian12, el9, someGates } from '../../builders/policy.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import { aSolvable } from '../../builders/solvable.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../../builders/world.ts';
import { tried } from '../../fakes/dependency-solver.ts';

const dpm = 'umd-5/dpm-1.0.0' as ReleaseId;
const ofDpm = { product: 'dpm', version: '1.0.0', platforms: [el9] };
const ofVoms = { product: 'voms', version: '4.2.0', platforms: [el9] };
const hour = 3600;
const libfoo = aSolvable('libfoo 1.5');

function aRepository(parts: Partial<SystemRepository> = {}): SystemRepository {
  const url = 'https://mirror.example.org/os/';
  return { protocol: 'https', url, suite: null, components: [], keys: [], networks: [], ...parts };
}

function policyWith(newBreakage: BreakageRule, repository: SystemRepository | null = aRepository()): Policy {
  const repositories = new Map(repository === null ? [] : [[el9, [repository]]]);
  return {
    ...aPolicy(aMajorRelease({ slot: 'product' })),
    gates: someGates({ installability: { newBreakage, exceptions: [] } }),
    operatingSystems: { ...noSystems, repositories },
  };
}

function inVerification(policy: Policy) {
  return aDesiredState([aDesiredRelease(ofDpm, ['Unverified', 'InVerification'], 1)], 2, policy);
}

function asking(policy: Policy) {
  return aDesiredState([aDesiredRelease(ofDpm, ['StageRollout'], 9)], 9, policy);
}

/** A world in which dpm, which needs libfoo, waits in verification, and its system was read with what the mirror has. */
function worldWith(mirror: readonly SolvablePackage[], policy = policyWith('block')): World {
  const contents = new Map([[dpm, ['dpm 1.0.0 needs libfoo >= 1']]]);
  const start = { ...emptyWorld, contents, systems: new Map([[el9, mirror]]) };
  return untilQuiet(start, inVerification(policy));
}

function readingsIn(plan: Plan): readonly ReadSystem[] {
  return plan.actions.filter((action) => action.kind === 'read-system');
}

function told(plan: Plan) {
  const held = plan.heldBack.find(({ release }) => release === dpm);
  return { verdict: held?.verdict, notes: plan.notes.map(({ sentence }) => sentence) };
}

const missing =
  'clients of stage-rollout umd-5 el9/x86_64 could not install dpm.noarch 1.0.0-1: neither these repositories nor the operating system provide libfoo >= 1, which dpm-1.0.0-1.noarch needs';

describe('A dependency on what the operating system may have', () => {
  test('is fine where it has it, and nothing is outside any more.', () => {
    const plan = planFor(worldWith([libfoo, aSolvable('emacs 29')]), asking(policyWith('block')));
    expect(told(plan)).toEqual({ verdict: undefined, notes: [] });
    const view = plan.clients.find(({ kind }) => kind === 'known');
    expect(view?.kind === 'known' && view.installability).toMatchObject({ kind: 'known', outside: 0 });
  });

  test('is a breakage where it has not, or not in that version.', () => {
    for (const mirror of [[], [aSolvable('libfoo 0.9')]]) {
      expect(told(planFor(worldWith(mirror), asking(policyWith('block')))).verdict).toMatchObject({
        kind: 'blocked',
        sentence: missing,
      });
      const plan = planFor(worldWith(mirror, policyWith('warn')), asking(policyWith('warn')));
      expect(told(plan)).toEqual({
        verdict: undefined,
        notes: [`after the step of dpm 1.0.0, ${missing}`],
      });
    }
  });

  test('is outside where none is declared, and nobody reads anything.', () => {
    const policy = policyWith('block', null);
    const world = worldWith([], policy);
    expect(world.record.systems.size).toBe(0);
    const view = planFor(world, asking(policy)).clients.find(({ kind }) => kind === 'known');
    expect(view?.kind === 'known' && view.installability).toMatchObject({ broken: [], outside: 1 });
  });

  test('is a breakage after the operating system has dropped it.', () => {
    const world = worldWith([libfoo]);
    const later = { ...world, systems: new Map(), now: plusSeconds(world.now, 25 * hour) };
    const { world: read, plan } = carriedOut(later, inVerification(policyWith('block')));
    expect(readingsIn(plan)).toMatchObject([{ platform: el9, why: `it was read at ${world.now}` }]);
    expect(told(planFor(read, asking(policyWith('block')))).verdict).toMatchObject({ sentence: missing });
  });
});

describe('An operating system', () => {
  test('is read once for what came, and not again while nothing changes.', () => {
    const world = worldWith([libfoo]);
    const reading = world.record.systems.get(el9);
    expect(reading).toMatchObject({ members: [world.pool.get(dpm)?.members[0]?.digest] });
    expect(reading?.packages.map(({ name }) => name)).toEqual(['libfoo']);
    expect(planFor(world, inVerification(policyWith('block'))).actions).toEqual([]);
  });

  test('is read when its declaration changed, and does not count before.', () => {
    const other = policyWith('block', aRepository({ url: 'https://other.example.org/os/' }));
    const plan = planFor(worldWith([libfoo]), asking(other));
    expect(readingsIn(plan)).toMatchObject([{ why: 'it has not been read since it was declared otherwise' }]);
    expect(told(plan).verdict).toEqual({
      kind: 'cannot-tell',
      sentence:
        'it cannot be told whether packages can be installed: the operating system of el9/x86_64: it has not been read since it was declared otherwise',
    });
  });

  test('is read when a release came since, and does not count for that before.', () => {
    const world = worldWith([libfoo]);
    const both = aDesiredState(
      [
        aDesiredRelease(ofDpm, ['InVerification'], 2),
        aDesiredRelease(ofVoms, ['Unverified', 'InVerification'], 3),
      ],
      4,
      policyWith('block'),
    );
    const { world: fetched } = carriedOut(world, both);
    const plan = planFor(fetched, both);
    expect(readingsIn(plan)).toMatchObject([{ why: 'it has not been read since voms 4.2.0 came' }]);
    expect(readingsIn(plan)[0]?.members).toHaveLength(2);
    expect(told(planFor(fetched, asking(policyWith('block')))).verdict).toBeUndefined();
  });

  test('grows old only while somebody is on the way.', () => {
    const policy = policyWith('block');
    const done = untilQuiet(
      worldWith([libfoo]),
      aDesiredState([aDesiredRelease(ofDpm, ['StageRollout', 'Production'], 5)], 6, policy),
    );
    const later = { ...done, now: plusSeconds(done.now, 40 * 24 * hour) };
    const quiet = aDesiredState([aDesiredRelease(ofDpm, ['Production'], 6)], 6, policy);
    expect(readingsIn(planFor(later, quiet))).toEqual([]);
  });

  test('is not read where policy ignores breakages.', () => {
    const policy = policyWith('ignore');
    expect(worldWith([libfoo], policy).record.systems.size).toBe(0);
  });

  test('of another platform is read for the members of that one.', () => {
    const repositories = new Map([[debian12, [aRepository()]]]);
    const policy = { ...policyWith('block', null), operatingSystems: { ...noSystems, repositories } };
    expect(worldWith([libfoo], policy).record.systems.size).toBe(0);
  });
});

describe('A mirror that cannot be reached', () => {
  const desired = inVerification(policyWith('block'));
  const failing = (world: World) => carriedOut(world, desired, ({ kind }) => kind === 'read-system').world;

  test('is asked again after the usual delay, and nothing is known until then.', () => {
    const contents = new Map([[dpm, ['dpm 1.0.0 needs libfoo >= 1']]]);
    const start = untilQuiet({ ...emptyWorld, contents }, inVerification(policyWith('block', null)));
    const failed = failing(start);
    const attempts = failed.attempts.get(systemKeyOf(el9));
    expect(attempts?.count).toBe(1);
    const plan = planFor(failed, asking(policyWith('block')));
    expect(readingsIn(plan)).toEqual([]);
    expect(told(plan)).toEqual({
      verdict: {
        kind: 'cannot-tell',
        sentence:
          'it cannot be told whether packages can be installed: the operating system of el9/x86_64: it has not been read yet',
      },
      notes: [
        `the operating system of el9/x86_64 cannot be read and is tried again at ${attempts?.dueAt}; until then it cannot be told what can be installed`,
      ],
    });
    const due = { ...failed, now: attempts?.dueAt ?? failed.now, systems: new Map([[el9, [libfoo]]]) };
    expect(readingsIn(planFor(due, desired))).toHaveLength(1);
    expect(carriedOut(due, desired).world.attempts.size).toBe(0);
  });

  test('leaves the old reading, which counts.', () => {
    const world = worldWith([libfoo]);
    const failed = failing({ ...world, now: plusSeconds(world.now, 25 * hour) });
    const plan = planFor(failed, asking(policyWith('block')));
    expect(told(plan).verdict).toBeUndefined();
    expect(told(plan).notes).toEqual([
      expect.stringMatching(
        new RegExp(`^the operating system of el9/x86_64 .*; what was read at ${world.now} counts$`),
      ),
    ]);
  });

  test('is not waited for when another one is declared.', () => {
    const world = worldWith([libfoo]);
    const failed = failing({ ...world, now: plusSeconds(world.now, 25 * hour) });
    const other = policyWith('block', aRepository({ url: 'https://other.example.org/os/' }));
    expect(readingsIn(planFor(failed, inVerification(other)))).toHaveLength(1);
  });
});

describe('The second opinion', () => {
  const policy = policyWith('block');

  test('finds a reading of what is not declared, for whom nobody knows, or twice.', () => {
    const desired = inVerification(policy);
    const world = { ...worldWith([libfoo]), now: plusSeconds(emptyWorld.now, 30 * hour) };
    const plan = planFor(world, desired);
    const [reading] = readingsIn(plan);
    if (reading === undefined) throw new Error('the plan reads');
    const objections = (changed: readonly ReadSystem[]) =>
      checkPlan({ ...plan, actions: changed }, desired, actualStateOf(world, desired));
    const elsewhere = reading.repositories.map((each) => ({ ...each, url: 'https://evil.example.org/' }));
    const stranger = reading.members.map((each) => ({ ...each, digest: reading.declaration }));
    expect(objections([{ ...reading, repositories: elsewhere }])).toContain(
      'the operating system of el9/x86_64 would be read otherwise than stagepost.yaml says',
    );
    expect(objections([{ ...reading, members: stranger }])).toContain(
      'the operating system of el9/x86_64 would be read for umd-5/dpm-1.0.0, which is not there',
    );
    expect(objections([reading, reading])).toContain(
      'the operating system of el9/x86_64 would be read twice',
    );
  });

  test('finds a release that comes although nobody read for it.', () => {
    const world = worldWith([libfoo]);
    const desired = asking(policy);
    let actual = actualStateOf(world, desired);
    const { unanswered } = draftPlan(desired, actual, world.now);
    const answers = unanswered.map((each) => [questionDigest(each), known(tried(each))] as const);
    actual = { ...actual, installability: new Map(answers) };
    const { plan } = draftPlan(desired, actual, world.now);
    expect(checkPlan(plan, desired, actual)).toEqual([]);
    const record = known({ ...world.record, systems: new Map() });
    expect(checkPlan(plan, desired, { ...actual, record })).toContain(
      'umd-5/dpm-1.0.0 would enter StageRollout although the operating system of el9/x86_64 was not read for it',
    );
  });
});
