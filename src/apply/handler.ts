import type { Product } from '../domain/outcome.ts';
import type { Action, Plan } from '../domain/plan.ts';
import type { PublicKey } from '../domain/public-key.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { IntakeDeps } from '../intake/take-in.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import type { PublishDeps } from '../publish/publish-generation.ts';

/** What the handlers of actions work with. */
export interface ApplyDeps {
  readonly intake: IntakeDeps;
  readonly publish: Omit<PublishDeps, 'confirm'>;
  readonly records: Pick<RecordStore, 'ensureNewest'>;
  readonly roots: StageRoots;
}

/** What an action is carried out under; all of it was fixed when the plan was made. */
export interface Context {
  readonly plan: Plan;
  readonly record: ReconcilerRecord;
  /** Key files of the policy by path. */
  readonly keys: ReadonlyMap<string, PublicKey>;
}

/** Carries out one kind of action; throws when it cannot, and may then be called again. */
export type Handler<Kind extends Action['kind']> = (
  deps: ApplyDeps,
  action: Extract<Action, { kind: Kind }>,
  context: Context,
) => Promise<Product>;

/** The armoured keys behind some key files, by path. */
export function keysOf(keys: Context['keys'], files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap((file) => {
      const key = keys.get(file);
      return key === undefined ? [] : [[file, key.armored] as const];
    }),
  );
}
