import { readPolicy } from '../../src/config/read-policy.ts';
import { checkTree } from '../../src/desired/check-tree.ts';
import type { DesiredDeps } from '../../src/desired/read-desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { type FakeHistory, fakeReleaseHistory } from '../fakes/release-history.ts';

export const voms = 'releases/umd-5/voms-4.2.0.yaml';
export const argus = 'releases/umd-5/argus-1.7.5.yaml';

export const policyText = `schemaVersion: 1
title: Example
majorReleases:
  umd-5:
    title: UMD 5
    platforms: {el9/x86_64: {format: yum}, debian-12/amd64: {format: apt}}
providers:
  emi:
    title: EMI
    hosts: [repo.emi.example.org, "localhost:8730", "ftp.example.org:21"]
emergency: {routes: [fast, direct]}
earlyAdopters:
  lip: {site: LIP, stacks: [emi], memberships: [{ngi: NGI_PT, from: 2026-01-01, to: 2027-01-01}]}
  ifca: {site: IFCA, stacks: [emi], platforms: [debian-12/amd64], memberships: [{ngi: NGI_ES, from: 2026-01-01}]}
`;

export interface ReleaseWish {
  readonly product?: string;
  readonly version?: string;
  readonly desired?: string;
  /** Further lines at the end of the file. */
  readonly more?: string;
}

/** The digest of a manifest: that of voms 4.2.0 is one that tests can name, and every other version has its own. */
function pinOf(name: string): string {
  return name === 'voms-4.2.0' ? 'a'.repeat(64) : sha256Of(name);
}

/** A release file; every field that a state can need is there. */
export function releaseFile({
  product = 'voms',
  version = '4.2.0',
  desired = 'Unverified',
  more = '',
}: ReleaseWish = {}): string {
  return `product: ${product}
shortName: emi.${product}
version: ${version}
majorRelease: umd-5
provider: emi
platforms: [el9/x86_64]
source:
  protocol: rsync
  url: rsync://repo.emi.example.org/umd5/${product}/
  checksumsDigest: sha256:${pinOf(`${product}-${version}`)}
links:
  releaseNotes: https://docs.example.org/notes
  changeLog: https://docs.example.org/changes
  documentation: [https://docs.example.org/docs]
desiredState: ${desired}
reason: because
outcome: ${desired === 'Rejected' || desired === 'Ignored' ? '' : 'Success'}
verificationReport: https://reports.example.org/v
stageRolloutReport: https://reports.example.org/s
${more}`;
}

/** A release repository with a policy, and what reading it needs. */
export async function aReleaseRepository(): Promise<FakeHistory & { readonly deps: DesiredDeps }> {
  const fake = fakeReleaseHistory();
  await fake.edit({ 'stagepost.yaml': policyText });
  return { ...fake, deps: { ...fake, cache: new Map(), readPolicy } };
}

/** Findings as one line each. */
export function lines(
  findings: readonly { file: string; line: number; column: number; rule: string; message: string }[],
) {
  return findings.map(
    ({ file, line, column, rule, message }) => `${file}:${line}:${column} ${rule}: ${message}`,
  );
}

/** What is wrong with a release repository that holds this one release file. */
export async function problemsOf(
  text: string,
  options: { readonly file?: string; readonly policy?: string } = {},
): Promise<readonly string[]> {
  const { edit, deps } = await aReleaseRepository();
  const file = options.file ?? voms;
  const commit = await edit({ [file]: text, 'stagepost.yaml': options.policy ?? policyText });
  const { findings } = await checkTree(deps, commit);
  return findings.map(({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`);
}

/** A release file with one part replaced; fails when the part is not there. */
export function spoiled(part: string, replacement: string, text = releaseFile()): string {
  if (!text.includes(part)) throw new Error(`the text does not hold ${part}`);
  return text.replace(part, () => replacement);
}
