import fc from 'fast-check';
import type { Advisory } from '../../src/domain/advisory.ts';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { PooledPackage } from '../../src/domain/member.ts';

/** A security advisory that is fine in every respect. */
export function anAdvisory(wish: Partial<Advisory> = {}): Advisory {
  return {
    id: 'EGI-2026-14',
    type: 'security',
    severity: 'Important',
    cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    cves: ['CVE-2026-1234', 'CVE-2026-1235'],
    title: 'voms: a crafted proxy could gain the rights of another user',
    text: 'Update voms.\n\nThen restart it.',
    issued: '2026-11-20',
    references: ['https://advisories.example.org/2026-14'],
    packages: null,
    ...wish,
  };
}

/** A package in the pool. */
export function aPooledPackage(wish: Partial<PooledPackage> = {}): PooledPackage {
  const identity = { name: 'voms', epoch: '0', version: '4.2.0', release: '1', arch: 'noarch', ...wish };
  const file = `${identity.name}-${identity.version}-${identity.release}.${identity.arch}.rpm`;
  return { file, size: 7, sha256: sha256Of(file) as Sha256, ...identity, ...wish };
}

// Markup, line ends and marks that turn text around are the ones to fear.
const nasty = fc.constantFrom(
  ']]>',
  '<!--',
  '</description>',
  '&amp;',
  '&#10;',
  '\r\n',
  '\t',
  '"',
  "'",
  '\u202e',
  '\\',
  '\u{1f600}',
);

/** Any text that XML can hold, and a little more often what is markup to somebody. */
export const publishableText: fc.Arbitrary<string> = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string()), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join('').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, ''))
  .filter((text) => text.trim() !== '');

/** Any advisory, with texts that nobody would let through a review. */
export const advisories: fc.Arbitrary<Advisory> = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,20}$/),
  type: fc.constantFrom('security' as const, 'bugfix' as const, 'enhancement' as const),
  severity: fc.constantFrom(
    null,
    'Critical' as const,
    'Important' as const,
    'Moderate' as const,
    'Low' as const,
  ),
  cvss: fc.constantFrom(null, 'CVSS:3.1/AV:N/AC:L', 'CVSS:4.0/AV:N/AC:L'),
  cves: fc.uniqueArray(fc.stringMatching(/^CVE-[0-9]{4}-[0-9]{4,6}$/), { maxLength: 3 }),
  title: publishableText,
  text: publishableText,
  issued: fc.constant('2026-11-20'),
  references: fc.array(publishableText, { maxLength: 3 }),
  packages: fc.constant(null),
});
