import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OfferChanges } from '../../../src/domain/client-view.ts';
import type { RepositoryFormat } from '../../../src/domain/major-release.ts';
import type { PackageRelations } from '../../../src/domain/relations.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { compareOffers } from '../../../src/plan/clients/compare-offers.ts';
import type { Offer } from '../../../src/plan/guards/shelf.ts';
import { aPackage, noRelations } from '../../builders/packages.ts';
import { debian12, el9 } from '../../builders/policy.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;

function offer(text: string, relations: Partial<PackageRelations> | null = {}, arch = 'x86_64'): Offer {
  const { relations: _none, ...found } = aPackage(text, voms);
  const whole = { ...found, arch };
  return {
    release: voms,
    found: relations === null ? whole : { ...whole, relations: { ...noRelations, ...relations } },
  };
}

function changes(
  before: readonly Offer[],
  after: readonly Offer[],
  format: RepositoryFormat = 'yum',
): OfferChanges {
  return compareOffers({ format, platform: format === 'yum' ? el9 : debian12, before, after });
}

describe('What clients are offered otherwise', () => {
  test('is new, upgraded, downgraded or removed by the newest build of each name.', () => {
    const before = ['a 1.0-1', 'a 1.9-1', 'b 2.0-1', 'c 1:1.0-1', 'd 1-1'].map((text) => offer(text));
    const after = ['a 1.10-1', 'a 1.9-1', 'b 2.0-1', 'c 9.0-1', 'e 1-1'].map((text) => offer(text));
    const found = changes(before, after);
    expect(found.upgraded.map((each) => [each.name, each.from, each.version])).toEqual([
      ['a', '1.9-1', '1.10-1'],
    ]);
    expect(found.downgraded.map((each) => [each.name, each.from, each.version])).toEqual([
      ['c', '1:1.0-1', '9.0-1'],
    ]);
    expect(found.added.map(({ name }) => name)).toEqual(['e']);
    expect(found.removed.map(({ name }) => name)).toEqual(['d']);
    expect(found).toMatchObject({ unchanged: 1, bytes: 200 });
  });

  test('follows the rules of the format: a caret is newer for rpm, and a plus for dpkg.', () => {
    expect(changes([offer('a 1.0-1')], [offer('a 1.0^git1-1')]).upgraded).toHaveLength(1);
    expect(changes([offer('a 1.0a-1')], [offer('a 1.0+b-1')], 'apt').upgraded).toHaveLength(1);
    expect(changes([offer('a 1.0-1')], [offer('a 1.00-1')]).unchanged).toBe(1);
  });

  test('knows architectures apart, but for the one for every architecture and the platform’s own.', () => {
    const multilib = changes([offer('a 1-1')], [offer('a 1-1'), offer('a 2-1', {}, 'i686')]);
    expect(multilib.added.map(({ arch }) => arch)).toEqual(['i686']);
    const everywhere = changes([offer('a 1-1', {}, 'noarch')], [offer('a 2-1')]);
    expect(everywhere.upgraded.map(({ from, version }) => [from, version])).toEqual([['1-1', '2-1']]);
    const all = changes([offer('a 1-1', {}, 'amd64')], [offer('a 2-1', {}, 'all')], 'apt');
    expect(all.upgraded).toHaveLength(1);
  });
});

describe('What a package says anew', () => {
  test('is told by name, so that the next version of the same conflict is nothing new.', () => {
    const before = [offer('a 1-1', { obsoletes: ['a-old < 1'], conflicts: ['x'] })];
    const after = [offer('a 1:2-1', { obsoletes: ['a-old < 2', 'b <= 3'], conflicts: ['x', 'y (<< 2)'] })];
    expect(changes(before, after).newRelations).toEqual([
      { package: 'a.x86_64', kind: 'epoch', with: '1' },
      { package: 'a.x86_64', kind: 'obsoletes', with: 'b <= 3' },
      { package: 'a.x86_64', kind: 'conflicts', with: 'y (<< 2)' },
    ]);
    expect(changes(after, after).newRelations).toEqual([]);
  });

  test('is everything for a new package.', () => {
    expect(changes([], [offer('a 1:1-1', { conflicts: ['x'] })]).newRelations).toHaveLength(2);
  });

  test('is not known where nobody wrote it down, now or before, which is not the same as nothing.', () => {
    const known = offer('a 2-1', { obsoletes: ['b'] });
    expect(changes([offer('a 1-1', null)], [known])).toMatchObject({
      newRelations: [],
      unknownRelations: 1,
    });
    expect(changes([], [offer('a 1-1', null)]).unknownRelations).toBe(1);
    expect(changes([], [known]).unknownRelations).toBe(0);
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd');
const version = fc.constantFrom('1', '1.0', '1.00', '1.1', '1.0~rc', '2', '1:1', '10');
const arch = fc.constantFrom('x86_64', 'i686', 'noarch', 'amd64', 'all');
const someOffers = fc.array(
  fc.tuple(name, version, arch).map(([its, number, where]) => offer(`${its} ${number}-1`, {}, where)),
  { maxLength: 8 },
);
const format = fc.constantFrom('yum' as const, 'apt' as const);

function namesIn(all: readonly { readonly name: string; readonly arch: string }[]): readonly string[] {
  return all.map((each) => `${each.name}.${each.arch}`);
}

describe('Of any two offers', () => {
  test('the way back is the mirror of the way there.', () => {
    fc.assert(
      fc.property(someOffers, someOffers, format, (a, b, its) => {
        const there = changes(a, b, its);
        const back = changes(b, a, its);
        expect(there.added).toEqual(back.removed);
        expect(there.removed).toEqual(back.added);
        expect(there.unchanged).toBe(back.unchanged);
        // Where the architecture changes, lists are sorted by the one that is offered afterwards.
        const turned = back.downgraded.map((each) => `${each.name} ${each.version} ${each.from}`);
        const straight = there.upgraded.map((each) => `${each.name} ${each.from} ${each.version}`);
        expect(straight.toSorted()).toEqual(turned.toSorted());
      }),
    );
  });

  test('every name stands in one list or is unchanged, and none is lost.', () => {
    fc.assert(
      fc.property(someOffers, someOffers, format, (a, b, its) => {
        const { added, upgraded, downgraded, removed, unchanged } = changes(a, b, its);
        const own = its === 'yum' ? 'x86_64' : 'amd64';
        const keyOf = (text: string) => text.replace(/\.(noarch|all)$/, `.${own}`);
        const listed = namesIn([...added, ...upgraded, ...downgraded, ...removed]).map(keyOf);
        const offered = new Set(namesIn([...a, ...b].map(({ found }) => found)).map(keyOf));
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed.every((each) => offered.has(each))).toBe(true);
        expect(listed.length + unchanged).toBe(offered.size);
      }),
    );
  });

  test('the order in which packages are offered does not matter.', () => {
    fc.assert(
      fc.property(someOffers, someOffers, (a, b) => {
        const counts = (each: OfferChanges) =>
          [each.added, each.upgraded, each.downgraded, each.removed].map((list) => list.length);
        expect(counts(changes(a.toReversed(), b.toReversed()))).toEqual(counts(changes(a, b)));
      }),
    );
  });
});
