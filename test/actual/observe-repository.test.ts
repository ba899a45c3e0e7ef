import { describe, expect, test } from 'vitest';
import { openDigests } from '../../src/actual/file-digests.ts';
import { type LookDeps, observeRepository } from '../../src/actual/observe-repository.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import {
  type Generation,
  generationDigest,
  generationFolder,
  generationText,
} from '../../src/domain/generation.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { metalinkFile, packagesLink } from '../../src/formats/repository-layout.ts';
import { metalinkText } from '../../src/formats/yum-metalink.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { aGeneration, aMember, repositories, voms } from '../builders/plan.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeFiles, type Tree } from '../fakes/files.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { fakeSigner } from '../fakes/signer.ts';

const { base } = repositories;
const debian = repositories.all.find(({ format, area }) => format === 'apt' && area === 'base') ?? base;
const signer = fakeSigner();
const root = { path: '/srv/www', url: 'https://repo.example.org' };
const roots = { unverified: root, 'stage-rollout': root, production: root };

const primary = { path: 'repodata/primary.xml.gz', text: 'a primary' };
const signed = { 'repodata/repomd.xml': '<repomd/>', 'repodata/repomd.xml.asc': 'signed' };
const signedOfApt = Object.fromEntries(
  ['InRelease', 'Release', 'Release.gpg'].map((name) => [`dists/${debian.suite}/${name}`, name]),
);
const files = filesOf({ [primary.path]: primary.text, ...signed });
const third = aGeneration(base, 3, { members: [aMember(voms)], files });
const packages = [
  { file: 'a.rpm', size: 1, sha256: sha256Of('a') },
  { file: 'b.rpm', size: 1, sha256: sha256Of('b') },
];
const offered = { 'keys/stagepost.asc': 'a key', 'a.repo': 'a client file' };

function filesOf(texts: Readonly<Record<string, string>>): Generation['files'] {
  return Object.entries(texts)
    .map(([path, text]) => ({ path, size: text.length, sha256: sha256Of(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A published tree that is as it should be. */
async function published(
  generation: Generation,
  repository: Repository = base,
): Promise<Record<string, Tree[string]>> {
  const place = `/srv/www/${repository.path}`;
  const inside = `${place}/generations/${generationFolder(generation.number)}`;
  const text = generationText(generation);
  const rootFiles = repository.format === 'yum' ? signed : signedOfApt;
  const live = repository.format === 'yum' ? 'repodata' : 'dists';
  const below = repository.format === 'yum' ? 'pkgs' : 'pool';
  const kept = {
    ...rootFiles,
    [primary.path]: primary.text,
    'generation.json': text,
    'generation.json.asc': await signer.detach(text),
    ...waysTo(repository, generation),
  };
  return {
    [`${place}/${live}`]: { link: `generations/${generationFolder(generation.number)}/${live}` },
    ...Object.fromEntries(Object.entries(kept).map(([path, content]) => [`${inside}/${path}`, content])),
    ...Object.fromEntries(Object.entries(offered).map(([path, text]) => [`${place}/${path}`, text])),
    [`${place}/${below}/${voms}/a.rpm`]: 'a',
    [`${place}/${below}/${voms}/b.rpm`]: 'b',
    '/pool/a.rpm': 'a',
    '/pool/b.rpm': 'b',
  };
}

function waysTo(repository: Repository, generation: Generation): Tree {
  const metalink = metalinkText(`${root.url}/${repository.path}`, generation);
  if (repository.format !== 'yum' || metalink === undefined) return {};
  return { [metalinkFile]: metalink, [packagesLink.name]: { link: packagesLink.target } };
}

function recordOf(generation: Generation): ReconcilerRecord {
  return {
    ...emptyRecord,
    generations: new Map([[generation.repository, { generation, rootFiles: new Map() }]]),
  };
}

async function lookAt(tree: Tree, unreadable: readonly string[] = []): Promise<LookDeps> {
  const look = fakeFiles(tree, unreadable);
  const deps = { files: look, ledger: fakeLedger(), clock: fakeClock('2026-11-22T12:00:00Z' as Instant) };
  return {
    files: look,
    signer,
    roots,
    digests: await openDigests(deps, { periodSeconds: 3600, maxBytes: 0 }),
    pool: {
      manifest: async ({ release, platform }) => {
        const identity = { name: 'x', epoch: '0', version: '1', release: '1', arch: 'noarch' };
        const whole = packages.map((each) => ({ ...identity, ...each }));
        return { schemaVersion: 1, release, platform, format: 'yum', packages: whole, segments: [] };
      },
      packageFolder: () => '/pool',
    },
    offered: async () => new Map(Object.entries(offered)),
  };
}

async function observed(
  tree: Tree,
  record: ReconcilerRecord = recordOf(third),
  repository: Repository = base,
) {
  return observeRepository(await lookAt(tree), repository, { record, keys: [] });
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
      strange: [],
    });
  });

  describe('with an attestation', () => {
    const text = '{"payload":"…"}\n';
    const [attestation] = [{ release: voms, since: 2, sha256: sha256Of(text) }];
    const attested: Generation = { ...third, attestations: [attestation] };
    const path = `/srv/www/${base.path}/attestations/${voms}.000002.intoto.jsonl`;
    const seen = async (more: Tree) => {
      const found = await observed({ ...(await published(attested)), ...more }, recordOf(attested));
      return found.state === 'published' ? { damage: found.damage, strange: found.strange } : found;
    };

    test('finds that all is well', async () => {
      expect(await seen({ [path]: text })).toEqual({ damage: [], strange: [] });
    });

    test('finds one that is missing or that has other bytes', async () => {
      const name = `attestations/${voms}.000002.intoto.jsonl`;
      expect(await seen({})).toEqual({ damage: [`${name} is missing`], strange: [] });
      expect(await seen({ [path]: 'x' })).toEqual({ damage: [`${name} has other bytes`], strange: [] });
    });

    test('finds one that no generation names any more to be none of ours', async () => {
      const old = `attestations/${voms}.000001.intoto.jsonl`;
      expect(await seen({ [path]: text, [`/srv/www/${base.path}/${old}`]: text })).toEqual({
        damage: [`${old} is not ours`],
        strange: [old],
      });
    });
  });

  test('finds an apt repository in the same way', async () => {
    const own = filesOf({ [primary.path]: primary.text, ...signedOfApt });
    const generation = aGeneration(debian, 1, { files: own, members: [aMember(voms)] });
    const tree = await published(generation, debian);
    expect(await observed(tree, recordOf(generation), debian)).toMatchObject({ generation, damage: [] });
  });

  test('finds nothing where there is nothing, and where only the link is missing what the record tells', async () => {
    expect(await observed({})).toEqual({ state: 'absent' });
    expect(await observed(await published(third), emptyRecord)).toMatchObject({ state: 'published' });
    const unlinked = spoiled(await published(third), `${base.path}/repodata`, null);
    expect(await observed(unlinked, emptyRecord)).toEqual({ state: 'absent' });
    expect(await observed(unlinked)).toMatchObject({ state: 'strange', live: null, digest: null });
  });

  const inside = 'generations/000003';
  test.each([
    ['repodata/repomd.xml', null, `${inside}/repodata/repomd.xml is missing`],
    ['repodata/repomd.xml', '<repomD/>', `${inside}/repodata/repomd.xml has other bytes`],
    ['repodata/repomd.xml.asc', null, `${inside}/repodata/repomd.xml.asc is missing`],
    ['generation.json.asc', null, `${inside}/generation.json.asc is missing`],
    ['primary.xml.gz', 'cut', `${inside}/repodata/primary.xml.gz has other bytes`],
    ['a.rpm', null, `pkgs/${voms}/a.rpm is missing`],
    ['a.rpm', 'c', `pkgs/${voms}/a.rpm has other bytes`],
    ['repodata/metalink.xml', 'other', `${inside}/repodata/metalink.xml has other bytes`],
    [`${inside}/pkgs`, { link: '/etc' }, `${inside}/pkgs leads to /etc`],
    ['keys/stagepost.asc', 'another', 'keys/stagepost.asc has other bytes'],
    ['a.repo', null, 'a.repo is missing'],
  ])('tells that of %s with %j: %s', async (end, content, damage) => {
    const tree = spoiled(await published(third), `/${end}`, content);
    expect(await observed(tree)).toMatchObject({ state: 'published', damage: [damage], strange: [] });
  });

  test('says that a package is a copy, although its bytes are right', async () => {
    const tree = { ...(await published(third)), '/pool/a.rpm': 'something else by now' };
    expect(await observed(tree)).toMatchObject({
      damage: [`pkgs/${voms}/a.rpm is a copy instead of the file of the pool`],
    });
  });

  const strangers: readonly [string, Tree[string], string][] = [
    [`pkgs/${voms}/c.rpm`, 'c', `pkgs/${voms}/c.rpm`],
    ['pkgs/umd-5/other-1.0.0/c.rpm', 'c', 'pkgs/umd-5/other-1.0.0'],
    [`${inside}/repodata/extra`, 'x', `${inside}/repodata/extra`],
    [`${inside}/way`, { link: '../../pkgs' }, `${inside}/way`],
    ['generations/000099/generation.json', 'x', 'generations/000099'],
    ['keys/extra.asc', 'x', 'keys/extra.asc'],
    ['index.html', 'x', 'index.html'],
    ['.hidden/x', 'x', '.hidden'],
    ['way out', { link: '/' }, 'way out'],
  ];
  test.each(strangers)('finds that %s is none of ours', async (path, content, strange) => {
    const tree = { ...(await published(third)), [`/srv/www/${base.path}/${path}`]: content };
    expect(await observed(tree)).toMatchObject({ damage: [`${strange} is not ours`], strange: [strange] });
  });

  test('of an entry of another kind says so, and that it has to go', async () => {
    const path = `${inside}/repodata/primary.xml.gz`;
    const tree = spoiled(await published(third), path, { link: 'a primary' });
    const damage = [`${path} is a link instead of a file`];
    expect(await observed(tree)).toMatchObject({ damage, strange: [path] });
  });

  test('keeps the words of a strange name off the terminal', async () => {
    const name = 'a\u001b[2Jb\nc';
    const tree = { ...(await published(third)), [`/srv/www/${base.path}/${name}`]: 'x' };
    expect(await observed(tree)).toMatchObject({ damage: ['a?[2Jb c is not ours'], strange: [name] });
  });
});

describe('what is live although the record has something else', () => {
  test('is told, with the damage of what should be live', async () => {
    const second = aGeneration(base, 2, { files });
    const tree = { ...(await published(second)), ...(await published(third)) };
    const swapped = { ...tree, [`/srv/www/${base.path}/repodata`]: { link: 'generations/000002/repodata' } };
    const seen = await observed(swapped);
    expect(seen).toMatchObject({ state: 'strange', live: second, digest: generationDigest(second) });
    expect(seen).toHaveProperty('damage.0', `generation 2 of ${base.key} is live`);
  });

  test('is not believed without a good signature, nor when it is of another repository', async () => {
    const second = generationText(aGeneration(base, 2, { files }));
    expect(await observed(spoiled(await published(third), 'generation.json', second))).toMatchObject({
      state: 'strange',
      live: null,
    });
    const foreign = aGeneration(repositories.stageRollout, 3, { members: [aMember(voms)], files });
    const text = generationText(foreign);
    const tree = spoiled(await published(third), 'generation.json', text);
    const signedTree = spoiled(tree, 'generation.json.asc', await signer.detach(text));
    expect(await observed(signedTree)).toMatchObject({ state: 'strange', live: null });
  });

  test('is taken for the work of an interrupted cycle when it follows the recorded one', async () => {
    const fourth = aGeneration(base, 4, { ...third, number: 4, previous: generationDigest(third) });
    const tree = await published(fourth);
    expect(await observed(tree)).toMatchObject({ state: 'published', generation: fourth, damage: [] });
    // What a kill left beside it has its turn when the record knows the generation.
    const left = { ...tree, [`/srv/www/${base.path}/generations/.building-000005/x`]: 'x' };
    expect(await observed(left)).toMatchObject({ state: 'published', damage: [], strange: [] });
    expect(await observed(spoiled(tree, 'a.rpm', null))).toMatchObject({
      damage: [`pkgs/${voms}/a.rpm is missing`],
    });
  });

  test.each([
    ['elsewhere/repodata', 'repodata leads to elsewhere/repodata, which is not ours'],
    ['../../secret/repodata', 'repodata leads to ../../secret/repodata, which is not ours'],
    ['generations/../repodata', 'repodata leads to generations/../repodata, which is not ours'],
    ['generations/000009/repodata', 'generations/000009 has no generation.json'],
  ])('is nothing at all when the link leads to %s', async (link, why) => {
    const tree = spoiled(await published(third), `${base.path}/repodata`, { link });
    const seen = await observed(tree);
    expect(seen).toMatchObject({ state: 'strange', live: null });
    expect(seen).toHaveProperty('damage.0', why);
  });

  test('is damage when its generation.json is none, and what the record knows can be made again', async () => {
    const tree = spoiled(await published(third), 'generation.json', '{"schemaVersion":2}');
    expect(await observed(tree)).toHaveProperty('damage.0', expect.stringContaining('schemaVersion is "2"'));
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

  test.each(['elsewhere/repodata', '../../secret/repodata', 'generations/000003'])(
    'is not looked for behind a link to %s',
    async (link) => {
      const tree = spoiled(await published(third), `${base.path}/repodata`, { link });
      expect(await failureIn(observed(tree, emptyRecord))).toMatchObject({
        code: 'verification-failed',
        treatment: 'needs-person',
      });
    },
  );
});

describe('what cannot be read is said, and never taken for empty', () => {
  test.each([
    'generations/000003/generation.json',
    'generations/000003/repodata/primary.xml.gz',
    `pkgs/${voms}/a.rpm`,
    'keys/stagepost.asc',
  ])('%s ends the look', async (path) => {
    const deps = await lookAt(await published(third), [`/srv/www/${base.path}/${path}`]);
    const look = observeRepository(deps, base, { record: recordOf(third), keys: [] });
    expect((await failureIn(look)).code).toBe('file-system');
  });
});
