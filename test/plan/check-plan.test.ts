import { describe, expect, test } from 'vitest';
import type { ActualState } from '../../src/domain/actual-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import type { Action, ActionId } from '../../src/domain/plan.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { aMember, aPlan, argus, enterOf, fetchOf, publishOf, repositories, voms } from '../builders/plan.ts';
import { debian12 } from '../builders/policy.ts';

const { base, stageRollout, ofVoms } = repositories;
const inBase = publishOf(base, { members: [aMember(voms)], added: [voms] });

function pooled(pool: ActualState['pool']): ActualState {
  return {
    record: known(emptyRecord),
    repositories: new Map(),
    pool,
    poolDamage: new Map(),
    unmarked: [],
    attempts: new Map(),
    packages: new Map(),
  };
}

const withVoms = pooled(
  new Map([[voms, known({ release: voms, content: sha256Of('c'), members: [aMember(voms)] })]]),
);

function objections(...actions: readonly Action[]): readonly string[] {
  return checkPlan(aPlan(actions), withVoms);
}

function waiting<A extends Action>(action: A, ...ids: readonly string[]): A {
  return { ...action, after: ids as readonly ActionId[] };
}

describe('the second opinion', () => {
  test('has nothing to say about a sound plan', () => {
    expect(objections(fetchOf(argus), inBase, waiting(enterOf(voms), inBase.id))).toEqual([]);
  });

  test('refuses an action that stands in the plan twice', () => {
    expect(objections(fetchOf(argus), fetchOf(argus))).toEqual([
      'fetch:umd-5/argus-1.7.5 stands in the plan twice',
    ]);
  });

  test('refuses actions that wait for each other', () => {
    const [a, b] = [enterOf(voms), enterOf(argus)];
    expect(objections(waiting(a, b.id), waiting(b, a.id))).toEqual([
      `${a.id} waits for itself`,
      `${b.id} waits for itself`,
    ]);
  });

  test('refuses an action that waits for itself alone', () => {
    const enter = enterOf(voms);
    expect(objections(waiting(enter, enter.id))).toEqual([`${enter.id} waits for itself`]);
  });

  test('refuses an action that waits for one that nobody takes', () => {
    expect(objections(waiting(enterOf(voms), 'publish:elsewhere'))).toEqual([
      'enter:umd-5/voms-4.2.0:1:Unverified waits for publish:elsewhere, which is not in the plan',
    ]);
  });

  test('refuses two changes of one repository', () => {
    const retire: Action = {
      kind: 'retire-repository',
      id: 'retire:x' as ActionId,
      after: [],
      repository: base,
      release: voms,
    };
    expect(objections(inBase, retire)).toEqual([`${base.key} is changed by two actions`]);
  });

  test('refuses a release that would stand in a repository twice', () => {
    const twice = publishOf(base, { members: [aMember(voms), aMember(voms)], added: [voms] });
    expect(objections(twice)).toEqual([`${base.key} would hold ${voms} twice`]);
  });

  test('refuses the packages of another platform', () => {
    const foreign = publishOf(base, { members: [{ ...aMember(voms), platform: debian12 }], added: [voms] });
    expect(objections(foreign)).toEqual([`${base.key} would hold ${voms} for debian-12/amd64`]);
  });

  test.each([
    ['is not in the pool', pooled(new Map([[voms, known(null)]]))],
    ['is not known to be in the pool', pooled(new Map([[voms, unknown('permission denied')]]))],
    ['was not looked for in the pool', pooled(new Map())],
  ])('refuses to publish what %s', (_what, actual) => {
    expect(checkPlan(aPlan([inBase]), actual)).toEqual([
      `${base.key} would hold ${voms}, which is not in the pool`,
    ]);
  });

  test('lets stay what is published already, whatever the pool says', () => {
    const staying = publishOf(base, { number: 2, members: [aMember(voms)] });
    expect(checkPlan(aPlan([staying]), pooled(new Map()))).toEqual([]);
  });

  test('refuses a second release in the private repository of a release', () => {
    const crowd = publishOf(ofVoms, { members: [aMember(voms), aMember(argus)], added: [voms] });
    expect(objections(crowd)).toEqual([`${ofVoms.key} is private to one release and would hold 2`]);
    expect(objections(publishOf(stageRollout, { members: crowd.members }))).toEqual([]);
  });

  test('tells everything at once', () => {
    const twice = publishOf(base, { members: [aMember(voms), aMember(voms)], added: [voms] });
    expect(objections(twice, waiting(twice, 'publish:elsewhere')).length).toBeGreaterThan(3);
  });
});
