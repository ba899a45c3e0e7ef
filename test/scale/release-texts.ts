import { sha256Of } from '../../src/domain/digest.ts';
import { aptPlatform, majors, type SampleRelease, yumPlatform } from './sample-releases.ts';

/** The policy of the big world: slots by product, so that many releases can be in stage rollout. */
export function policyText(): string {
  return `schemaVersion: 1
title: Ten thousand releases
majorReleases:
${majors.map(majorText).join('')}providers:
  emi:
    title: EMI
    hosts: ['provider.example.org']
    keys: []
    contacts: []
`;
}

function majorText(major: string): string {
  return `  ${major}:
    title: ${major}
    slot: product
    platforms:
      ${yumPlatform}: {format: yum}
      ${aptPlatform}: {format: apt, suite: debian-12}
`;
}

/** The file of a release when this was the last state that people asked for. */
export function releaseText(release: SampleRelease, wanted: string | null): string {
  const { id, product, version, major, platforms, type } = release;
  return `product: ${product}
shortName: emi.${product}
version: ${version}
majorRelease: ${major}
provider: emi
platforms: [${platforms.join(', ')}]
type: ${type}
source:
  protocol: rsync
  url: rsync://provider.example.org/${major}/${product}/${version}/
  checksums: checksums.xml
  checksumsDigest: sha256:${sha256Of(id)}
links:
  releaseNotes: https://example.org/${product}/${version}/notes
  changeLog: https://example.org/${product}/${version}/changes
  documentation: [https://example.org/${product}/docs]
${wanted === null ? '' : `desiredState: ${wanted}\n`}${fieldsFor(wanted)}`;
}

function fieldsFor(wanted: string | null): string {
  const verified = 'verificationReport: https://example.org/reports/verification\n';
  const tried = 'outcome: Success\nstageRolloutReport: https://example.org/reports/stage-rollout\n';
  switch (wanted) {
    case 'StageRollout':
      return verified;
    case 'Production':
      return `${verified}${tried}`;
    case 'NotPublished':
      return `${verified}reason: It has a defect.\n`;
    case 'Rejected':
    case 'Ignored':
      return 'reason: It has a defect.\n';
    default:
      return '';
  }
}
