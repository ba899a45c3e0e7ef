import type { Log, LogFields } from '../../src/ports/log.ts';

/** An event as it was logged. */
export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** A log that remembers. */
export function fakeLog(): Log & { readonly logged: readonly Logged[] } {
  const logged: Logged[] = [];
  const at =
    (level: Logged['level']) =>
    (event: string, fields: LogFields = {}) => {
      logged.push({ level, event, fields });
    };
  return { info: at('info'), warn: at('warn'), error: at('error'), logged };
}
