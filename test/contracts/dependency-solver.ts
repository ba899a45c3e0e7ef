import { describe, expect, test } from 'vitest';
import type { SolvablePackage } from '../../src/domain/installability.ts';
import type { RepositoryFormat } from '../../src/domain/major-release.ts';
import type { DependencySolver } from '../../src/ports/dependency-solver.ts';
import { aQuestion, aSolvable } from '../builders/solvable.ts';

/** What the solver of every format promises, in the notation of that format. */
export function dependencySolverContract(
  name: string,
  format: RepositoryFormat,
  solver: DependencySolver,
): void {
  const needs = (other: string, sign: string, version: string) =>
    format === 'yum' ? `${other} ${sign} ${version}` : `${other} (${sign} ${version})`;
  const provided = (other: string, version: string) => needs(other, '=', version);
  const either = (one: string, other: string) =>
    format === 'yum' ? `(${one} or ${other})` : `${one} | ${other}`;
  const answer = async (judged: readonly SolvablePackage[], beside: readonly SolvablePackage[] = []) =>
    solver.uninstallable(aQuestion(format, judged, beside));
  const broken = async (...question: Parameters<typeof answer>) =>
    (await answer(...question)).map((each) => each.package.replace(/-[^-]+-[^-]+$/, ''));

  describe(`${name} keeps the promises of a dependency solver`, () => {
    test('says nothing of packages that can be installed, and nothing of no packages', async () => {
      expect(await answer([])).toEqual([]);
      expect(await answer([aSolvable('a 1.0', { requires: ['b'] }), aSolvable('b 1.0')])).toEqual([]);
    });

    test('names who cannot be installed and what is missing, and says the same of whoever needs that one', async () => {
      const wanted = needs('b', '>=', '2.0');
      const found = await answer([
        aSolvable('c 1.0', { requires: ['a'] }),
        aSolvable('a 1.0', { requires: [wanted] }),
        aSolvable('b 1.0'),
      ]);
      const [everywhere] = aQuestion(format, [aSolvable('a 1.0')]).judged;
      const names = ['c', 'a'].map((each) => `${each}-1.0-1.${everywhere?.arch}`);
      expect(found.map((each) => each.package)).toEqual(names);
      for (const { reason } of found)
        expect(reason).toBe(`nothing provides ${wanted}, which ${names[1]} needs`);
    });

    test('takes what others provide, in the version that they provide', async () => {
      const provider = aSolvable('exim 4.0', { provides: [provided('mta', '3')] });
      const fits = aSolvable('a 1.0', { requires: [needs('mta', '>=', '2')] });
      const tooOld = aSolvable('b 1.0', { requires: [needs('mta', '>=', '4')] });
      expect(await broken([provider, fits, tooOld])).toEqual(['b']);
    });

    test('does not install together what conflicts, and names both', async () => {
      const both = aSolvable('both 1.0', { requires: ['one', 'two'] });
      const one = aSolvable('one 1.0', { conflicts: ['two'] });
      const found = await answer([both, one, aSolvable('two 1.0')]);
      expect(found.map((each) => each.package.startsWith('both-'))).toEqual([true]);
      expect(found[0]?.reason).toMatch(
        /one-1\.0-1.* cannot be installed together with two-1\.0-1|two-1\.0-1.* cannot be installed together with one-1\.0-1/,
      );
    });

    test('is content with one of several, and with a conflict that concerns another version', async () => {
      const chooses = aSolvable('a 1.0', { requires: [either('nowhere', 'b')] });
      const other = aSolvable('b 1.0', { conflicts: [needs('c', format === 'yum' ? '<' : '<<', '2.0')] });
      const together = aSolvable('d 1.0', { requires: ['b', 'c'] });
      expect(await broken([chooses, other, aSolvable('c 2.0'), together])).toEqual([]);
      expect(await broken([chooses, other, aSolvable('c 1.0'), together])).toEqual(['d']);
    });

    test('judges none of those beside, and installs from them', async () => {
      const old = aSolvable('b 1.0');
      const wants = aSolvable('a 1.0', { requires: [needs('b', '=', '1.0-1')] });
      const newest = aSolvable('b 2.0');
      const lame = aSolvable('lame 1.0', { requires: ['nowhere'] });
      expect(await broken([wants, newest], [old, lame])).toEqual([]);
      expect(await broken([wants, newest], [lame])).toEqual(['a']);
    });

    test('installs one version of a name', async () => {
      const left = aSolvable('left 1.0', { requires: [needs('b', '=', '1.0-1')] });
      const right = aSolvable('right 1.0', { requires: [needs('b', '=', '2.0-1')] });
      const both = aSolvable('both 1.0', { requires: ['left', 'right'] });
      expect(await broken([left, right, both, aSolvable('b 2.0')], [aSolvable('b 1.0')])).toEqual(['both']);
    });

    test('counts packages for this architecture and for every one', async () => {
      const own = format === 'yum' ? 'x86_64' : 'amd64';
      const ours = aSolvable('a 1.0', { arch: own, requires: ['b'] });
      expect(
        await broken([ours, aSolvable('b 1.0', { requires: ['c'] })], [aSolvable('c 1.0', { arch: own })]),
      ).toEqual([]);
    });

    test('compares versions by the rules of its format', async () => {
      const early = aSolvable('b 2.0~rc1');
      const less = format === 'yum' ? '<' : '<<';
      expect(await broken([early, aSolvable('a 1.0', { requires: [needs('b', less, '2.0')] })])).toEqual([]);
      expect(await broken([early, aSolvable('a 1.0', { requires: [needs('b', '>=', '2.0')] })])).toEqual([
        'a',
      ]);
      const epoch = aSolvable('e 1:1.0');
      expect(await broken([epoch, aSolvable('a 1.0', { requires: [needs('e', '>=', '9.0')] })])).toEqual([]);
    });

    test('answers the same when it is asked again', async () => {
      const judged = [aSolvable('a 1.0', { requires: ['nowhere'] }), aSolvable('b 1.0', { requires: ['a'] })];
      expect(await answer(judged)).toEqual(await answer(judged));
    });
  });
}
