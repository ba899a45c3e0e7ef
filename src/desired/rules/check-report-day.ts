import { asDay } from '../../domain/day.ts';
import type { Report, RuleInput } from './rule.ts';

/** The day of the consolidated report is one that there is (R110). */
export function checkReportDay({ release }: RuleInput, report: Report): void {
  const day = release.stageRolloutReportDate ?? null;
  if (day === null || asDay(day) !== undefined) return;
  report(['stageRolloutReportDate'], {
    rule: 'unknown-day',
    message: `there is no day ${day}`,
    hint: 'correct the day',
  });
}
