import { instantOfMs } from '../../domain/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/** The clock of this host. */
export const systemClock: Clock = { now: () => instantOfMs(Date.now()) };
