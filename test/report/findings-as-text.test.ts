import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { findingsAsText, findingsSummary } from '../../src/report/findings-as-text.ts';

function aFinding(parts: Partial<Finding>): Finding {
  return {
    file: 'releases/umd-5/voms-4.2.0.yaml',
    line: 9,
    column: 20,
    rule: 'type',
    message: 'checksumsDigest is a number, it must be text',
    hint: 'quote it',
    excerpt: '  checksumsDigest: 4402',
    ...parts,
  };
}

/** What stands above the pointer in the line before it. */
function pointedAt(text: string): string {
  const [, line = '', pointer = ''] = text.split('\n');
  return line.slice(pointer.indexOf('^'));
}

describe('a finding', () => {
  test('is told as file, line, column and what, with the line and a pointer to the place', () => {
    const text = findingsAsText([aFinding({})]);
    expect(text).toBe(
      [
        'releases/umd-5/voms-4.2.0.yaml:9:20: checksumsDigest is a number, it must be text',
        '    9 |   checksumsDigest: 4402',
        '      |                    ^ quote it',
      ].join('\n'),
    );
    expect(pointedAt(text)).toBe('4402');
  });

  test('points at the right place in a line that begins with tabs', () => {
    const text = findingsAsText([aFinding({ excerpt: '\tversion: 4.2', column: 2 })]);
    const [, line = '', pointer = ''] = text.split('\n');
    const before = line.slice(0, line.indexOf('version'));
    expect(pointer.slice(0, pointer.indexOf('^')).replace('      |', '')).toBe(before.replace('    9 |', ''));
  });

  test('without a line to show is told with its hint below', () => {
    expect(findingsAsText([aFinding({ excerpt: '', line: 1, column: 1 })])).toBe(
      'releases/umd-5/voms-4.2.0.yaml:1:1: checksumsDigest is a number, it must be text\n      quote it',
    );
  });

  test('without a hint ends with the pointer', () => {
    expect(findingsAsText([aFinding({ hint: '' })]).endsWith('^')).toBe(true);
    expect(findingsAsText([aFinding({ hint: '', excerpt: '' })])).not.toContain('\n');
  });
});

describe('several findings', () => {
  const findings = [
    aFinding({ file: 'b.yaml', line: 2 }),
    aFinding({ file: 'a.yaml', line: 10 }),
    aFinding({ file: 'a.yaml', line: 9 }),
  ];

  test('stand in the order of file and line, whatever order they were found in', () => {
    const places = findingsAsText(findings)
      .split('\n')
      .filter((line) => /^[ab]/.test(line))
      .map((line) => line.split(':').slice(0, 2).join(':'));
    expect(places).toEqual(['a.yaml:9', 'a.yaml:10', 'b.yaml:2']);
  });

  test.each([
    [findings, '3 problems in 2 files.'],
    [findings.slice(0, 1), '1 problem in 1 file.'],
  ])('are counted with their files', (some, text) => {
    expect(findingsSummary(some)).toBe(text);
  });
});
