import { compareFindings, type Finding } from '../domain/finding.ts';
import { findingsSummary } from './findings-as-text.ts';
import { pageText, type Section } from './markdown-page.ts';
import { asCode, escaped } from './markdown-text.ts';
import { counted } from './names.ts';

/** What is wrong with the files, one line each. */
export function findingsSection(findings: readonly Finding[]): Section {
  return {
    title: 'What is wrong',
    head: [],
    rows: [...findings].sort(compareFindings).map(findingLine),
    noun: ['problem', 'problems'],
  };
}

/** The answer of a check as a job summary. */
export function checkAsMarkdown(
  check: { readonly releases: number; readonly findings: readonly Finding[] },
  mostBytes: number,
): string {
  const good = `${counted(check.releases, 'release')} checked, no problem found.`;
  const answer = check.findings.length === 0 ? good : findingsSummary(check.findings);
  const page = { heading: `### Stagepost: ${answer}`, sections: [findingsSection(check.findings)], foot: '' };
  return pageText(page, mostBytes);
}

function findingLine({ file, line, column, message, hint }: Finding): string {
  const mend = hint === '' ? '' : `; ${escaped(hint)}`;
  return `- ${asCode(`${file}:${line}:${column}`)} ${escaped(message)}${mend}`;
}
