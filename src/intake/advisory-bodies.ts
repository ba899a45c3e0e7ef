import { type AdvisedPackages, type Advisory, concernedBy } from '../domain/advisory.ts';
import { StagepostError } from '../domain/failure.ts';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { PooledPackage } from '../domain/member.ts';
import { type PlatformKey, type ReleaseId, releaseTitle } from '../domain/release.ts';
import { osvFile, osvLine, osvRecord, osvVersion } from '../formats/osv.ts';
import { readOsv } from '../formats/osv-reader.ts';
import { referencesOf, updateElement, updateinfoFooter, updateinfoHeader } from '../formats/updateinfo.ts';
import { readUpdateinfo } from '../formats/updateinfo-reader.ts';
import type { Body } from './metadata-body.ts';

/** The member that advisories are rendered for. */
export interface AdvisedMember {
  readonly release: ReleaseId;
  readonly platform: PlatformKey;
  readonly format: RepositoryFormat;
  readonly packages: readonly PooledPackage[];
}

/** What a member publishes of its release's advisories, and which of its packages each of them concerns. */
export interface RenderedAdvisories {
  readonly bodies: readonly Body[];
  readonly advisories: readonly AdvisedPackages[];
}

interface Concern {
  readonly advisory: Advisory;
  readonly packages: readonly PooledPackage[];
}

/**
 * Renders the advisories of a release for one member, once and for all. What is rendered is read again by other code; a
 * text that would not come back as it is refuses the release. An advisory that concerns no package of the member is
 * left out of it.
 */
export function renderAdvisories(advisories: readonly Advisory[], member: AdvisedMember): RenderedAdvisories {
  const concerns = advisories
    .map((advisory) => ({ advisory, packages: concernedBy(advisory, member.packages) }))
    .filter(({ packages }) => packages.length > 0);
  if (concerns.length === 0) return { bodies: [], advisories: [] };
  const updates = member.format === 'yum' ? [{ name: 'updateinfo', text: updatesOf(concerns, member) }] : [];
  const texts = [...updates, { name: 'osv', text: recordsOf(concerns, member) }] as const;
  refuseOtherTexts(concerns, member, new Map(texts.map(({ name, text }) => [name, text])));
  return {
    bodies: texts.map(({ name, text }) => ({ name: name as Body['name'], content: Buffer.from(text) })),
    advisories: concerns.map(({ advisory, packages }) => ({
      id: advisory.id,
      files: packages.map(({ file }) => file),
    })),
  };
}

function updatesOf(concerns: readonly Concern[], { release }: AdvisedMember): string {
  const collection = releaseTitle(release);
  return concerns.map(({ advisory, packages }) => updateElement(advisory, { collection, packages })).join('');
}

function recordsOf(concerns: readonly Concern[], { platform }: AdvisedMember): string {
  return concerns
    .map(({ advisory, packages }) => osvLine(osvRecord(advisory, { platform, packages })))
    .join('');
}

function refuseOtherTexts(
  concerns: readonly Concern[],
  member: AdvisedMember,
  texts: ReadonlyMap<string, string>,
): void {
  const updates = texts.get('updateinfo');
  const problems = [
    ...(updates === undefined ? [] : updateProblems(concerns, updates)),
    ...recordProblems(concerns, texts.get('osv') ?? ''),
  ];
  if (problems.length === 0) return;
  throw new StagepostError({
    code: 'tool-refused',
    message: `the advisories of ${member.release} for ${member.platform} do not read back as they were written`,
    hint: 'This is a fault of the program; nothing was taken in. Please report it.',
    treatment: 'needs-person',
    details: problems,
  });
}

function updateProblems(concerns: readonly Concern[], text: string): readonly string[] {
  const read = readUpdateinfo(`${updateinfoHeader}${text}${updateinfoFooter}`);
  if (!read.ok) return read.problems;
  const wanted = concerns.map(({ advisory, packages }) => ({
    id: advisory.id,
    type: advisory.type,
    title: advisory.title,
    severity: advisory.severity ?? '',
    issued: `${advisory.issued} 00:00:00`,
    description: advisory.text,
    references: referencesOf(advisory).map(({ type, id, href }) => ({ type, id, href })),
    packages: packages.map(({ name, epoch, version, release, arch, file, sha256 }) => ({
      ...{ name, epoch, version, release, arch, file, sha256 },
    })),
  }));
  return differences('updateinfo', wanted, read.value);
}

function recordProblems(concerns: readonly Concern[], text: string): readonly string[] {
  const read = readOsv(osvFile(text.trimEnd().split('\n')));
  if (!read.ok) return read.problems;
  const wanted = concerns.map(({ advisory, packages }) => ({
    id: advisory.id,
    summary: advisory.title,
    details: advisory.text,
    fixed: [...new Set(packages.map((each) => `${each.name} ${osvVersion(each)}`))],
  }));
  const found = read.value.map(({ id, summary, details, fixed }) => ({
    ...{ id, summary, details },
    fixed: [...new Set(fixed.map(({ name, version }) => `${name} ${version}`))],
  }));
  return differences('the OSV records', wanted, found);
}

function differences(
  what: string,
  wanted: readonly { readonly id: string }[],
  found: readonly { readonly id: string }[],
): readonly string[] {
  if (wanted.length !== found.length) return [`${what}: ${found.length} instead of ${wanted.length}`];
  return wanted.flatMap((each, at) =>
    JSON.stringify(each) === JSON.stringify(found[at]) ? [] : [`${what}: ${each.id} has other content`],
  );
}
