/** What may stand beside an event: plain values. Secrets show as `[secret]`, because their type sees to that. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log of a process that runs for ever: one event a line, with fields to search by. Never throws. */
export interface Log {
  /** Something that happened as it should. */
  info(event: string, fields?: LogFields): void;
  /** Something that somebody should look at when it goes on. */
  warn(event: string, fields?: LogFields): void;
  /** Something that failed. */
  error(event: string, fields?: LogFields): void;
}
