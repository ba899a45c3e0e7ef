import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SolvablePackage } from '../../../src/domain/installability.ts';
import type { RepositoryFormat } from '../../../src/domain/major-release.ts';
import { exactName } from '../../../src/domain/version/compare-packages.ts';
import { reachablePart } from '../../../src/intake/system/reachable-part.ts';
import { aQuestion, aSolvable } from '../../builders/solvable.ts';
import { tried } from '../../fakes/dependency-solver.ts';

const arches = { yum: 'x86_64', apt: 'amd64' } as const;

function part(
  asking: readonly SolvablePackage[],
  offered: readonly SolvablePackage[],
  format: RepositoryFormat = 'yum',
): readonly SolvablePackage[] {
  return reachablePart({ format, arch: arches[format], asking, offered });
}

function names(packages: readonly SolvablePackage[]): readonly string[] {
  return packages.map(({ name, version }) => `${name} ${version}`);
}

const glibc = aSolvable('glibc 2.34', {
  provides: ['libc.so.6()(64bit)', 'libm.so.6()(64bit)'],
  requires: ['basesystem', 'rpmlib(BuiltinLuaScripts) <= 4.2.2-1'],
});
const base = aSolvable('basesystem 11');

describe('What is kept of an operating system', () => {
  test('is whatever is asked for, and whatever that needs, in every version.', () => {
    const old = { ...glibc, version: '2.28' };
    const voms = aSolvable('voms 4', { requires: ['libc.so.6()(64bit)'] });
    expect(names(part([voms], [aSolvable('emacs 29'), base, glibc, old, glibc]))).toEqual([
      'basesystem 11',
      'glibc 2.28',
      'glibc 2.34',
    ]);
  });

  test('is found by a file as well, by any alternative, and through packages of ours.', () => {
    const python = aSolvable('python3 3.9', { files: ['/usr/bin/python3', '/usr/bin/pydoc3'] });
    const java = aSolvable('java-17 17', { provides: ['java = 17'] });
    const api = aSolvable('voms-api 4', { requires: ['(java >= 11 or java-headless)'] });
    const voms = aSolvable('voms 4', { requires: ['/usr/bin/python3', 'voms-api >= 4'] });
    const kept = part([voms, api], [python, java]);
    expect(names(kept)).toEqual(['java-17 17', 'python3 3.9']);
    expect(kept[1]?.files).toEqual(['/usr/bin/python3']);
  });

  test('says no more than somebody asks for.', () => {
    const rich = {
      ...glibc,
      conflicts: ['nscd < 2.34', 'basesystem < 10'],
      obsoletes: ['nss_db', 'basesystem < 9'],
    };
    const voms = aSolvable('voms 4', { requires: ['libc.so.6()(64bit)'], conflicts: ['nscd'] });
    expect(part([voms], [rich, base]).find(({ name }) => name === 'glibc')).toMatchObject({
      provides: ['libc.so.6()(64bit)'],
      requires: ['basesystem'],
      conflicts: ['basesystem < 10'],
      obsoletes: ['basesystem < 9'],
    });
  });

  test('has who would let a conditional conflict pass.', () => {
    const voms = aSolvable('voms 4', { conflicts: ['(voms-old unless compat)'] });
    expect(names(part([voms], [aSolvable('compat 1'), base]))).toEqual(['compat 1']);
  });

  test('takes the own architecture off the names of Debian.', () => {
    const python = aSolvable('python3 3.11', { requires: ['libc6:amd64 (>= 2.36)', 'libc6:i386'] });
    const voms = aSolvable('voms 4', { requires: ['python3:any (>= 3.9) | python2'] });
    const kept = part([voms], [python, aSolvable('libc6 2.36')], 'apt');
    expect(kept.map(({ requires }) => requires)).toEqual([[], ['libc6 (>= 2.36)', 'libc6:i386']]);
  });
});

const some = <T>(values: readonly T[], most: number) => fc.subarray([...values], { maxLength: most });
const bare = ['a', 'b', 'c', 's1', 's2', 's3', 's4', 's5', 'lib1', 'lib2', '/bin/one'];

function anyPackage(name: string, format: RepositoryFormat): fc.Arbitrary<SolvablePackage> {
  const needs =
    format === 'yum'
      ? [...bare, 's1 >= 2', 's2 < 2', 'lib1 >= 2', '(s3 or s4)', '(lib2 or a)']
      : [...bare.slice(0, -1), 's1 (>= 2)', 's2 (<< 2)', 's3 | s4', 'lib2 | a', 's5:any'];
  const offers = format === 'yum' ? ['lib1 = 1', 'lib1 = 2', 'lib2'] : ['lib1 (= 1)', 'lib1 (= 2)', 'lib2'];
  return fc
    .record({
      version: fc.constantFrom('1', '2'),
      requires: some(needs, 2),
      provides: some(offers, 1),
      conflicts: some(bare.slice(0, -1), 1),
      files: format === 'yum' ? some(['/bin/one', '/bin/two'], 1) : fc.constant([]),
    })
    .map(({ version, conflicts, ...relations }) =>
      aSolvable(`${name} ${version}`, { ...relations, conflicts: conflicts.filter((each) => each !== name) }),
    );
}

describe('A solver', () => {
  test.each(['yum', 'apt'] as const)('answers of the part for %s as of the whole system.', (format) => {
    const ours = fc.tuple(...['a', 'b', 'c'].map((name) => anyPackage(name, format)));
    const system = fc.array(
      fc.constantFrom('s1', 's2', 's3', 's4', 's5').chain((name) => anyPackage(name, format)),
      { maxLength: 9 },
    );
    let broken = 0;
    let smaller = 0;
    fc.assert(
      fc.property(ours, system, (asking, found) => {
        const offered = [...new Map(found.map((each) => [exactName(each), each])).values()];
        const kept = part(asking, offered, format);
        const answer = (beside: readonly SolvablePackage[]) =>
          tried(aQuestion(format, asking.map(plain), beside.map(plain))).map((each) => each.package);
        expect(answer(kept)).toEqual(answer(offered));
        broken += answer(kept).length;
        smaller += offered.length - kept.length;
      }),
      { numRuns: 500 },
    );
    expect(broken).toBeGreaterThan(50);
    expect(smaller).toBeGreaterThan(500);
  });
});

// What the architecture behind a name says is the planner's to take off.
function plain(found: SolvablePackage): SolvablePackage {
  return { ...found, requires: found.requires.map((text) => text.replace(':any', '')) };
}
