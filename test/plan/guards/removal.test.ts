import { describe, expect, test } from 'vitest';
import type { Allowed } from '../../../src/domain/guards.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { type Loss, refuseRemoval } from '../../../src/plan/guards/removal.ts';
import { aMember, argus, repositories, voms } from '../../builders/plan.ts';
import { someGuards } from '../../builders/policy.ts';

const { base, stageRollout, ofVoms } = repositories;
const rest = aMember('umd-5/dpm-1.15.3' as ReleaseId, 990);

function loss(parts: Partial<Loss>): Loss {
  return { repository: base, number: 7, before: [], after: [], goOn: new Set(), ...parts };
}

function allowing(allowed: Allowed) {
  return someGuards({ allowances: [{ ...allowed, at: { file: 'stagepost.yaml', line: 9, column: 7 } }] });
}

describe('the removal of packages', () => {
  test.each([
    [10, 'maxPackages 10', { maxPackages: 10, maxPercent: 100, percentFrom: 1 }, false],
    [11, 'maxPackages 10', { maxPackages: 10, maxPercent: 100, percentFrom: 1 }, true],
    [110, 'maxPercent 10', { maxPackages: 1000, maxPercent: 10, percentFrom: 10 }, false],
    [111, 'maxPercent 10', { maxPackages: 1000, maxPercent: 10, percentFrom: 10 }, true],
    [9, 'maxPercent 0 from 10 on', { maxPackages: 1000, maxPercent: 0, percentFrom: 10 }, false],
    [10, 'maxPercent 0 from 10 on', { maxPackages: 1000, maxPercent: 0, percentFrom: 10 }, true],
  ])('of %i beside 990 that stay, with %s, is refused: %#', (packages, _limit, removal, refused) => {
    const before = [aMember(voms, packages), rest];
    const answer = refuseRemoval(loss({ before, after: [rest] }), someGuards({ removal }));
    expect(answer !== null).toBe(refused);
  });

  test('says count, share, limit and the line that lets it through', () => {
    const before = [aMember(voms, 30), aMember(argus, 10)];
    const removed = loss({ before, after: [aMember(argus, 10)] });
    expect(refuseRemoval(removed, someGuards())).toEqual({
      sentence: 'it would lose 30 of its 40 packages, 75 %; one publication may take out 20 %',
      hint: `to let it through, add to stagepost.yaml: guards: {allow: [{guard: removal, repository: ${base.key}, generation: 7}]}`,
      cites: 'guards.removal.maxPercent',
    });
    const many = loss({ before: [aMember(voms, 1001), rest], after: [rest] });
    expect(refuseRemoval(many, someGuards())?.sentence).toBe(
      'it would lose 1001 of its 1991 packages; one publication may take out 1000',
    );
  });

  test('that empties production is refused even for one package, and has a line of its own', () => {
    const emptied = loss({ before: [aMember(voms, 1)] });
    expect(refuseRemoval(emptied, someGuards())?.hint).toContain(`guard: emptying, repository: ${base.key}`);
    const removal = { guard: 'removal', repository: base.key, generation: 7 } as const;
    expect(refuseRemoval(emptied, allowing(removal))).not.toBeNull();
    expect(refuseRemoval(emptied, allowing({ ...removal, guard: 'emptying' }))).toBeNull();
  });

  test('is let through for one generation of one repository only', () => {
    const before = [aMember(voms, 30), aMember(argus, 10)];
    const removed = loss({ before, after: [aMember(argus, 10)] });
    const allowed = { guard: 'removal', repository: base.key, generation: 7 } as const;
    expect(refuseRemoval(removed, allowing(allowed))).toBeNull();
    expect(refuseRemoval(removed, allowing({ ...allowed, generation: 6 }))).not.toBeNull();
    expect(refuseRemoval(removed, allowing({ ...allowed, repository: stageRollout.key }))).not.toBeNull();
  });

  test('from stage rollout counts by number only, and not what goes on to production', () => {
    const left = { repository: stageRollout, before: [aMember(voms, 1001)] };
    expect(refuseRemoval(loss(left), someGuards())?.cites).toBe('guards.removal.maxPackages');
    expect(refuseRemoval(loss({ ...left, goOn: new Set([voms]) }), someGuards())).toBeNull();
    expect(refuseRemoval(loss({ ...left, before: [aMember(voms, 1000)] }), someGuards())).toBeNull();
  });

  test('from the private repository of a release is nobody’s loss', () => {
    expect(
      refuseRemoval(loss({ repository: ofVoms, before: [aMember(voms, 5000)] }), someGuards()),
    ).toBeNull();
  });
});
