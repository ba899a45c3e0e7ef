import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';
import { type Allowed, allowanceFor, allowHint } from '../../src/domain/guards.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { aCommit } from '../builders/release.ts';
import { withPrintedLine } from '../scenarios/printed-line.ts';

const start = `schemaVersion: 1
title: Example
majorReleases:
  umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}}}
providers:
  emi: {title: EMI, hosts: [repo.emi.example.org]}
`;

async function read(guards: string) {
  return readPolicy('stagepost.yaml', new TextEncoder().encode(start + guards), async () => null);
}

async function guardsIn(text: string) {
  const result = await read(text);
  if (!result.ok) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.value.guards;
}

async function problems(text: string): Promise<readonly string[]> {
  const result = await read(text);
  return result.ok ? [] : result.findings.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const downgrade: Allowed = { guard: 'downgrade', release: 'umd-5/voms-4.2.0+2' as ReleaseId };

const everything: readonly Allowed[] = [
  { guard: 'emptying', repository: 'production/umd-5/el9/x86_64/base' as RepositoryKey, generation: 43 },
  { guard: 'removal', repository: 'production/umd-5/el9/x86_64/base' as RepositoryKey, generation: 43 },
  { guard: 'mass-change', commit: aCommit('main 9') },
  // A commit of digits only is a number to YAML where it is not quoted.
  { guard: 'rewritten-history', commit: '4'.repeat(40) as ReturnType<typeof aCommit> },
  downgrade,
  { guard: 'freeze', release: 'umd-5/voms-4.2.0' as ReleaseId, state: 'StageRollout' },
];

describe('guards', () => {
  test('have limits where a file does not name them', async () => {
    expect(await guardsIn('')).toEqual({
      removal: { maxPackages: 1000, maxPercent: 20, percentFrom: 10 },
      maxTransitions: 25,
      freezes: [],
      allowances: [],
      allowAt: { has: 'nothing', file: 'stagepost.yaml', line: 1 },
    });
  });

  test('know the places of freezes and entries', async () => {
    const { freezes, allowances } = await guardsIn(
      'guards:\n  freeze:\n    - {majorRelease: umd-5, reason: audit}\n    - {reason: all}\n  allow:\n    - {guard: downgrade, release: umd-5/voms-4.2.0}\n',
    );
    expect(freezes).toEqual([
      { majorRelease: 'umd-5', reason: 'audit', at: { file: 'stagepost.yaml', line: 9, column: 7 } },
      { majorRelease: null, reason: 'all', at: { file: 'stagepost.yaml', line: 10, column: 7 } },
    ]);
    expect(allowances.map(({ at }) => at.line)).toEqual([12]);
  });

  const shapes = {
    'no guards': '',
    'guards without entries': 'guards:\n  maxTransitions: 3\n',
    'guards on one line': 'guards: {maxTransitions: 3}\n',
    'an empty list': 'guards:\n  allow: []\n  maxTransitions: 3\n',
    'entries below each other': 'guards:\n  allow:\n    - {guard: downgrade, release: umd-5/dpm-1.0.0}\n',
    'entries on one line': 'guards:\n  allow: [{guard: downgrade, release: umd-5/dpm-1.0.0}]\n',
    'everything on one line': 'guards: {allow: [{guard: downgrade, release: umd-5/dpm-1.0.0}]}\n',
  };

  test.each(Object.entries(shapes))('print a line that works in a file with %s', async (_shape, yaml) => {
    const hint = allowHint(await guardsIn(yaml), downgrade);
    const mended = withPrintedLine(start + yaml, hint).slice(start.length);
    expect(allowanceFor(await guardsIn(mended), downgrade)).toBeDefined();
  });

  test.each(everything.map((allowed) => [allowed.guard, allowed] as const))(
    'print a line for %s that lets through this and nothing else',
    async (_guard, allowed) => {
      const guards = await guardsIn(
        withPrintedLine(start, allowHint(await guardsIn(''), allowed)).slice(start.length),
      );
      expect(everything.filter((other) => allowanceFor(guards, other) !== undefined)).toEqual([allowed]);
    },
  );

  test('refuse an entry that says too little or too much, and a freeze of nothing, all at once', async () => {
    expect(
      await problems(
        'guards:\n  freeze: [{majorRelease: umd-9, reason: x}]\n  allow:\n    - {guard: removal, generation: 2, release: umd-5/voms-4.2.0}\n',
      ),
    ).toEqual([
      '8:27 there is no major release umd-9 to freeze',
      '10:7 repository is missing',
      '10:39 release says nothing about removal',
    ]);
  });
});
