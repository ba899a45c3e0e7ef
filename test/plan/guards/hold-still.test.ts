import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../../src/domain/desired-state.ts';
import { plusSeconds } from '../../../src/domain/instant.ts';
import { unknown } from '../../../src/domain/observation.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { RepositoryKey } from '../../../src/domain/repository.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { repositories, voms } from '../../builders/plan.ts';
import { aPolicy, el9, someGuards } from '../../builders/policy.ts';
import { aCommit, aDesiredRelease } from '../../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  settled,
  untilQuiet,
  type World,
} from '../../builders/world.ts';

const place = { file: 'stagepost.yaml', line: 9, column: 7 };

function policyWith(guards: Parameters<typeof someGuards>[0]): Policy {
  return { ...aPolicy(), guards: someGuards(guards) };
}

function rejections(products: readonly string[], policy: Policy): DesiredState {
  const releases = products.map((product) => {
    const made = aDesiredRelease({ product, desired: 'Rejected' }, ['Rejected'], 9);
    return { ...made, edits: [{ ...made.edits[0], commit: aCommit('main 9'), position: 9 }] as const };
  });
  return aDesiredState(releases, 9, policy);
}

function unverified(products: readonly string[], policy: Policy = aPolicy()): World {
  const releases = products.map((product) => aDesiredRelease({ product }, ['Unverified'], 1));
  return untilQuiet(emptyWorld, aDesiredState(releases, 1, policy));
}

describe('a commit that ends many releases', () => {
  const products = ['argus', 'dpm', 'voms'];

  test('may end as many as the limit says', () => {
    const plan = planFor(unverified(products), rejections(products, policyWith({ maxTransitions: 3 })));
    expect(plan.heldBack).toEqual([]);
  });

  test('is held as a whole when it ends one more, until its own line stands in the policy', () => {
    const world = unverified(products);
    const plan = planFor(world, rejections(products, policyWith({ maxTransitions: 2 })));
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack.map(({ verdict }) => verdict)).toEqual(
      products.map(() => ({
        kind: 'blocked',
        sentence: `commit ${aCommit('main 9').slice(0, 7)} moves or ends 3 releases; one commit may do so with 2 at most`,
        hint: `to let it through, add to stagepost.yaml: guards: {allow: [{guard: mass-change, commit: "${aCommit('main 9')}"}]}`,
        cites: 'guards.maxTransitions',
      })),
    );
    const allow = (commit: string) =>
      policyWith({
        maxTransitions: 2,
        allowances: [{ guard: 'mass-change', commit: aCommit(commit), at: place }],
      });
    expect(planFor(world, rejections(products, allow('main 9'))).heldBack).toEqual([]);
    expect(planFor(world, rejections(products, allow('main 8'))).heldBack).toHaveLength(3);
  });

  test('keeps its edits for later, so that nothing is lost by waiting', () => {
    const world = unverified(products);
    const desired = rejections(products, policyWith({ maxTransitions: 2 }));
    const { plan } = carriedOut(world, desired);
    expect(plan.unsettled.map(({ step, settled: commit }) => [step, commit])).toEqual(
      products.map(() => [null, world.record.commit]),
    );
  });

  test('does not count new files, marks, and releases that have waited for the slot already', () => {
    const policy = policyWith({ maxTransitions: 1 });
    const asked = (state: 'Unverified' | 'InVerification') =>
      aDesiredState(
        products.map((product) => aDesiredRelease({ product }, [state], 5)),
        5,
        policy,
      );
    const world = untilQuiet(emptyWorld, asked('Unverified'));
    expect(planFor(world, asked('InVerification')).actions).toHaveLength(3);
    const wide = aDesiredState(
      products.map((product) => aDesiredRelease({ product }, ['InVerification', 'StageRollout'], 5)),
      6,
    );
    const waiting = untilQuiet(world, wide);
    const again = settled(wide, waiting.record);
    const narrow = { ...again, policy: policyWith({ maxTransitions: 1 }) };
    expect(planFor(waiting, narrow).heldBack.map(({ verdict }) => verdict.kind)).toEqual([
      'wait-for',
      'wait-for',
    ]);
  });
});

describe('a freeze', () => {
  const frozen = policyWith({
    freezes: [{ majorRelease: 'umd-5', reason: 'data challenge', at: place }],
  });

  test('holds steps with packages and lets marks, renewals and repairs go on', () => {
    const releases = [
      aDesiredRelease({ product: 'argus' }, ['InVerification'], 3),
      aDesiredRelease({ product: 'voms' }, ['InVerification', 'StageRollout'], 3),
    ];
    const calm = unverified(['argus', 'voms']);
    const later = { ...calm, now: plusSeconds(calm.now, 8 * 86_400) };
    const plan = planFor(later, aDesiredState(releases, 4, frozen));
    const kinds = plan.actions.map(({ id }) => id);
    expect(kinds.filter((id) => id.startsWith('enter:'))).toEqual([
      'enter:umd-5/argus-4.2.0:1:InVerification',
      'enter:umd-5/voms-4.2.0:1:InVerification',
    ]);
    expect(kinds.filter((id) => id.startsWith('publish:')).length).toBeGreaterThan(0);
    const changes = plan.actions.filter((action) => action.kind === 'publish-generation');
    expect(changes.flatMap(({ added, removed }) => [...added, ...removed])).toEqual([]);
    expect(plan.heldBack.map(({ release, verdict }) => [release, verdict.sentence])).toEqual([
      ['umd-5/voms-4.2.0', 'umd-5 is frozen at stagepost.yaml:9: data challenge'],
    ]);
  });

  test('of one major release is nothing to another', () => {
    const policy = policyWith({ freezes: [{ majorRelease: 'umd-4', reason: 'end', at: place }] });
    const desired = aDesiredState([aDesiredRelease({}, ['Rejected'], 3)], 3, policy);
    expect(planFor(unverified(['voms']), desired).heldBack).toEqual([]);
  });

  test('lets one release into one state by a line of its own', () => {
    const allow = (state: 'Rejected' | 'StageRollout'): Policy => ({
      ...frozen,
      guards: { ...frozen.guards, allowances: [{ guard: 'freeze', release: voms, state, at: place }] },
    });
    const world = unverified(['voms']);
    const asked = (policy: Policy) => aDesiredState([aDesiredRelease({}, ['Rejected'], 3)], 3, policy);
    expect(planFor(world, asked(allow('Rejected'))).heldBack).toEqual([]);
    const other = planFor(world, asked(allow('StageRollout')));
    expect(other.heldBack).toHaveLength(1);
    expect(other.notes).toEqual([
      {
        sentence:
          'guards.allow {guard: freeze, release: umd-5/voms-4.2.0, state: StageRollout} lets nothing through now; when it was used it can go',
        at: place,
      },
    ]);
  });
});

describe('a repository that holds still', () => {
  const inRollout = untilQuiet(
    emptyWorld,
    aDesiredState([aDesiredRelease({}, ['Unverified', 'InVerification', 'StageRollout'], 1)], 3),
  );
  const toProduction = aDesiredState([aDesiredRelease({}, ['Production'], 4)], 4);

  test.each([
    ['the one to be entered', repositories.base.key],
    ['the one to be left', repositories.stageRollout.key],
  ])('because it cannot be read keeps a release where it is: %s', (_which, key: RepositoryKey) => {
    const actual = actualStateOf(inRollout, toProduction);
    const unread = new Map([...actual.repositories, [key, unknown('permission denied')] as const]);
    const plan = makePlan(toProduction, { ...actual, repositories: unread }, inRollout.now);
    expect(plan.actions).toEqual([]);
    expect(plan.heldBack.map(({ verdict }) => verdict.kind)).toEqual(['cannot-tell']);
    expect(plan.heldRepositories).toEqual([
      { repository: key, why: 'cannot-tell', sentence: 'permission denied', hint: '' },
    ]);
  });

  test('because of a guard takes nobody in either, while others go on', () => {
    const lost = { ...inRollout, record: { ...inRollout.record, releases: new Map() } };
    const actual = actualStateOf(lost, aDesiredState([], 4));
    const plan = makePlan(aDesiredState([], 4), actual, lost.now);
    expect(plan.heldRepositories).toEqual([]);
    const strict = policyWith({ removal: { maxPackages: 1, maxPercent: 20, percentFrom: 10 } });
    const desired = aDesiredState(
      [
        aDesiredRelease({}, ['Rejected'], 4),
        aDesiredRelease({ product: 'argus', platforms: [el9] }, ['Unverified'], 4),
      ],
      4,
      strict,
    );
    const guarded = makePlan(desired, actualStateOf(inRollout, desired), inRollout.now);
    expect(guarded.heldRepositories.map(({ repository, why }) => [repository, why])).toEqual([
      [repositories.stageRollout.key, 'guarded'],
    ]);
    expect(guarded.heldBack.map(({ release, verdict }) => [release, verdict.kind])).toEqual([
      [voms, 'blocked'],
    ]);
    expect(guarded.actions.map(({ kind }) => kind)).toEqual(['fetch-release', 'enter-state']);
  });
});
