import type { Generated } from 'kysely';

/** The tables of the newest schema version. */
export interface LedgerTables {
  readonly attempts: {
    readonly release: string;
    readonly count: number;
    readonly due_at: string;
  };
  readonly documents: {
    /** Grows with every document: the order of age. */
    readonly sequence: Generated<number>;
    readonly key: string;
    readonly content: string;
  };
}
