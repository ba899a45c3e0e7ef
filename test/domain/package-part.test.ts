import { describe, expect, test } from 'vitest';
import { withParts } from '../../src/domain/major-release.ts';
import { leftOutAsText, partKey, partOfFile, wholeKey } from '../../src/domain/package-part.ts';
import { archOf } from '../../src/domain/release.ts';
import { aMajorRelease, debian12, el9 } from '../builders/policy.ts';

describe('The part that a file is', () => {
  test.each([
    ['voms-4.2.0-1.el9.src.rpm', 'source'],
    ['firmware-1-1.nosrc.rpm', 'source'],
    ['voms_4.2.0-1.dsc', 'source'],
    ['voms_4.2.0.orig.tar.gz', 'source'],
    ['voms_4.2.0-1.debian.tar.xz', 'source'],
    ['voms_4.2.0-1.diff.gz', 'source'],
    ['voms-debuginfo-4.2.0-1.el9.x86_64.rpm', 'debug'],
    ['voms-debugsource-4.2.0-1.el9.x86_64.rpm', 'debug'],
    ['voms-dbgsym_4.2.0-1_amd64.deb', 'debug'],
    ['libvoms-dbg_4.2.0-1_amd64.deb', 'debug'],
    ['voms-dbgsym_4.2.0-1_amd64.ddeb', 'debug'],
  ])('%s is %s.', (name, part) => {
    expect(partOfFile(name)).toBe(part);
  });

  test.each([
    'voms-4.2.0-1.el9.x86_64.rpm',
    'debuginfo-4.2.0-1.el9.noarch.rpm',
    'voms-debuginfo-tools-4.2.0-1.el9.noarch.rpm',
    'voms-dbg-tools_4.2.0-1_all.deb',
    'voms_4.2.0-1_amd64.deb',
    'release.xml',
    'notes.tar.gz',
  ])('%s is none.', (name) => {
    expect(partOfFile(name)).toBeNull();
  });
});

describe('A part with repositories of its own', () => {
  test('is a platform of its own, with the architecture of the whole one.', () => {
    const key = partKey(debian12, 'debug');
    expect([key, wholeKey(key), archOf(key)]).toEqual(['debian-12/amd64-debug', debian12, 'amd64']);
    expect([wholeKey(el9), archOf(el9)]).toEqual([el9, 'x86_64']);
  });

  test('follows its platform; sources have one for yum alone.', () => {
    const platforms = withParts(aMajorRelease().platforms, { source: 'area', debug: 'area' });
    expect(platforms.map(({ key }) => key)).toEqual([
      'el9/x86_64',
      'el9/x86_64-source',
      'el9/x86_64-debug',
      'debian-12/amd64',
      'debian-12/amd64-debug',
    ]);
    expect(platforms.at(-1)).toMatchObject({ format: 'apt', suite: 'debian-12' });
    expect(withParts(platforms, { source: 'leave-out', debug: 'include' })).toEqual(platforms);
  });
});

test('What was left out is told in numbers, by part.', () => {
  const files = ['a', 'b'].map((file) => ({ file, part: 'debug' as const }));
  expect(leftOutAsText([...files, { file: 'c', part: 'source' }])).toBe('1 source file, 2 debug files');
});
