import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupByComponent } from '../../src/domain/component.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd', 'other');
const names = fc.array(name, { maxLength: 6 });
const components = fc.uniqueArray(fc.record({ name, packages: names }), { selector: (each) => each.name });

test('Every package stands with each component that names it, or else under other, and nothing else does.', () => {
  fc.assert(
    fc.property(components, names, (declared, found) => {
      const groups = groupByComponent(declared, found);
      const pairs = groups.flatMap(({ component, packages }) =>
        packages.map((each) => `${component} ${each}`),
      );
      const wanted = [...new Set(found)].flatMap((each) => {
        const homes = declared.filter(({ packages }) => packages.includes(each)).map((home) => home.name);
        return (homes.length > 0 ? homes : ['other']).map((home) => `${home} ${each}`);
      });
      expect(pairs.sort()).toEqual(declared.length === 0 ? [] : wanted.sort());
      expect(groups.every(({ packages }) => packages.length > 0)).toBe(true);
    }),
  );
});

test('Components keep the order of the release file, and other comes last.', () => {
  const declared = [
    { name: 'server', packages: ['voms-server', 'voms-admin'] },
    { name: 'api', packages: ['voms-api'] },
    { name: 'gone', packages: ['voms-gone'] },
  ];
  expect(groupByComponent(declared, ['voms-doc', 'voms-api', 'voms-server', 'voms-admin'])).toEqual([
    { component: 'server', packages: ['voms-admin', 'voms-server'] },
    { component: 'api', packages: ['voms-api'] },
    { component: 'other', packages: ['voms-doc'] },
  ]);
});
