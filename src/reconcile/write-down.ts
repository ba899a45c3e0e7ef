import { doneReadings, failedReadings } from '../apply/failed-readings.ts';
import { failedRepairs } from '../apply/failed-repairs.ts';
import { failedSteps } from '../apply/next-record.ts';
import { nextAttempts } from '../apply/retry.ts';
import { digestOfValue } from '../domain/digest.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RetryPolicy } from '../domain/policy.ts';
import type { Inventory, ReconcilerRecord } from '../domain/record.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { recordMessage } from '../report/record-message.ts';

interface Written {
  readonly before: ReconcilerRecord;
  readonly next: ReconcilerRecord;
  readonly outcome: Outcome;
  readonly retry: RetryPolicy;
  /** Whether this run followed a rewritten history that was let through: it is recorded whatever was done. */
  readonly rewritten: boolean;
}

/** Writes what a cycle did: the record first, because it is the truth; the ledger after it. */
export async function writeDown(
  deps: { readonly records: RecordStore; readonly ledger: Ledger },
  written: Written,
): Promise<ReconcilerRecord> {
  const record = await writeRecord(deps.records, written);
  await writeAttempts(deps.ledger, written);
  return record;
}

async function writeRecord(records: RecordStore, written: Written): Promise<ReconcilerRecord> {
  if (!isWorthRecording(written)) return written.before;
  const parent = await records.write({
    next: written.next,
    inventories: inventoriesOf(written.outcome),
    message: recordMessage(written.outcome),
  });
  return { ...written.next, parent };
}

// One commit for each cycle that did something: a failure that only repeats itself is nothing new.
function isWorthRecording({ before, next, outcome, rewritten }: Written): boolean {
  if (rewritten) return true;
  if (outcome.results.some((result) => result.kind === 'done')) return true;
  return [...next.releases].some(
    ([id, release]) => digestOfValue(release) !== digestOfValue(before.releases.get(id) ?? null),
  );
}

function inventoriesOf(outcome: Outcome): readonly Inventory[] {
  return outcome.results.flatMap((result) =>
    result.kind === 'done' && result.product.kind === 'inventory' ? [result.product.inventory] : [],
  );
}

// A release that entered a state or is whole again starts to count anew, also when its next step failed in the same cycle.
async function writeAttempts(ledger: Ledger, { outcome, retry }: Written): Promise<void> {
  const done = new Set(
    outcome.results.filter((result) => result.kind === 'done').map((result) => result.action),
  );
  for (const action of outcome.plan.actions)
    if ((action.kind === 'enter-state' || action.kind === 'repair-release') && done.has(action.id))
      await ledger.forgetAttempts(action.release);
  for (const key of doneReadings(outcome)) await ledger.forgetAttempts(key);
  const failed = [
    ...[...failedSteps(outcome), ...failedRepairs(outcome)].map(({ release: key, ...step }) => ({
      key,
      ...step,
    })),
    ...failedReadings(outcome),
  ];
  const before = failed.length > 0 ? await ledger.attempts() : new Map();
  for (const step of failed)
    await ledger.noteAttempts(
      step.key,
      nextAttempts(before.get(step.key), step, { retry, now: outcome.finishedAt }),
    );
}
