import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allRules } from './tidy/all-rules.ts';
import { exceptions } from './tidy/exceptions.ts';
import { readTree } from './tidy/read-tree.ts';
import { printFinding } from './tidy/rule.ts';

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)));
const findings = allRules.flatMap((rule) =>
  rule.check(tree).map((finding) => ({ rule: rule.name, ...finding })),
);

function isExcepted(finding: { rule: string; file: string }): boolean {
  return exceptions.some(({ rule, file }) => rule === finding.rule && file === finding.file);
}

describe('the house is tidy', () => {
  test('There is something to look at.', () => {
    expect(tree.sources.length).toBeGreaterThan(10);
    expect(tree.texts.has('package.json')).toBe(true);
  });

  for (const rule of allRules) {
    test(rule.says, () => {
      const open = findings.filter((finding) => finding.rule === rule.name && !isExcepted(finding));
      expect(open.map(printFinding)).toEqual([]);
    });
  }

  test('Every exception is still needed and says why.', () => {
    const idle = exceptions.filter(
      ({ rule, file, why }) =>
        why.trim() === '' || !findings.some((finding) => finding.rule === rule && finding.file === file),
    );
    expect(idle).toEqual([]);
  });
});
