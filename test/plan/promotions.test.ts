import { describe, expect, test } from 'vitest';
import { checkSchema } from '../../src/document/schemas.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { emptyWorld, planFor, untilQuiet, type World, withoutTrees } from '../builders/world.ts';
import { desiredAfter, type History, slotPolicy } from './histories.ts';

const open = slotPolicy('product', { rollbackAllowed: true });
const ways = ['Unverified', 'InVerification', 'StageRollout', 'Production', 'StageRollout'] as const;
// Another release is there before, because production is never emptied.
const history: History = [
  ...ways.slice(0, 4).map((state) => ({ product: 'voms', state })),
  ...ways.map((state) => ({ product: 'bdii', state })),
];

/** What main asks for after so many edits of bdii, when those before the last are settled. */
function asked(edits: number) {
  return desiredAfter(history, open, { since: edits + 3, upTo: edits + 4 });
}

function worldAfter(edits: number): World {
  return untilQuiet(emptyWorld, desiredAfter(history, open, { since: 0, upTo: edits + 4 }));
}

describe('what a plan says of releases that come into shared repositories', () => {
  test('It tells the step, the commit and the file that asked for it, the policy, and every gate that was asked.', () => {
    const desired = asked(3);
    const plan = planFor(worldAfter(2), desired);
    const edit = desired.releases.find(({ release }) => release.id === 'umd-5/bdii-1.0.0')?.edits[0];
    expect(plan.promotions).toEqual([
      {
        release: 'umd-5/bdii-1.0.0' as ReleaseId,
        from: 'InVerification',
        to: 'StageRollout',
        route: 'normal',
        reason: edit?.reason,
        commit: edit?.commit,
        blob: edit?.blob,
        policy: desired.policyBlob,
        approvals: [],
        gates: expect.any(Array),
      },
    ]);
    expect(plan.promotions[0]?.gates.length).toBeGreaterThan(0);
    expect(plan.promotions[0]?.gates.map(({ verdict }) => verdict.kind)).toEqual(
      expect.arrayContaining(['pass']),
    );
    expect(checkSchema('plan', JSON.parse(JSON.stringify(plan)))).toEqual([]);
  });

  test('A promotion to production and a rollback are told as well, by the states that they lead between.', () => {
    expect(planFor(worldAfter(3), asked(4)).promotions).toMatchObject([
      { from: 'StageRollout', to: 'Production' },
    ]);
    expect(planFor(worldAfter(4), asked(5)).promotions).toMatchObject([
      { from: 'Production', to: 'StageRollout' },
    ]);
  });

  test('Nothing is told of private repositories, of generations that are made again, or where nothing comes.', () => {
    expect(planFor(worldAfter(0), asked(1)).promotions).toEqual([]);
    expect(planFor(worldAfter(1), asked(2)).promotions).toEqual([]);
    const lost = withoutTrees(worldAfter(3), null);
    const plan = planFor(lost, asked(3));
    expect(plan.actions.length).toBeGreaterThan(0);
    expect(plan.promotions).toEqual([]);
  });

  test('It is no part of the digest, so that sentences of gates change no plan.', () => {
    const [plan, other] = [asked(3), { ...asked(3), policyBlob: 'f'.repeat(40) }].map((desired) =>
      planFor(worldAfter(2), desired),
    );
    expect(other?.digest).toBe(plan?.digest);
    expect(other?.promotions).not.toEqual(plan?.promotions);
  });
});
