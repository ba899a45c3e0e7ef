import { pino } from 'pino';
import type { Log } from '../../ports/log.ts';

// Names under which others might hand us something that must not be seen; what is ours is hidden by its type.
const censored = ['authorization', 'cookie', 'token', 'secret', 'password'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** One line of JSON for each event, with its moment in UTC. `write` gets each line without its end. */
export function pinoLog(write: (line: string) => void): Log {
  const logger = pino(
    {
      base: null,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: censored, censor: '[secret]' },
    },
    { write: (line: string) => write(line.trimEnd()) },
  );
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
}
