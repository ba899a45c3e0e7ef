import type { ReportDocument } from '../document/generated/report.ts';
import { type Located, readDocument } from '../document/read-document.ts';
import { asDay, type Day } from '../domain/day.ts';
import { type EarlyAdopterReport, noReports, type ReleaseReports } from '../domain/early-adopter.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Release, ReleaseId } from '../domain/release.ts';
import { good, type Result, refused } from '../domain/result.ts';
import type { ReleaseHistory } from '../ports/release-history.ts';
import { checkReport } from './check-report.ts';
import { readBlobs } from './read-blobs.ts';
import { textOrNull } from './release-of.ts';
import { aboutFile, type SortedEntries } from './sort-entries.ts';

/** What a report is held against. */
export interface ReportedOn {
  /** Null while stagepost.yaml cannot be read. */
  readonly policy: Policy | null;
  /** The releases without findings. */
  readonly releases: ReadonlyMap<ReleaseId, Release>;
}

/**
 * Report files as read, by blob and path. Whoever calls may keep it, so that an unchanged file is parsed once. What
 * they are held against is not in it.
 */
export type ReportCache = Map<string, Result<Located<ReportDocument>>>;

export interface ReportDeps {
  readonly history: ReleaseHistory;
  readonly reportCache?: ReportCache;
}

export interface ReadReports {
  readonly reports: ReadonlyMap<ReleaseId, ReleaseReports>;
  readonly findings: readonly Finding[];
}

type Entry = SortedEntries['reports'][number];

/** The reports of early adopters by release, and what is wrong with those that cannot be read. */
export async function readReports(
  deps: ReportDeps,
  sorted: SortedEntries,
  about: ReportedOn,
): Promise<ReadReports> {
  const present = new Set([...sorted.releases, ...sorted.unreadable].map(({ id }) => id));
  const documents = await readDocuments(deps, sorted.reports);
  const reports = new Map<ReleaseId, ReleaseReports>();
  const findings: Finding[] = [];
  for (const each of sorted.reports.toSorted((a, b) => (a.team < b.team ? -1 : 1))) {
    const read = readReport(each, documents.get(keyOf(each)) ?? unavailable(each), about);
    if (!present.has(each.release)) findings.push(orphan(each));
    if (!read.ok) findings.push(...read.findings);
    reports.set(each.release, withReport(reports.get(each.release), each.team, read));
  }
  return { reports, findings };
}

async function readDocuments(
  { history, reportCache = new Map() }: ReportDeps,
  entries: readonly Entry[],
): Promise<ReportCache> {
  const missing = entries.filter((each) => !reportCache.has(keyOf(each)));
  if (missing.length === 0) return reportCache;
  const contents = await readBlobs(
    history,
    missing.map(({ entry }) => entry.blob),
  );
  for (const each of missing) {
    const bytes = contents.get(each.entry.blob) ?? null;
    const file = each.entry.path;
    // What git did not give now, it may give the next time.
    if (bytes !== null) reportCache.set(keyOf(each), readDocument({ file, bytes, schema: 'report' }));
  }
  return reportCache;
}

function keyOf({ entry }: Entry): string {
  return `${entry.blob} ${entry.path}`;
}

function unavailable({ entry }: Entry): Result<never> {
  const message = 'git does not give the file, or it is too large';
  const hint = 'a report has some lines; link to the rest';
  return refused([aboutFile(entry.path, 'file-too-large', { message, hint })]);
}

function withReport(
  { known, unreadable }: ReleaseReports = noReports,
  team: string,
  read: Result<EarlyAdopterReport>,
): ReleaseReports {
  return read.ok
    ? { known: [...known, read.value], unreadable }
    : { known, unreadable: [...unreadable, { team, findings: read.findings }] };
}

function readReport(
  { release, team, entry }: Entry,
  read: Result<Located<ReportDocument>>,
  { policy, releases }: ReportedOn,
): Result<EarlyAdopterReport> {
  if (!read.ok) return read;
  const findings = checkReport(team, read.value, { policy, release: releases.get(release) ?? null });
  return findings.length > 0 ? refused(findings) : good(reportOf(entry.path, read.value.value));
}

function reportOf(file: string, document: ReportDocument): EarlyAdopterReport {
  return {
    team: document.team,
    file,
    state: document.state,
    invitedAt: dayOrNull(document.invitedAt),
    acceptedAt: dayOrNull(document.acceptedAt),
    result: document.result ?? null,
    date: dayOrNull(document.date),
    link: document.link ?? null,
    comments: textOrNull(document.comments),
  };
}

function dayOrNull(text: string | null | undefined): Day | null {
  return asDay(text ?? '') ?? null;
}

function orphan({ release, entry }: Entry): Finding {
  const message = `there is no release file releases/${release}.yaml to report about`;
  const hint = 'rename the folder, or remove the report';
  return aboutFile(entry.path, 'orphan-report', { message, hint });
}
