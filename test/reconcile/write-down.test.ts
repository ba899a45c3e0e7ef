import { describe, expect, test } from 'vitest';
import { nextRecord } from '../../src/apply/next-record.ts';
import { failure } from '../../src/domain/failure.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { ActionResult, Outcome } from '../../src/domain/outcome.ts';
import type { Action, ActionId } from '../../src/domain/plan.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import { writeDown } from '../../src/reconcile/write-down.ts';
import { aPlan, enterOf, fetchOf, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { fakeRecordBranch } from '../fakes/record-store.ts';

const retry = { firstSeconds: 60, mostSeconds: 3600 };
const off = failure({ code: 'provider-unreachable', message: 'no answer' });
const submitted = enterOf(voms, { to: { state: 'Submitted' } });
const fetch = fetchOf(voms);

function outcomeOf(actions: readonly Action[], failing: readonly ActionId[], at = noon): Outcome {
  const results = actions.map(
    ({ id }): ActionResult =>
      failing.includes(id)
        ? { kind: 'failed', action: id, failure: off }
        : { kind: 'done', action: id, product: { kind: 'none' } },
  );
  return { plan: aPlan(actions), startedAt: at, finishedAt: at, results };
}

function bench() {
  const branch = fakeRecordBranch();
  const deps = { records: branch.store(), ledger: fakeLedger() };
  const write = (before: ReconcilerRecord, outcome: Outcome) =>
    writeDown(deps, { before, next: nextRecord(before, outcome), outcome, retry, rewritten: false });
  return { branch, deps, write };
}

describe('writing down what a run did', () => {
  test('remembers when a fetch is due again that failed in the run in which its release was first seen', async () => {
    const { deps, write } = bench();
    await write(emptyRecord, outcomeOf([fetch, submitted], [fetch.id]));
    const attempts = (await deps.ledger.attempts()).get(voms);
    expect(attempts?.count).toBe(1);
    expect((attempts?.dueAt ?? '') >= plusSeconds(noon, 60)).toBe(true);
  });

  test('counts on while a step keeps failing, and forgets when a state is entered', async () => {
    const { deps, write } = bench();
    const first = await write(emptyRecord, outcomeOf([fetch, submitted], [fetch.id]));
    const second = await write(first, outcomeOf([fetch], [fetch.id], plusSeconds(noon, 100)));
    expect((await deps.ledger.attempts()).get(voms)?.count).toBe(2);
    await write(second, outcomeOf([enterOf(voms)], []));
    expect((await deps.ledger.attempts()).size).toBe(0);
  });

  test('is a commit for what is new, and none for a failure that only repeats itself', async () => {
    const { branch, write } = bench();
    const first = await write(emptyRecord, outcomeOf([fetch, submitted], [fetch.id]));
    expect(branch.entries.length).toBe(1);
    const second = await write(first, outcomeOf([fetch], [fetch.id], plusSeconds(noon, 100)));
    expect(branch.entries.length).toBe(1);
    expect(second).toBe(first);
  });

  test('of a run that did nothing is nothing', async () => {
    const { branch, write } = bench();
    expect(await write(emptyRecord, outcomeOf([], []))).toBe(emptyRecord);
    expect(branch.entries).toEqual([]);
  });
});
