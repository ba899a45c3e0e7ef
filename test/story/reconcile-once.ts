import { openTreeLock } from '../../src/adapters/lock/lock-tree.ts';
import { compose } from '../../src/compose.ts';
import { failureOf } from '../../src/domain/failure.ts';
import { silent } from '../../src/ports/progress.ts';
import { reconcileUntilQuiet } from '../../src/reconcile/until-quiet.ts';
import { watchedCycle } from './watched-cycle.ts';

/** How a run ended: the codes of what failed, and whether something waits for its next attempt. */
export interface Reconciled {
  readonly failures: readonly string[];
  readonly waits: boolean;
}

/** One run of a host as `stagepost apply` makes it, that does not wait long for locks. */
export async function reconcileOnce(
  file: string,
  before: (call: string) => void = () => undefined,
): Promise<Reconciled> {
  try {
    const composed = await compose({ file, env: {}, progress: silent, exclusive: true });
    try {
      const { publish } = composed.deps;
      const hasty = { ...publish, lock: openTreeLock({ waitSeconds: 0.3 }) };
      const deps = watchedCycle({ ...composed.deps, publish: hasty }, before);
      const cycles = await reconcileUntilQuiet(deps, { planned: () => undefined, ended: () => undefined });
      const done = cycles.flatMap((cycle) => (cycle.kind === 'done' ? [cycle] : []));
      const failures = done.flatMap(({ outcome }) =>
        outcome.results.flatMap((result) => (result.kind === 'failed' ? [result.failure.code] : [])),
      );
      const waits = done.at(-1)?.planned.plan.heldBack.length !== 0;
      return { failures, waits };
    } finally {
      await composed.close();
    }
  } catch (error) {
    return { failures: [failureOf(error).code], waits: true };
  }
}
