import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean } from '../../src/document/closest-name.ts';
import { overlappingPaths } from '../../src/document/overlapping-paths.ts';
import { pathOf, pointerOf } from '../../src/document/places.ts';

test('A path and its pointer say the same.', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      expect(pathOf(pointerOf(path))).toEqual(path);
    }),
  );
});

test('The nearest name is offered only when it is near.', () => {
  expect(didYouMean('desiredstate', ['product', 'desiredState'])).toBe('did you mean desiredState?');
  expect(didYouMean('xyz', ['product', 'desiredState'])).toBe('');
  expect(didYouMean('x'.repeat(10_000), ['product'])).toBe('');
});

test('Paths overlap when they are equal or one lies inside the other, and not when only their letters begin alike.', () => {
  const found = (...paths: readonly string[]) =>
    overlappingPaths(paths.map((path) => ({ path }))).map(({ outer, inner }) => [outer.path, inner.path]);
  expect(found('a/b', 'a/c', 'a-b', 'ab')).toEqual([]);
  expect(found('a/b/c', 'a-b', 'a', 'a/b')).toEqual([
    ['a', 'a/b'],
    ['a', 'a/b/c'],
  ]);
  expect(found('a/b', 'a/b')).toEqual([['a/b', 'a/b']]);
});
