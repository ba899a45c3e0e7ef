import { compareFindings, type Finding } from '../domain/finding.ts';
import { counted } from './names.ts';

/** Every finding as `file:line:column: what`, with the line it points at and how to mend it. */
export function findingsAsText(findings: readonly Finding[]): string {
  return [...findings].sort(compareFindings).map(findingAsText).join('\n');
}

/** `2 problems in 1 file.` */
export function findingsSummary(findings: readonly Finding[]): string {
  const files = new Set(findings.map((finding) => finding.file)).size;
  return `${counted(findings.length, 'problem')} in ${counted(files, 'file')}.`;
}

function findingAsText(finding: Finding): string {
  const first = `${finding.file}:${finding.line}:${finding.column}: ${finding.message}`;
  if (finding.excerpt === '') return finding.hint === '' ? first : `${first}\n      ${finding.hint}`;
  const number = String(finding.line).padStart(5);
  const pointer = `${' '.repeat(5)} | ${' '.repeat(Math.max(0, finding.column - 1))}^ ${finding.hint}`;
  return `${first}\n${number} | ${finding.excerpt}\n${pointer.trimEnd()}`;
}
