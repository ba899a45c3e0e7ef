import { describe, expect, test } from 'vitest';
import type { DesiredRelease } from '../../src/domain/desired-state.ts';
import { contentDigest } from '../../src/domain/release.ts';
import { newRefusals } from '../../src/plan/new-refusals.ts';
import { aDesiredRelease, anEdit } from '../builders/release.ts';
import { aDesiredState, emptyWorld, planFor, settled, untilQuiet } from '../builders/world.ts';

const voms = aDesiredRelease({ product: 'voms' }, ['Unverified'], 1);
const argus = aDesiredRelease({ product: 'argus', version: '1.7.5' }, ['Unverified'], 1);
const world = untilQuiet(emptyWorld, aDesiredState([voms, argus], 1));

/** Main at a position, with releases as they stand there. */
function commitOf(releases: readonly DesiredRelease[], position: number) {
  const desired = settled(aDesiredState(releases, position), world.record);
  return { desired, plan: planFor(world, desired) };
}

function asking(release: DesiredRelease, state: Parameters<typeof anEdit>[1], position: number) {
  return { ...release, edits: [anEdit(release.release, state, position)] } as const;
}

function withOtherSource(each: DesiredRelease, url: string): DesiredRelease {
  const source = { ...each.release.content.source, url };
  const content = { ...each.release.content, source };
  return { ...each, release: { ...each.release, content }, content: contentDigest(content) };
}

const base = commitOf([voms, argus], 2);
const refusedBy = (branch: ReturnType<typeof commitOf>, from = base) =>
  newRefusals(branch, from).map(({ held, field }) => [held.release, held.gates[0].gate, field.join('.')]);

describe('What a branch asks for', () => {
  test('is refused when the table has no such step, in the words of the plan.', () => {
    const branch = commitOf([asking(voms, 'Production', 3), argus], 3);
    expect(refusedBy(branch)).toEqual([['umd-5/voms-4.2.0', 'transition', '']]);
    expect(newRefusals(branch, base)[0]?.held).toEqual(branch.plan.heldBack[0]);
  });

  test('is refused when it edits what was fetched, and the field is named.', () => {
    const branch = commitOf([withOtherSource(voms, 'rsync://repo.emi.example.org/other/'), argus], 3);
    expect(refusedBy(branch)).toEqual([['umd-5/voms-4.2.0', 'content', 'source.url']]);
  });

  test('is refused when a release file is gone.', () => {
    expect(refusedBy(commitOf([argus], 3))).toEqual([['umd-5/voms-4.2.0', 'file', '']]);
  });

  test('is fine when the step is one.', () => {
    expect(refusedBy(commitOf([asking(voms, 'InVerification', 3), argus], 3))).toEqual([]);
  });
});

describe('What main asks for already', () => {
  const bad = asking(argus, 'Production', 2);

  test('is no fault of a branch that does something else.', () => {
    const branch = commitOf([asking(voms, 'InVerification', 3), bad], 3);
    expect(branch.plan.heldBack).toHaveLength(1);
    expect(refusedBy(branch, commitOf([voms, bad], 2))).toEqual([]);
  });

  test('is refused again when a branch asks for another step that is none.', () => {
    const branch = commitOf([voms, asking(argus, 'NotPublished', 3)], 3);
    expect(refusedBy(branch, commitOf([voms, bad], 2))).toEqual([['umd-5/argus-1.7.5', 'transition', '']]);
  });

  test('is refused again when edited content is edited once more.', () => {
    const first = withOtherSource(voms, 'rsync://repo.emi.example.org/other/');
    const second = withOtherSource(voms, 'rsync://repo.emi.example.org/another/');
    const from = commitOf([first, argus], 2);
    expect(refusedBy(commitOf([first, argus], 3), from)).toEqual([]);
    expect(refusedBy(commitOf([second, argus], 3), from)).toEqual([
      ['umd-5/voms-4.2.0', 'content', 'source.url'],
    ]);
  });
});
