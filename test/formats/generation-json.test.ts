import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Sha256 } from '../../src/domain/digest.ts';
import {
  type Attestation,
  attestationFile,
  type Generation,
  generationText,
} from '../../src/domain/generation.ts';
import { type Instant, instantOfMs } from '../../src/domain/instant.ts';
import type { Member } from '../../src/domain/member.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { readGenerationJson } from '../../src/formats/generation-json.ts';

const plain: Generation = {
  schemaVersion: 1,
  repository: 'production/umd-5/el9/x86_64/base' as RepositoryKey,
  number: 42,
  date: '2026-11-22T09:41:00Z' as Instant,
  commit: 'c'.repeat(40),
  plan: 'd'.repeat(64) as Sha256,
  members: [
    {
      release: 'umd-5/voms-4.2.0+2' as Member['release'],
      platform: 'el9/x86_64' as Member['platform'],
      digest: 'e'.repeat(64) as Sha256,
      packages: 3,
    },
  ],
  files: [
    { path: 'repodata/a.xml.gz', size: 1, sha256: 'a'.repeat(64) as Sha256 },
    { path: 'repodata/repomd.xml', size: 2, sha256: 'b'.repeat(64) as Sha256 },
  ],
  previous: null,
};

const attested = { release: 'umd-5/voms-4.2.0+2', since: 41, sha256: 'f'.repeat(64) };

function problemsOf(text: string): readonly string[] {
  const read = readGenerationJson(text);
  return read.ok ? [] : read.problems;
}

function changed(change: Readonly<Record<string, unknown>>): string {
  return `${canonicalJson({ ...plain, ...change })}\n`;
}

const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/).map((text) => text as Sha256);
const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+~-]{0,12}$/);
const pair = fc.tuple(word, word).map(([one, two]) => `${one}/${two}`);
const member = fc.record({
  release: pair.map((text) => text as Member['release']),
  platform: pair.map((text) => text as Member['platform']),
  digest: sha256,
  packages: fc.nat(),
});
const file = fc.record({ path: pair, size: fc.nat(), sha256 });

const generation: fc.Arbitrary<Generation> = fc.record({
  schemaVersion: fc.constant(1 as const),
  repository: pair.map((text) => text as RepositoryKey),
  number: fc.integer({ min: 1 }),
  date: fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instantOfMs),
  commit: fc.stringMatching(/^[0-9a-f]{40}$/),
  plan: sha256,
  members: fc.uniqueArray(member, { selector: ({ release, platform }) => `${release} ${platform}` }),
  files: fc
    .uniqueArray(file, { selector: ({ path }) => path })
    .map((files) => files.sort((a, b) => (a.path < b.path ? -1 : 1))),
  previous: fc.option(sha256),
});

describe('generation.json', () => {
  test('names attestations of its members', () => {
    const text = changed({ attestations: [attested] });
    expect(readGenerationJson(text)).toEqual({ ok: true, value: { ...plain, attestations: [attested] } });
    expect(attestationFile(attested as Attestation)).toBe(
      'attestations/umd-5/voms-4.2.0+2.000041.intoto.jsonl',
    );
  });

  test('gives back what was written', () => {
    fc.assert(
      fc.property(generation, (value) => {
        expect(readGenerationJson(generationText(value))).toEqual({ ok: true, value });
      }),
    );
  });

  test('has one text for equal generations, whatever order their keys were set in', () => {
    const turned = Object.fromEntries(Object.entries(plain).reverse()) as unknown as Generation;
    expect(generationText(turned)).toBe(generationText(plain));
  });

  test('is refused in any other spelling, such as with a key twice or with spaces', () => {
    const text = generationText(plain);
    const other = [
      JSON.stringify(plain, null, 2),
      text.trimEnd(),
      text.replace('"number":42', '"number":42,"number":42'),
      text.replace('"number":42', '"number":42.0'),
    ];
    for (const spelling of other)
      expect(problemsOf(spelling)).toEqual([expect.stringContaining('canonical form')]);
  });

  test('is refused whole when the version is unknown, without a word about the rest', () => {
    for (const schemaVersion of [0, 2, '1', null])
      expect(problemsOf(changed({ schemaVersion, number: 'x' }))).toEqual([
        expect.stringContaining('schemaVersion'),
      ]);
    expect(problemsOf('[]')).toEqual(['schemaVersion is missing; the one that is read is 1']);
    expect(problemsOf('{')).toEqual(['the text is not JSON']);
  });

  test.each([
    ['an unknown key', { extra: 1 }, 'unknown key "extra"'],
    ['a missing key', { plan: undefined }, 'generation has no plan'],
    ['a number below one', { number: 0 }, 'generation.number is "0"'],
    ['a date with parts of a second', { date: '2026-11-22T09:41:00.5Z' }, 'generation.date'],
    ['a short commit', { commit: 'abc' }, 'generation.commit'],
    ['a digest in upper case', { plan: 'D'.repeat(64) }, 'generation.plan'],
    ['a member that is no object', { members: ['x'] }, 'generation.members[0]'],
    [
      'a release that leads elsewhere',
      { members: [{ ...plain.members[0], release: '../x' }] },
      'members[0].release',
    ],
    ['a release of three parts', { members: [{ ...plain.members[0], release: 'a/b/c' }] }, '<one>/<two>'],
    ['a file outside of the folder', { files: [{ ...plain.files[0], path: '/etc/passwd' }] }, 'absolute'],
    ['files out of order', { files: [...plain.files].reverse() }, 'not in order of path'],
    ['a file twice', { files: [plain.files[0], plain.files[0]] }, 'or twice'],
    ['a member twice', { members: [plain.members[0], plain.members[0]] }, 'stands twice'],
    ['a previous digest that is none', { previous: '' }, 'generation.previous'],
    ['an empty list of attestations', { attestations: [] }, 'attestations is empty'],
    [
      'an attestation of nobody',
      { attestations: [{ ...attested, release: 'umd-5/x-1' }] },
      'not in the order of the members',
    ],
    ['an attestation twice', { attestations: [attested, attested] }, 'not in the order of the members'],
    ['an attestation of a later generation', { attestations: [{ ...attested, since: 43 }] }, 'generation 43'],
    [
      'an attestation that leads elsewhere',
      { attestations: [{ ...attested, release: '../x' }] },
      'attestations[0].release',
    ],
  ])('is refused with %s', (_what, change, says) => {
    expect(problemsOf(changed(change)).join('\n')).toContain(says);
  });

  test('tells all that is wrong at once', () => {
    expect(problemsOf(changed({ number: -1, commit: '', plan: 7 }))).toHaveLength(3);
  });
});
