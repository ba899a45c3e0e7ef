import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionDigest, type SolvablePackage } from '../../../src/domain/installability.ts';
import type { PooledPackage } from '../../../src/domain/member.ts';
import type { PackageRelations } from '../../../src/domain/relations.ts';
import type { PlatformKey, ReleaseId } from '../../../src/domain/release.ts';
import { type ClosedQuestions, closedQuestions } from '../../../src/plan/installability/close-questions.ts';
import { aPackage, noRelations } from '../../builders/packages.ts';
import { debian12, el9 } from '../../builders/policy.ts';
import { aSolvable } from '../../builders/solvable.ts';

const release = 'umd-5/voms-4.2.0' as ReleaseId;

function saying(text: string, relations: Partial<PackageRelations>): PooledPackage {
  return { ...aPackage(text, release), relations: { ...noRelations, ...relations } };
}

function asked(
  before: readonly PooledPackage[],
  after: readonly PooledPackage[],
  platform: PlatformKey = el9,
  system: readonly SolvablePackage[] | null = null,
): ClosedQuestions {
  const offered = (all: readonly PooledPackage[]) => all.map((found) => ({ found, release }));
  const format = platform === el9 ? 'yum' : 'apt';
  return closedQuestions({ format, platform, before: offered(before), after: offered(after), system });
}

const api = saying('voms-api 4.2.0', { provides: ['libvoms.so.1()(64bit)'], files: ['/usr/bin/voms'] });

describe('The question about a change', () => {
  test('asks of the newest of each name, with the older ones beside them.', () => {
    const old = saying('voms-api 4.1.0', {});
    const { before, after } = asked([old], [old, api]);
    expect(
      [before.judged, before.beside, after.judged, after.beside].map((all) =>
        all.map((each) => each.version),
      ),
    ).toEqual([['4.1.0'], [], ['4.2.0'], ['4.1.0']]);
  });

  test('leaves out, and counts, what nobody has a name for, whatever says it.', () => {
    const admin = saying('voms-admin 4.2.0', {
      requires: [
        'libvoms.so.1()(64bit)',
        '/usr/bin/voms',
        'voms-api >= 4',
        'java >= 17',
        '(voms-api or java)',
        'rpmlib(X) <= 1',
      ],
      conflicts: ['java < 17', 'voms-api < 4'],
      obsoletes: ['voms-old', 'voms-api < 3'],
    });
    const { after, outside } = asked([], [api, admin]);
    expect(after.judged.find(({ name }) => name === 'voms-admin')).toMatchObject({
      requires: ['libvoms.so.1()(64bit)', '/usr/bin/voms', 'voms-api >= 4'],
      conflicts: ['voms-api < 4'],
      obsoletes: ['voms-api < 3'],
    });
    expect(outside).toBe(2);
  });

  test('keeps a dependency inside when the last package that met it goes.', () => {
    const admin = saying('voms-admin 4.2.0', { requires: ['libvoms.so.1()(64bit)'] });
    const { after, outside } = asked([api, admin], [admin]);
    expect(after.judged[0]?.requires).toEqual(['libvoms.so.1()(64bit)']);
    expect(outside).toBe(0);
  });

  test('does not judge packages of which nobody knows what they need, and lets others need them.', () => {
    const { relations: _unknown, ...untold } = api;
    const admin = saying('voms-admin 4.2.0', { requires: ['voms-api', 'libvoms.so.1()(64bit)'] });
    const { after, untold: count, outside } = asked([], [untold, admin]);
    expect(after.judged.map(({ name }) => name)).toEqual(['voms-admin']);
    expect(after.beside.map(({ name }) => name)).toEqual(['voms-api']);
    expect([count, outside]).toEqual([1, 1]);
  });

  test('takes architectures off the names of Debian that mean the own one, and leaves others outside.', () => {
    const admin = saying('voms-admin 4.2.0', {
      requires: ['voms-api:any (>= 4) | java:native', 'voms-api:amd64', 'voms-api:i386'],
      provides: ['java'],
    });
    const { after, outside } = asked([], [api, admin], debian12);
    expect(after.judged.find(({ name }) => name === 'voms-admin')?.requires).toEqual([
      'voms-api (>= 4) | java',
      'voms-api',
    ]);
    expect(outside).toBe(1);
  });

  test('has what the operating system offers beside ours, and leaves nothing out that this may lack.', () => {
    const admin = saying('voms-admin 4.2.0', { requires: ['java >= 17', 'lacking'], conflicts: ['nobody'] });
    const java = aSolvable('java 17', { requires: ['glibc'] });
    const same = { ...aSolvable('voms-api 4.2.0'), requires: ['not ours'] };
    const { after, outside, withSystem } = asked([], [api, admin], el9, [java, same]);
    expect(after.judged.find(({ name }) => name === 'voms-admin')).toMatchObject({
      requires: ['java >= 17', 'lacking'],
      conflicts: [],
    });
    expect(after.beside).toEqual([java]);
    expect(after.judged.map(({ name }) => name)).toEqual(['voms-admin', 'voms-api']);
    expect([outside, withSystem]).toEqual([0, true]);
  });

  test('leaves outside what another architecture of Debian would have to offer, whatever is known.', () => {
    const admin = saying('voms-admin 4.2.0', { requires: ['libc6:i386', 'libc6:any'] });
    const { after, outside } = asked([], [admin], debian12, []);
    expect(after.judged[0]?.requires).toEqual(['libc6']);
    expect(outside).toBe(1);
  });

  test('is the same in whatever order the packages come.', () => {
    const all = [
      api,
      saying('voms-api 4.1.0', {}),
      saying('dpm 1.0', { requires: ['voms-api'] }),
      saying('argus 2:1.0', { conflicts: ['dpm'] }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        const digests = (packages: readonly PooledPackage[]) => questionDigest(asked([], packages).after);
        expect(digests(shuffled)).toBe(digests(all));
      }),
    );
  });
});
