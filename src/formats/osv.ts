import type { Advisory } from '../domain/advisory.ts';
import { canonicalJson } from '../domain/digest.ts';
import type { PackageIdentity } from '../domain/member.ts';
import { type PlatformKey, splitPlatform } from '../domain/release.ts';

/** Base name of the published file. */
export const osvFileName = 'osv.json';

/** A record of the Open Source Vulnerability format 1.7, with what we write of it. */
export interface OsvRecord {
  readonly schema_version: string;
  readonly id: string;
  readonly modified: string;
  readonly published: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly details: string;
  readonly severity: readonly { readonly type: string; readonly score: string }[];
  readonly affected: readonly OsvAffected[];
  readonly references: readonly { readonly type: string; readonly url: string }[];
  readonly database_specific: { readonly type: string; readonly severity: string | null };
}

interface OsvAffected {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly ranges: readonly [
    {
      readonly type: 'ECOSYSTEM';
      readonly events: readonly [{ readonly introduced: '0' }, { readonly fixed: string }];
    },
  ];
}

/** The record of an advisory; every version before those of the packages counts as affected. */
export function osvRecord(
  advisory: Advisory,
  { platform, packages }: { readonly platform: PlatformKey; readonly packages: readonly PackageIdentity[] },
): OsvRecord {
  const { id, type, severity, cvss, cves, title, text, issued, references } = advisory;
  const moment = `${issued}T00:00:00Z`;
  return {
    schema_version: '1.7.0',
    id,
    modified: moment,
    published: moment,
    aliases: cves.filter((cve) => cve !== id),
    summary: title,
    details: text,
    severity: cvss === null ? [] : [{ type: cvss.startsWith('CVSS:4') ? 'CVSS_V4' : 'CVSS_V3', score: cvss }],
    affected: distinct(
      packages.flatMap((each) => ecosystemsOf(platform).map((name) => affectedBy(name, each))),
    ),
    references: references.map((url) => ({ type: 'WEB', url })),
    database_specific: { type, severity },
  };
}

/** The text of one record: one line, so that records of many members can be put one below the other. */
export function osvLine(record: OsvRecord): string {
  return `${canonicalJson(record)}\n`;
}

/**
 * The published file: a list of the records of all members. Two submissions of a release may carry the same advisory;
 * it is one record then, with the words of the later one, and a package is fixed by the first of both that has it.
 */
export function osvFile(lines: readonly string[]): string {
  const byId = new Map<string, OsvRecord>();
  for (const line of lines) {
    const record = JSON.parse(line) as OsvRecord;
    const earlier = byId.get(record.id)?.affected ?? [];
    const known = new Set(earlier.map(nameOf));
    const more = record.affected.filter((each) => !known.has(nameOf(each)));
    byId.set(record.id, { ...record, affected: [...earlier, ...more] });
  }
  const records = [...byId.values()].map((record) => canonicalJson(record));
  return records.length === 0 ? '[]\n' : `[\n${records.join(',\n')}\n]\n`;
}

function nameOf({ package: { ecosystem, name } }: OsvAffected): string {
  return `${ecosystem} ${name}`;
}

function affectedBy(ecosystem: string, { name, epoch, version, release }: PackageIdentity): OsvAffected {
  const events = [{ introduced: '0' }, { fixed: osvVersion({ epoch, version, release }) }] as const;
  return { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] };
}

/** The version of a package as the format has it: `4.2.0-1`, with an epoch only where the package has one. */
export function osvVersion({
  epoch,
  version,
  release,
}: Pick<PackageIdentity, 'epoch' | 'version' | 'release'>): string {
  const whole = release === '' ? version : `${version}-${release}`;
  return epoch === '0' ? whole : `${epoch}:${whole}`;
}

/**
 * The names that the format has for the distributions that a platform stands for. Enterprise Linux goes by several; a
 * platform that it does not know keeps its own name.
 */
export function ecosystemsOf(key: PlatformKey): readonly string[] {
  const { platform } = splitPlatform(key);
  const [, enterprise] = /^(?:el|rhel|centos)-?(\d+)$/.exec(platform) ?? [];
  if (enterprise !== undefined)
    return [`AlmaLinux:${enterprise}`, `Red Hat:enterprise_linux:${enterprise}`, `Rocky Linux:${enterprise}`];
  const [, family, version] = /^(debian|ubuntu)-?([\d.]+)$/.exec(platform) ?? [];
  if (family === undefined) return [platform];
  const longTerm = family === 'ubuntu' && /^\d*[02468]\.04$/.test(version ?? '') ? ':LTS' : '';
  return [`${family === 'debian' ? 'Debian' : 'Ubuntu'}:${version}${longTerm}`];
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}
