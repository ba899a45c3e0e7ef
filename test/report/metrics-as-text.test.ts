import { expect, test } from 'vitest';
import type { ReleaseId } from '../../src/domain/release.ts';
import { makeMetrics } from '../../src/metrics/make-metrics.ts';
import { metricsAsText } from '../../src/report/metrics-as-text.ts';
import { answered, aTeam, day, facts, inRollout, moment, visits, voms } from '../metrics/facts.ts';

test('The newest six months are shown, and the others are said to be in the total.', () => {
  const releases = ['02-03', '11-04'].map((arrival, index) => {
    const release = `umd-5/voms-4.${index}.0` as ReleaseId;
    return [release, visits(`${arrival} 09:00 Submitted`)] as const;
  });
  const lines = metricsAsText(makeMetrics(facts(releases), moment('11-30 00:00'))).split('\n');
  expect(lines[2]?.trim().split(/\s+/)).toEqual([
    ...['METRIC', 'COUNTS', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11', 'TOTAL'],
  ]);
  expect(lines[3]?.trim().split(/\s+/)).toEqual(['M.REPO-1', 'releases', 'delivered', ...'0000012']);
  expect(lines.at(-1)).toBe('4 earlier months in the total alone; --month, --csv and --json have them');
});

test('Without any release every metric is there, and nothing is counted.', () => {
  const lines = metricsAsText(makeMetrics(facts([]), moment('11-30 00:00'))).split('\n');
  expect(lines.slice(3).map((line) => line.split(/\s+/).at(-1) ?? '')).toEqual([...'000–00––00']);
});

test('Stage rollouts that last say whom they wait for, and accepted releases that their report has no day.', () => {
  const argus = 'umd-5/argus-1.7.5' as ReleaseId;
  const reports = [
    answered(argus, 'lip', { written: '11-12', result: 'Success', date: day('11-12') }),
    answered(argus, 'cesga', { written: '11-12' }),
  ];
  const teams = new Map([aTeam('lip', ['NGI_PT', day('01-01')]), aTeam('cesga', ['NGI_ES', day('01-01')])]);
  const given = facts(
    [
      [voms, inRollout('11-01', '11-03', '11-08 09:00 Production')],
      [argus, inRollout('11-05', '11-10')],
    ],
    { reports, teams },
  );
  const text = metricsAsText(makeMetrics(given, moment('11-30 00:00')));
  expect(text).toContain(
    'Stage rollouts that last:\n  umd-5/argus-1.7.5  since 2026-11-10  lip has reported, cesga is expected to report',
  );
  expect(text).toContain('Accepted, and the day of the report is not written yet: umd-5/voms-4.2.0');
});
