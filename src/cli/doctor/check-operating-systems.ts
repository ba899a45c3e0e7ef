import { declarationOf } from '../../domain/operating-system.ts';
import type { Policy } from '../../domain/policy.ts';
import { emptyRecord } from '../../domain/record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordStore } from '../../ports/record-store.ts';
import { counted } from '../../report/names.ts';
import { ageOf } from '../../report/times.ts';
import type { Check } from './check.ts';

/** Whether the operating systems that policy declares were read, and when; an unreadable record is told elsewhere. */
export async function checkOperatingSystems(
  deps: { readonly records: Pick<RecordStore, 'read'>; readonly clock: Clock },
  { operatingSystems }: Policy,
): Promise<readonly Check[]> {
  if (operatingSystems.repositories.size === 0) return [];
  const record = await deps.records.read().catch(() => emptyRecord);
  return [...operatingSystems.repositories].map(([platform, declared]): Check => {
    const subject = `operating system ${platform}`;
    const reading = record.systems.get(platform);
    if (reading?.declaration === declarationOf(declared)) {
      const needed = counted(reading.packages.length, 'package');
      return {
        kind: 'ok',
        subject,
        found: `${needed} matter, read ${ageOf(reading.readAt, deps.clock.now())} ago`,
      };
    }
    const found = `not read yet${reading === undefined ? '' : ' since it was declared otherwise'}`;
    const mend =
      'a run reads it when a release is there that needs it; a failure stands in the output of that run';
    return { kind: 'warning', subject, found, mend };
  });
}
