import { pinoLog } from '../../adapters/log/pino-log.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import type { Collected } from '../../reconcile/collect.ts';
import type { CycleListener } from '../../reconcile/until-quiet.ts';
import { failureAsText } from '../../report/outcome-as-text.ts';
import type { Io } from '../io.ts';
import { tellCollection } from '../tell-collection.ts';
import { tellChanges } from '../tell-cycles.ts';
import { logChanges } from './log-changes.ts';

/** How a daemon speaks. */
export interface Voice {
  readonly cycles: CycleListener;
  /** For what happens beside cycles. */
  readonly log: Log;
  /** A sentence about the process itself. */
  notice(sentence: string): void;
  /** A run that could not be made. */
  failed(failure: Failure): void;
  collected(collected: Collected): void;
}

/** In sentences for people; single requests are left out. */
export function textVoice(io: Io, clock: Clock): Voice {
  const say = (event: string, fields: LogFields = {}) => io.err(`${clock.now()} ${event}${textOf(fields)}`);
  return {
    cycles: tellChanges(io),
    log: {
      info: (event, fields) => {
        if (event !== 'request') say(event, fields);
      },
      warn: say,
      error: say,
    },
    notice: (sentence) => io.err(sentence),
    failed: (failure) => io.err(`${clock.now()} ${failureAsText(failure)}`),
    collected: (collected) => tellCollection(io, collected),
  };
}

/** As one line of JSON for each event. */
export function jsonVoice(io: Io): Voice {
  const log = pinoLog((line) => io.out(line));
  return {
    cycles: logChanges(log),
    log,
    notice: (sentence) => log.info(sentence),
    failed: ({ code, message, hint, treatment, details }) =>
      log.error('run failed', { code, message, hint, treatment, details }),
    collected: ({ removed, problems }) => {
      for (const { release } of removed) log.info('removed from the pool', { release });
      for (const { removal, failure } of problems)
        log.error('not removed from the pool', { release: removal.release, message: failure.message });
    },
  };
}

function textOf(fields: LogFields): string {
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${JSON.stringify(value) ?? ''}`)
    .join('');
}
