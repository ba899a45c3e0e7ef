import { describe, expect, test } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import type { ActionResult, Outcome } from '../../src/domain/outcome.ts';
import type { Action } from '../../src/domain/plan.ts';
import { failureAsText, outcomeAsText } from '../../src/report/outcome-as-text.ts';
import { aPlan, enterOf, fetchOf, publishOf, repositories, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';

const { base, stageRollout } = repositories;
const full = failure({ code: 'file-system', message: 'the disk is full', hint: 'make room' });

type Ending = 'done' | 'failed' | 'skipped';

function outcomeOf(...endings: readonly (readonly [Action, Ending])[]): Outcome {
  const [first] = endings;
  const resultOf = ([{ id }, ending]: readonly [Action, Ending]): ActionResult => {
    if (ending === 'done') return { kind: 'done', action: id, product: { kind: 'none' } };
    return ending === 'failed'
      ? { kind: 'failed', action: id, failure: full }
      : { kind: 'skipped', action: id, because: first?.[0].id ?? id };
  };
  return {
    plan: aPlan(endings.map(([action]) => action)),
    startedAt: noon,
    finishedAt: noon,
    results: endings.map(resultOf),
  };
}

describe('an outcome', () => {
  test('is one line when all went well', () => {
    expect(outcomeAsText(outcomeOf([publishOf(base), 'done'], [publishOf(stageRollout), 'done']))).toBe(
      'done: 2 actions',
    );
  });

  test('begins with what failed, and says what was not begun because of it', () => {
    expect(
      outcomeAsText(
        outcomeOf([publishOf(base), 'failed'], [publishOf(stageRollout), 'done'], [enterOf(voms), 'skipped']),
      ),
    ).toBe(
      [
        'failed: 1 action, 1 not begun because of that; done: 1 action',
        '  production umd-5 el9/x86_64 base',
        '    the disk is full',
        '    What to do: make room',
      ].join('\n'),
    );
  });

  test('tells what a run that was ended leaves for the next one', () => {
    const outcome = outcomeOf([publishOf(base), 'done'], [enterOf(voms), 'skipped']);
    const stopped = outcome.results.map((result) =>
      result.kind === 'skipped' ? { ...result, because: null } : result,
    );
    expect(outcomeAsText({ ...outcome, results: stopped })).toBe(
      'done: 1 action, 1 left for the next run, because this one was ended',
    );
  });

  test('says so when nothing was done at all, and names the release of a fetch', () => {
    expect(
      outcomeAsText(outcomeOf([fetchOf(voms), 'failed']))
        .split('\n')
        .slice(0, 2),
    ).toEqual(['failed: 1 action; nothing was done', '  fetch of voms 4.2.0']);
  });
});

describe('a failure', () => {
  test('shows at most twenty details and counts the rest', () => {
    const details = Array.from({ length: 23 }, (_, at) => `file ${at}`);
    const lines = failureAsText(failure({ code: 'checksum-mismatch', message: 'bad', details })).split('\n');
    expect(lines[0]).toBe('bad');
    expect(lines.slice(1, 21)).toEqual(details.slice(0, 20).map((line) => `  ${line}`));
    expect(lines.slice(21)).toEqual(['  … 3 more']);
  });

  test('without a hint gives no advice', () => {
    expect(failureAsText(failure({ code: 'git-failed', message: 'bad' }))).toBe('bad');
  });
});
