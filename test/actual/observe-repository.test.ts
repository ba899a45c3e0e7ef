import { describe, expect, test } from 'vitest';
import { observeRepository } from '../../src/actual/observe-repository.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import {
  type Generation,
  generationDigest,
  generationFolder,
  generationText,
} from '../../src/domain/generation.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { metalinkText } from '../../src/formats/yum-metalink.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { aGeneration, aMember, repositories, voms } from '../builders/plan.ts';
import { fakeFiles, type Tree } from '../fakes/files.ts';
import { fakeSigner } from '../fakes/signer.ts';

const { base } = repositories;
const debian = repositories.all.find(({ format, area }) => format === 'apt' && area === 'base') ?? base;
const signer = fakeSigner();
const root = { path: '/srv/www', url: 'https://repo.example.org' };
const roots = { unverified: root, 'stage-rollout': root, production: root };

const primary = { path: 'repodata/primary.xml.gz', text: 'a primary' };
const repomd = { path: 'repodata/repomd.xml', text: '<repomd/>' };
const files = [primary, repomd].map(({ path, text }) => ({
  path,
  size: text.length,
  sha256: sha256Of(text),
}));
const third = aGeneration(base, 3, { members: [aMember(voms)], files });

/** A published tree that is as it should be. */
async function published(
  generation: Generation,
  repository: Repository = base,
): Promise<Record<string, Tree[string]>> {
  const place = `/srv/www/${repository.path}`;
  const inside = `${place}/generations/${generationFolder(generation.number)}`;
  const text = generationText(generation);
  const metalink = metalinkText(`${root.url}/${repository.path}`, generation) ?? 'no metalink';
  const yum = {
    'repodata/repomd.xml.asc': 'signed',
    'repodata/metalink.xml': metalink,
    pkgs: { link: '../../pkgs' },
  };
  const apt = `dists/${repository.suite}`;
  const rootFiles =
    repository.format === 'yum'
      ? yum
      : { [`${apt}/Release`]: 'r', [`${apt}/InRelease`]: 'r', [`${apt}/Release.gpg`]: 's' };
  const live = repository.format === 'yum' ? 'repodata' : 'dists';
  const packages = repository.format === 'yum' ? 'pkgs' : 'pool';
  const kept = {
    ...rootFiles,
    [primary.path]: primary.text,
    [repomd.path]: repomd.text,
    'generation.json': text,
    'generation.json.asc': await signer.detach(text),
  };
  return {
    [`${place}/${live}`]: { link: `generations/${generationFolder(generation.number)}/${live}` },
    ...Object.fromEntries(Object.entries(kept).map(([path, content]) => [`${inside}/${path}`, content])),
    [`${place}/${packages}/${voms}/a.rpm`]: 'a',
    [`${place}/${packages}/${voms}/b.rpm`]: 'b',
  };
}

function recordOf(generation: Generation): ReconcilerRecord {
  return {
    ...emptyRecord,
    generations: new Map([[generation.repository, { generation, rootFiles: new Map() }]]),
  };
}

function observed(tree: Tree, record: ReconcilerRecord = recordOf(third), repository: Repository = base) {
  return observeRepository({ files: fakeFiles(tree), signer, roots }, repository, record);
}

/** The tree with one of its paths changed; the path is found by its end. */
function spoiled(tree: Tree, end: string, content: Tree[string] | null): Tree {
  const path = Object.keys(tree).find((each) => each.endsWith(end));
  if (path === undefined) throw new Error(`nothing ends in ${end}`);
  const { [path]: _gone, ...rest } = tree;
  return content === null ? rest : { ...rest, [path]: content };
}

describe('looking at a published repository', () => {
  test('finds the generation that clients are led to, and that all is well', async () => {
    expect(await observed(await published(third))).toEqual({
      state: 'published',
      generation: third,
      digest: generationDigest(third),
      damage: [],
    });
  });

  test('finds an apt repository in the same way', async () => {
    const generation = aGeneration(debian, 1, { files, members: [aMember(voms)] });
    const tree = await published(generation, debian);
    expect(await observed(tree, recordOf(generation), debian)).toMatchObject({ generation, damage: [] });
  });

  test('finds nothing where there is nothing, or where the link leads to nothing', async () => {
    expect(await observed({})).toEqual({ state: 'absent' });
    const { link } = { link: 'generations/000003/repodata' };
    expect(await observed({ [`/srv/www/${base.path}/repodata`]: { link } })).toEqual({ state: 'absent' });
  });

  test.each([
    ['/repodata/repomd.xml', null, 'repodata/repomd.xml is missing'],
    ['repodata/repomd.xml.asc', null, 'repodata/repomd.xml.asc is missing'],
    ['generation.json.asc', null, 'generation.json.asc is missing'],
    ['primary.xml.gz', null, 'repodata/primary.xml.gz is missing'],
    ['primary.xml.gz', 'cut', 'repodata/primary.xml.gz has another size'],
    ['primary.xml.gz', { link: 'a primary' }, 'repodata/primary.xml.gz is missing'],
    ['metalink.xml', null, 'repodata/metalink.xml is missing'],
    ['metalink.xml', { link: 'elsewhere' }, 'repodata/metalink.xml is missing'],
    ['metalink.xml', '<metalink/>', 'repodata/metalink.xml says something else'],
    ['000003/pkgs', null, "the generation's pkgs does not lead to them"],
    ['000003/pkgs', { link: '/srv' }, "the generation's pkgs does not lead to them"],
    ['a.rpm', null, 'umd-5/voms-4.2.0 has 1 of its 2 packages'],
  ])('tells that of %s with %j: %s', async (end, content, damage) => {
    expect(await observed(spoiled(await published(third), end, content))).toMatchObject({ damage: [damage] });
  });

  test('tells that the metalink names another address than this host has now', async () => {
    const tree = await published(third);
    const elsewhere = { ...roots, production: { ...root, url: 'https://new.example.org' } };
    const deps = { files: fakeFiles(tree), signer, roots: elsewhere };
    expect(await observeRepository(deps, base, recordOf(third))).toMatchObject({
      damage: ['repodata/metalink.xml says something else'],
    });
  });

  test('counts a package that does not belong there', async () => {
    const tree = { ...(await published(third)), [`/srv/www/${base.path}/pkgs/${voms}/c.rpm`]: 'c' };
    expect(await observed(tree)).toMatchObject({ damage: ['umd-5/voms-4.2.0 has 3 of its 2 packages'] });
  });

  test('tells that a generation is of another repository, or in the wrong folder', async () => {
    const foreign = aGeneration(repositories.stageRollout, 3, { members: [aMember(voms)], files });
    const tree = spoiled(await published(third), 'generation.json', generationText(foreign));
    const record = {
      ...recordOf(foreign),
      generations: new Map([[base.key, { generation: foreign, rootFiles: new Map() }]]),
    };
    expect(await observed(tree, record)).toMatchObject({
      damage: ['it is a generation of stage-rollout/umd-5/el9/x86_64'],
    });
    const fourth = { ...third, number: 4 };
    const moved = spoiled(await published(third), 'generation.json', generationText(fourth));
    expect(await observed(moved, recordOf(fourth))).toMatchObject({
      damage: ['generation 4 is in 000003', 'repodata/metalink.xml says something else'],
    });
  });
});

describe('a generation that the record does not know', () => {
  test('is believed when it is signed with our key', async () => {
    expect(await observed(await published(third), emptyRecord)).toMatchObject({ generation: third });
  });

  test.each([
    ['without a signature', null],
    ['with the signature of somebody else', '-----BEGIN FAKE SIGNATURE-----\n1 0000\n'],
  ])('%s is not believed', async (_what, signature) => {
    const tree = spoiled(await published(third), 'generation.json.asc', signature);
    expect((await failureIn(observed(tree, emptyRecord))).code).toBe('signature-bad');
  });

  test('is not believed with the signature of another generation', async () => {
    const other = generationText({ ...third, number: 2 });
    const tree = spoiled(await published(third), 'generation.json', other);
    expect((await failureIn(observed(tree))).code).toBe('signature-bad');
  });
});

describe('what cannot be told is said, and never taken for empty', () => {
  test.each(['elsewhere/repodata', '../../secret/repodata', 'generations/../repodata', 'generations/000003'])(
    'a link to %s is not ours',
    async (link) => {
      const tree = spoiled(await published(third), `${base.path}/repodata`, { link });
      expect(await failureIn(observed(tree))).toMatchObject({
        code: 'verification-failed',
        treatment: 'needs-person',
      });
    },
  );

  test('a generation.json that is none is told with all that is wrong', async () => {
    const tree = spoiled(await published(third), 'generation.json', '{"schemaVersion":2}');
    expect((await failureIn(observed(tree))).message).toContain('schemaVersion is "2"');
  });

  test('a file that cannot be read ends the look', async () => {
    const path = `/srv/www/${base.path}/generations/000003/generation.json`;
    const deps = { files: fakeFiles(await published(third), [path]), signer, roots };
    expect((await failureIn(observeRepository(deps, base, recordOf(third)))).code).toBe('file-system');
  });
});
