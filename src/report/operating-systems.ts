import type { Instant } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { ageOf } from './times.ts';

/** How old what is known of each declared operating system is, one line each. */
export function operatingSystemLines(
  { operatingSystems }: Pick<Policy, 'operatingSystems'>,
  { systems }: Pick<ReconcilerRecord, 'systems'>,
  now: Instant,
): readonly string[] {
  return [...operatingSystems.repositories.keys()].sort().map((platform) => {
    const reading = systems.get(platform);
    const since = reading === undefined ? 'not read yet' : `read ${ageOf(reading.readAt, now)} ago`;
    return `${platform}: ${since}`;
  });
}
