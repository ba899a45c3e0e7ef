import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../src/domain/release.ts';
import { oddType, versionKind, versionKindOf } from '../../src/domain/version-kind.ts';

describe('What a version is', () => {
  test.each([
    ['5.0.0', 'major'],
    ['0.0.0', 'major'],
    ['5.1.0', 'minor'],
    ['5.10.0', 'minor'],
    ['5.0.1', 'update'],
    ['5.1.10', 'update'],
  ])('%s is derived from it alone: %s.', (version, kind) => {
    expect(versionKind(version)).toBe(kind);
    expect(versionKindOf(`umd-5/voms-${version}+2` as ReleaseId)).toBe(kind);
  });

  test('is unknown for an id without a version.', () => {
    expect(versionKindOf('umd-5/voms' as ReleaseId)).toBeNull();
  });
});

describe('The type beside the version', () => {
  test.each([
    ['5.0.0', 'NonIncremental', null],
    ['5.1.0', 'Incremental', null],
    ['5.1.2', 'Incremental', null],
    ['5.1.0', 'NonIncremental', '5.1.0 is a minor version and NonIncremental, so it goes to base'],
    ['5.1.2', 'NonIncremental', '5.1.2 is an update version and NonIncremental, so it goes to base'],
    ['5.0.0', 'Incremental', '5.0.0 is a major version and Incremental, so it goes to updates'],
  ] as const)('of %s and %s is told where it is odd.', (version, type, odd) => {
    expect(oddType({ version, type })).toBe(odd);
  });
});
