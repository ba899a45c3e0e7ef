import type { Audit } from '../../audit/audit.ts';
import type { AuditFinding } from '../../audit/finding.ts';
import { cleanText } from '../../domain/failure.ts';
import { columns } from '../../report/columns.ts';
import { counted } from '../../report/names.ts';

// What follows from one edit can be long; the first of them say where it is.
const mostFindings = 50;
const mostShown = 160;

/** An audit for people: what was looked at, every finding with its place, and the conclusion in one line. */
export function auditAsText(audit: Audit): string {
  const { findings } = audit;
  const shown = findings.slice(0, mostFindings).map(findingAsText);
  const more = findings.length - shown.length;
  return [
    ...(audit.record === null ? ['There is no record yet.'] : [lookedAt(audit)]),
    ...shown,
    ...(more > 0 ? [`and ${counted(more, 'finding')} more; --json has all of them`] : []),
    findings.length === 0
      ? 'Everything is proven.'
      : `${counted(findings.length, 'finding')}: this is not what the reconciler wrote.`,
  ].join('\n\n');
}

function lookedAt({ main, record, counts }: Audit): string {
  const { recordCommits, pinned, files } = counts;
  return columns([
    ['main', main],
    ['record', record ?? ''],
    ['', `${counted(recordCommits, 'commit')}, ${pinned} of them pinned by a signature`],
    ...provenLines(counts).map((line, index) => [index === 0 ? 'looked at' : '', line]),
    [
      'host',
      files === null
        ? 'not looked at (--host FILE reads what it has published)'
        : `${counted(files, 'published file')}, read whole: bytes, metadata, and what the pool says of them`,
    ],
  ]);
}

function provenLines(counts: Audit['counts']): readonly string[] {
  const { releases, visits, repositories, generations, attestations, packages } = counts;
  const entered = `${counted(visits, 'state')} of ${counted(releases, 'release')}`;
  const published = `${counted(generations, 'generation')} of ${counted(repositories, 'repository', 'repositories')}`;
  return [
    `${entered}: asked for in main by who may, a step of the table, through the gates of then`,
    `${published}: a chain, by the plan of its commit, signed`,
    `${counted(attestations, 'attestation')}: of these packages, this step and this plan, signed`,
    `${counted(packages, 'package')} there now: of the content that main pinned`,
  ];
}

function findingAsText({ where, commit, file, message, expected, found }: AuditFinding): string {
  const place = commit === null ? where : `${where} ${commit.slice(0, 12)}`;
  const lines = columns(
    [
      ['expected', short(expected)],
      ['found', short(found)],
    ],
    '  ',
  );
  return `${cleanText(`${place}: ${file}\n  ${message}`)}\n${lines}`;
}

function short(text: string): string {
  const clean = cleanText(text).replaceAll('\n', ' ');
  return clean.length > mostShown ? `${clean.slice(0, mostShown)}…` : clean;
}
