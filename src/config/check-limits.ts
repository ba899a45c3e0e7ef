import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';

/** Limits that contradict each other. */
export function checkLimits(document: Located<ConfigDocument>): readonly Finding[] {
  const { intake, retry } = document.value;
  const findings: Finding[] = [];
  if (intake.maxFileBytes > intake.maxBytes) {
    const message = `maxFileBytes (${intake.maxFileBytes}) is more than maxBytes (${intake.maxBytes})`;
    const hint = 'one file cannot be larger than all of them';
    findings.push(document.finding(['intake', 'maxFileBytes'], 'value', { rule: 'limits', message, hint }));
  }
  if (retry.mostSeconds < retry.firstSeconds) {
    const message = `mostSeconds (${retry.mostSeconds}) is less than firstSeconds (${retry.firstSeconds})`;
    const hint = 'the longest delay cannot be shorter than the first';
    findings.push(document.finding(['retry', 'mostSeconds'], 'value', { rule: 'limits', message, hint }));
  }
  return findings;
}
