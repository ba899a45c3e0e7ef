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
  const pointer = `${' '.repeat(5)} | ${spaceBefore(finding)}^ ${finding.hint}`;
  return `${first}\n${number} | ${finding.excerpt}\n${pointer.trimEnd()}`;
}

// As wide as what stands before the place; a tab is as wide as the terminal makes it, so it stays a tab.
function spaceBefore({ excerpt, column }: Finding): string {
  const before = excerpt.slice(0, Math.max(0, column - 1));
  return before.replace(/[^\t]/g, ' ').padEnd(Math.max(0, column - 1));
}
