import { describe, expect, test } from 'vitest';
import type { ActionId, HeldBack } from '../../src/domain/plan.ts';
import { applyHint, planAsText, quietText } from '../../src/report/plan-as-text.ts';
import {
  aGeneration,
  aMember,
  aPlan,
  argus,
  enterOf,
  fetchOf,
  heldBy,
  publishOf,
  repositories,
  voms,
} from '../builders/plan.ts';

const { base, stageRollout, ofVoms } = repositories;

const refused: HeldBack = {
  release: voms,
  state: 'Unverified',
  desired: 'StageRollout',
  ...heldBy({ kind: 'blocked', sentence: 'that is not a step', hint: 'verify it first', cites: 'R38' }),
  at: { file: 'releases/umd-5/voms-4.2.0.yaml', line: 14, column: 15 },
};

/** The plan without its first line, which tells digests. */
function bodyOf(plan: Parameters<typeof planAsText>[0]): string {
  return planAsText(plan).split('\n').slice(2).join('\n');
}

describe('the first line of a plan', () => {
  test.each([
    [aPlan([]), 'nothing to do'],
    [aPlan([], { heldBack: [refused] }), 'nothing to do; 1 release held back'],
    [aPlan([fetchOf(voms), fetchOf(argus)]), 'fetch 2 releases'],
    [aPlan([publishOf(base), publishOf(stageRollout)]), 'change 2 repositories'],
    [aPlan([publishOf(base), enterOf(voms)]), 'change 1 repository, enter 1 state'],
  ])('answers what it will do', (plan, answer) => {
    expect(planAsText(plan).split('\n')[0]).toBe(`main 1577421   plan a27fa2b   ${answer}`);
  });
});

describe('the body of a plan', () => {
  test('shows what is fetched, and what pins it', () => {
    expect(bodyOf(aPlan([fetchOf(voms)]))).toBe(
      '  fetch\n    voms 4.2.0  rsync://repo.emi.example.org/umd5/  pinned by aaaaaaaaaaaa…',
    );
  });

  test('shows what comes into a repository and what leaves it', () => {
    const publication = publishOf(stageRollout, {
      number: 55,
      members: [aMember(argus, 9)],
      added: [argus],
      removed: [voms],
    });
    expect(bodyOf(aPlan([publication]))).toBe(
      [
        '  stage-rollout umd-5 el9/x86_64   generation 54 -> 55',
        '    + argus 1.7.5  9 packages',
        '    - voms 4.2.0',
      ].join('\n'),
    );
  });

  test('names new empty repositories together, and those that are only dated anew', () => {
    const renewal = publishOf(stageRollout, { number: 2 });
    expect(bodyOf(aPlan([publishOf(base), renewal]))).toBe(
      [
        '  new and empty, so that clients can be configured',
        '    production umd-5 el9/x86_64 base',
        '',
        '  dated anew, because apt refuses metadata that grows old',
        '    stage-rollout umd-5 el9/x86_64',
      ].join('\n'),
    );
  });

  test('says why a generation is made again, recorded or removed', () => {
    const common = { after: [], generation: aGeneration(base, 7) };
    const plan = aPlan([
      {
        ...common,
        kind: 'restore-generation',
        id: 'restore:a' as ActionId,
        repository: base,
        keepGenerations: 5,
        keepDays: 0,
        keys: [],
        remove: [],
        why: 'the published tree is gone',
      },
      { ...common, kind: 'record-generation', id: 'record:a' as ActionId, repository: stageRollout },
      {
        kind: 'retire-repository',
        id: 'retire:a' as ActionId,
        after: [],
        repository: ofVoms,
        release: voms,
      },
    ]);
    expect(bodyOf(plan)).toBe(
      [
        '  production umd-5 el9/x86_64 base   generation 7 is made again: the published tree is gone',
        '',
        '  stage-rollout umd-5 el9/x86_64   generation 7 of an interrupted run is recorded',
        '',
        '  unverified umd-5/voms-4.2.0 el9/x86_64   removed: voms 4.2.0 leaves the unverified area',
      ].join('\n'),
    );
  });

  test('shows the states in the order in which they are entered', () => {
    const plan = aPlan([
      enterOf(voms, { to: { state: 'Submitted' } }),
      enterOf(argus, { from: 'Deferred', to: { state: 'StageRollout' } }),
    ]);
    expect(bodyOf(plan)).toBe(
      '  states\n    voms 4.2.0   new -> Submitted\n    argus 1.7.5  Deferred -> StageRollout',
    );
  });

  test('tells of each held release why, what to do, and where in git the wish stands', () => {
    expect(bodyOf(aPlan([], { heldBack: [refused] }))).toBe(
      [
        '  held back',
        '    voms 4.2.0 is Unverified, wants StageRollout: that is not a step (R38)',
        '        verify it first',
        '        releases/umd-5/voms-4.2.0.yaml:14:15',
      ].join('\n'),
    );
  });

  test('does not say that a release wants what it has, nor what a lost file wants', () => {
    const verdict = { kind: 'cannot-tell', sentence: 'the pool cannot be read' } as const;
    for (const desired of ['Unverified', null] as const)
      expect(bodyOf(aPlan([], { heldBack: [{ ...refused, desired, ...heldBy(verdict), at: null }] }))).toBe(
        '  held back\n    voms 4.2.0 is Unverified: the pool cannot be read',
      );
  });

  test('tells which repositories are left alone', () => {
    const held = {
      repository: base.key,
      why: 'cannot-tell',
      sentence: 'permission denied',
      hint: '',
    } as const;
    expect(bodyOf(aPlan([], { heldRepositories: [held] }))).toBe(
      '  left alone, because it cannot be judged\n    production/umd-5/el9/x86_64/base: permission denied',
    );
    const guarded = {
      ...held,
      why: 'guarded',
      sentence: 'it would lose much',
      hint: 'let it through',
    } as const;
    expect(bodyOf(aPlan([], { heldRepositories: [guarded] }))).toBe(
      '  left alone, because a guard refuses the change\n    production/umd-5/el9/x86_64/base: it would lose much\n        let it through',
    );
  });

  test('tells notes with their places', () => {
    const at = { file: 'stagepost.yaml', line: 9, column: 7 };
    expect(bodyOf(aPlan([], { notes: [{ sentence: 'an entry is spent', at }] }))).toBe(
      '  notes\n    an entry is spent\n        stagepost.yaml:9:7',
    );
  });
});

describe('the line below a plan', () => {
  test('gives the whole digest to apply', () => {
    const plan = aPlan([fetchOf(voms)]);
    expect(applyHint(plan)).toBe(`Apply exactly this: stagepost apply --plan ${plan.digest}`);
  });

  test('says that all is well only when it is', () => {
    expect(applyHint(aPlan([]))).toBe('Nothing to do: all repositories are as git asks.');
    expect(quietText(aPlan([], { heldBack: [refused] }))).toBe('Nothing to do now. Held back: voms 4.2.0.');
    const unread = [
      { repository: base.key, why: 'cannot-tell', sentence: 'permission denied', hint: '' } as const,
    ];
    expect(quietText(aPlan([], { heldRepositories: unread }))).toBe(
      'Nothing to do now. Held back: production/umd-5/el9/x86_64/base.',
    );
  });
});
