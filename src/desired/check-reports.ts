import { readDocument } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import type { ReleaseHistory } from '../ports/release-history.ts';
import { readBlobs } from './read-blobs.ts';
import { aboutFile, type SortedEntries } from './sort-entries.ts';

/** What is wrong with the reports of early adopters. */
export async function checkReports(
  history: ReleaseHistory,
  { reports, releases, unreadable }: SortedEntries,
): Promise<readonly Finding[]> {
  const known = new Set([...releases, ...unreadable].map(({ id }) => id));
  const contents = await readBlobs(
    history,
    reports.map(({ entry }) => entry.blob),
  );
  return reports.flatMap(({ release, team, entry }) => [
    ...(known.has(release) ? [] : [orphan(entry.path, release)]),
    ...checkReport(entry.path, team, contents.get(entry.blob) ?? null),
  ]);
}

function checkReport(file: string, team: string, bytes: Uint8Array | null): readonly Finding[] {
  if (bytes === null) {
    const message = 'git does not give the file, or it is too large';
    return [
      aboutFile(file, 'file-too-large', { message, hint: 'a report has some lines; link to the rest' }),
    ];
  }
  const read = readDocument({ file, bytes, schema: 'report' });
  if (!read.ok) return read.findings;
  const written = read.value.value.team;
  if (written === team) return [];
  const message = `team is ${written}, the file is named ${team}`;
  const hint = 'rename the file, or correct the team';
  return [read.value.finding(['team'], 'value', { rule: 'file-name', message, hint })];
}

function orphan(file: string, release: string): Finding {
  const message = `there is no release file releases/${release}.yaml to report about`;
  return aboutFile(file, 'orphan-report', { message, hint: 'rename the folder, or remove the report' });
}
