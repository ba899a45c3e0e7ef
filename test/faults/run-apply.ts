import { compose } from '../../src/compose.ts';
import type { ActualState } from '../../src/domain/actual-state.ts';
import { failureOf } from '../../src/domain/failure.ts';
import type { Around } from '../../src/ports/around.ts';
import { silent } from '../../src/ports/progress.ts';
import { succeeded } from '../../src/reconcile/succeeded.ts';
import { reconcileUntilQuiet } from '../../src/reconcile/until-quiet.ts';

/** How a run ended, by the rules of `stagepost apply`. */
export interface Ended {
  readonly code: 0 | 1;
  /** How many actions it carried out well. */
  readonly done: number;
  /** Every failure that it would have shown. */
  readonly shown: readonly string[];
}

/** Reconciles as `stagepost apply` does, with something around every call. */
export async function runApply(file: string, around?: Around): Promise<Ended> {
  try {
    return await reconcile(file, around);
  } catch (error) {
    const { code, message, details } = failureOf(error);
    return { code: 1, done: 0, shown: [`${code}: ${message}`, ...details] };
  }
}

async function reconcile(file: string, around: Around | undefined): Promise<Ended> {
  const watched = around === undefined ? {} : { around };
  const composed = await compose({ file, env: {}, progress: silent, exclusive: true, ...watched });
  try {
    const listener = { planned: () => undefined, ended: () => undefined };
    const cycles = await reconcileUntilQuiet(composed.deps, listener);
    const results = cycles.flatMap((cycle) => (cycle.kind === 'done' ? cycle.outcome.results : []));
    const failures = results.flatMap((result) => (result.kind === 'failed' ? [result.failure] : []));
    const unknown = cycles.flatMap((cycle) => (cycle.kind === 'done' ? reasonsOf(cycle.planned.actual) : []));
    const findings = cycles.flatMap((cycle) => (cycle.kind === 'refused' ? cycle.findings : []));
    return {
      code: cycles.every(succeeded) ? 0 : 1,
      done: results.filter((result) => result.kind === 'done').length,
      shown: [
        ...findings.map((finding) => JSON.stringify(finding)),
        ...failures.map(({ code, message }) => `${code}: ${message}`),
        ...unknown,
      ],
    };
  } finally {
    await composed.close();
  }
}

/** Why something could not be told; the plan says so. */
function reasonsOf({ record, repositories, pool }: ActualState): readonly string[] {
  return [record, ...repositories.values(), ...pool.values()].flatMap((seen) =>
    seen.kind === 'unknown' ? [seen.reason] : [],
  );
}
