import type { ReleaseDocument } from '../document/generated/release.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { checkAdvisory } from './rules/check-advisory.ts';
import { checkAgreedHost } from './rules/check-agreed-host.ts';
import { checkChecksumsSignature } from './rules/check-checksums-signature.ts';
import { checkEmergency } from './rules/check-emergency.ts';
import { checkFileName } from './rules/check-file-name.ts';
import { checkKnownNames } from './rules/check-known-names.ts';
import { checkLinks } from './rules/check-links.ts';
import { checkOutcome } from './rules/check-outcome.ts';
import { checkReportDay } from './rules/check-report-day.ts';
import { checkRequiredFields } from './rules/check-required-fields.ts';
import { checkSourceAddress } from './rules/check-source-address.ts';
import { checkSourceContent } from './rules/check-source-content.ts';
import { checkWaivers } from './rules/check-waivers.ts';
import { checkWithdrawn } from './rules/check-withdrawn.ts';
import type { Rule } from './rules/rule.ts';

const rules: readonly Rule[] = [
  checkFileName,
  checkKnownNames,
  checkSourceAddress,
  checkSourceContent,
  checkAgreedHost,
  checkChecksumsSignature,
  checkLinks,
  checkAdvisory,
  checkRequiredFields,
  checkOutcome,
  checkReportDay,
  checkEmergency,
  checkWaivers,
  checkWithdrawn,
];

/** Everything that the rules have against a release file that is as its schema says. */
export function checkRelease(
  file: string,
  document: Located<ReleaseDocument>,
  policy: Policy | null,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    rule({ file, release: document.value, policy }, (path, complaint) => {
      findings.push(document.finding(path, 'value', complaint));
    });
  }
  return findings;
}
