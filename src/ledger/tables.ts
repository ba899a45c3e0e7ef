import type { Generated } from 'kysely';

/** The tables of the newest schema version. */
export interface LedgerTables {
  readonly attempts: {
    readonly release: string;
    readonly count: number;
    readonly due_at: string;
    readonly content: string | null;
  };
  readonly seen_files: {
    readonly key: string;
    readonly stamp: string;
    readonly sha256: string;
    readonly at: string;
  };
  readonly mirrored: {
    readonly mirror: string;
    readonly key: string;
    readonly digest: string;
    readonly at: string;
  };
  readonly operations: {
    readonly position: Generated<number>;
    readonly at: string;
    readonly operator: string;
    readonly kind: string;
    readonly subject: string;
    readonly request: string;
  };
  readonly messages: {
    readonly position: Generated<number>;
    readonly delivery: string;
    readonly signed: string;
    readonly received_at: string;
    readonly body: string;
    readonly kind: string;
    readonly standing: string;
  };
  readonly tickets: {
    readonly release: string;
    readonly number: number;
  };
  readonly letters: {
    readonly position: Generated<number>;
    readonly address: string;
    readonly release: string;
    readonly visit: number;
    readonly letter: string;
    readonly queued_at: string;
    readonly kind: string;
    readonly standing: string;
    readonly mail: string | null;
    readonly sent_at: string | null;
  };
  readonly told: {
    readonly release: string;
    readonly visits: number;
  };
  readonly telling: {
    readonly begun: number;
  };
  readonly sessions: {
    readonly digest: string;
    readonly subject: string;
    readonly name: string;
    readonly roles: string;
    readonly expires: string;
  };
  readonly tokens: {
    readonly position: Generated<number>;
    readonly id: string;
    readonly digest: string;
    /** Null for one of the host. */
    readonly subject: string | null;
    readonly name: string;
    readonly roles: string;
    readonly label: string;
    readonly scopes: string;
    readonly below: string;
    readonly made_at: string;
    readonly expires: string;
    readonly used_at: string | null;
    readonly revoked_at: string | null;
  };
}
