import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDebVersions } from '../../../src/domain/version/deb.ts';
import { compareEvr, compareRpmVersions, type Evr } from '../../../src/domain/version/rpm.ts';
import { askDpkg, askDpkgLibrary, askRpm } from './ask-tools.ts';

type Pair<T> = readonly [T, T];

// Ten thousand pairs of each kind; `npm run versions` asks about a hundred thousand, and the seed can be set to try
// others. It is fixed so that a disagreement is seen again.
const numRuns = Number(process.env.STAGEPOST_VERSION_PAIRS ?? 10_000);
const seed = Number(process.env.STAGEPOST_VERSION_SEED ?? 20_240_917);
const sampling = { seed, numRuns };
/** dpkg itself is a process for each question. */
const asked = 200;

/**
 * rpm reads each argument of `rpm.vercmp` as epoch, version and release and refuses empty ones, hence no colon and no
 * hyphen.
 */
const rpmPieces = ['0', '1', '01', '9', '10', 'a', 'B', 'rc', '~', '^', '.', '_', '+'];
const rpmPair = fc
  .tuple(text(rpmPieces), text(rpmPieces), text(rpmPieces), fc.constantFrom(...rpmPieces))
  .map(([start, a, b, last]): Pair<string> => [start + a + last, start + b + last]);

const field = fc.oneof(
  fc.constantFrom('1.0', '1.00', '1.0~rc1', '1.0^git1', '1.1', '1.a', '1.el9', '2.el8'),
  text(rpmPieces).map((tail) => `1${tail}`),
);
const evr = fc.record({ epoch: fc.constantFrom('0', '1', '10'), version: field, release: field });
/** Often alike in front, so that the release decides as well. */
const evrPair = fc
  .tuple(evr, evr, fc.boolean())
  .map(([a, b, alike]): Pair<Evr> => [a, alike ? { ...a, release: b.release } : b]);

const upstream = text(['0', '1', '01', '9', '10', 'a', 'Z', 'rc', '~', '+', '.']).map((tail) => `1${tail}`);
const debPair = fc
  .record({ start: upstream, a: debEnd(), b: debEnd(), epochA: epoch(), epochB: epoch() })
  .map(({ start, a, b, epochA, epochB }): Pair<string> => [epochA + start + a, epochB + start + b]);

describe('Against the real tools', () => {
  test('rpm orders versions as we do.', async () => {
    const sample = fc.sample(rpmPair, sampling);
    expectAgreement(sample, compareRpmVersions, await askRpm(sample));
  }, 300_000);

  test('rpm orders epoch, version and release as we do.', async () => {
    const sample = fc.sample(evrPair, sampling);
    const answers = await askRpm(sample.map(([a, b]) => [...fieldsOf(a), ...fieldsOf(b)]));
    expectAgreement(sample, compareEvr, answers);
  }, 300_000);

  test("dpkg's library orders versions as we do.", async () => {
    const sample = fc.sample(debPair, sampling);
    expectAgreement(sample, compareDebVersions, await askDpkgLibrary(sample));
  }, 300_000);

  test('dpkg itself orders some of them as we do.', async () => {
    const sample = fc.sample(debPair, { seed, numRuns: asked });
    const answers: number[] = [];
    for (const pair of sample) answers.push(await askDpkg(pair));
    expectAgreement(sample, compareDebVersions, answers);
  }, 60_000);
});

function text(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join(''));
}

function epoch(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('0:', '1:', '02:') },
  );
}

function debEnd(): fc.Arbitrary<string> {
  const tail = text(['0', '1', '10', 'a', 'ubuntu', '~', '+', '.']);
  return fc.oneof(
    tail,
    tail.map((each) => `-0${each}`),
    fc.tuple(tail, tail).map(([middle, end]) => `-${middle}-1${end}`),
  );
}

function fieldsOf({ epoch: ofBoth, version, release }: Evr): readonly string[] {
  return [ofBoth, version, release];
}

/** A sample that never gave one of the three answers would not have tried it. */
function expectAgreement<T>(
  sample: readonly Pair<T>[],
  compare: (a: T, b: T) => number,
  answers: readonly number[],
): void {
  expect(answers).toHaveLength(sample.length);
  const apart = sample.flatMap(([a, b], at) => {
    const ours = compare(a, b);
    return ours === answers[at] ? [] : [{ a, b, ours, theirs: answers[at] }];
  });
  expect(apart.slice(0, 20)).toEqual([]);
  expect([...new Set(answers)].toSorted()).toEqual([-1, 0, 1]);
}
