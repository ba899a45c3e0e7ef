import { expect, test } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import type { ActionResult, Outcome } from '../../src/domain/outcome.ts';
import type { Action, ActionId } from '../../src/domain/plan.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { recordMessage } from '../../src/report/record-message.ts';
import { aGeneration, aPlan, enterOf, fetchOf, publishOf, repositories, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';

const { base, stageRollout, ofVoms } = repositories;

function messageOf(actions: readonly Action[], results?: readonly ActionResult[]): string {
  const outcome: Outcome = {
    plan: aPlan(actions),
    startedAt: noon,
    finishedAt: noon,
    results:
      results ?? actions.map(({ id }) => ({ kind: 'done', action: id, product: { kind: 'none' } }) as const),
  };
  return recordMessage(outcome);
}

test('a cycle that did one thing has it as its subject, and says where it came from', () => {
  const plan = aPlan([]);
  expect(messageOf([enterOf(voms, { from: 'Submitted' })])).toBe(
    [
      'voms 4.2.0: Submitted -> Unverified',
      '',
      'voms 4.2.0: Submitted -> Unverified',
      '',
      `Main: ${plan.base.commit}`,
      `Plan: ${plan.digest}`,
      '',
    ].join('\n'),
  );
});

test('every kind of action has its sentence', () => {
  const common = { after: [], generation: aGeneration(base, 7), repository: base };
  const message = messageOf([
    fetchOf(voms),
    publishOf(stageRollout, { number: 3 }),
    {
      ...common,
      kind: 'restore-generation',
      id: 'restore:a' as ActionId,
      keepGenerations: 5,
      keepDays: 0,
      keys: [],
      remove: [],
      why: 'gone',
    },
    { ...common, kind: 'record-generation', id: 'record:a' as ActionId },
    { kind: 'retire-repository', id: 'retire:a' as ActionId, after: [], repository: ofVoms, release: voms },
    enterOf(voms),
  ]);
  expect(message.split('\n').slice(0, 8)).toEqual([
    '6 changes',
    '',
    'voms 4.2.0 fetched and verified',
    'stage-rollout umd-5 el9/x86_64: generation 3',
    'production umd-5 el9/x86_64 base: generation 7 restored',
    'production umd-5 el9/x86_64 base: generation 7 found and recorded',
    'unverified umd-5/voms-4.2.0 el9/x86_64: removed',
    'voms 4.2.0: new -> Unverified',
  ]);
});

test('what failed is told, and what was not begun is not', () => {
  const [fetch, enter] = [fetchOf(voms), enterOf(voms)];
  const message = messageOf(
    [fetch, enter],
    [
      {
        kind: 'failed',
        action: fetch.id,
        failure: failure({ code: 'checksum-mismatch', message: '1 file differs' }),
      },
      { kind: 'skipped', action: enter.id, because: fetch.id },
    ],
  );
  expect(message.split('\n')[0]).toBe('failed fetch:umd-5/voms-4.2.0: 1 file differs');
  expect(message).not.toContain('Unverified');
});

test('the subject has at most 72 characters, whatever the release is called', () => {
  const long = `umd-5/${'long'.repeat(20)}-1.0.0` as ReleaseId;
  const [subject = '', blank, full] = messageOf([enterOf(long)]).split('\n');
  expect([...subject].length).toBe(72);
  expect(blank).toBe('');
  expect(full).toBe(`${'long'.repeat(20)} 1.0.0: new -> Unverified`);
});
