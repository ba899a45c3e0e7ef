import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Failure, failureOf } from '../../src/domain/failure.ts';
import type { Generation } from '../../src/domain/generation.ts';
import type { Member, MemberManifest } from '../../src/domain/member.ts';
import type { PublishDeps } from '../../src/publish/publish-deps.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { fakeSigner } from '../fakes/signer.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from './bench.ts';
import { exportKeyring, viewOf } from './client-view.ts';

interface Fault {
  readonly fault: string;
  readonly says: RegExp;
  readonly deps: (deps: PublishDeps) => Partial<PublishDeps>;
}

const common: readonly Fault[] = [
  {
    fault: 'generation.json is cut off',
    says: /^generation\.json has other content$/,
    deps: (deps) => damaging(deps, /\/generation\.json$/, (content) => content.slice(0, -2)),
  },
  {
    fault: 'generation.json.asc is empty',
    says: /^the signature of generation\.json is bad/,
    deps: (deps) => damaging(deps, /\/generation\.json\.asc$/, () => Buffer.alloc(0)),
  },
  {
    fault: 'an index has one other byte on disk',
    says: /gz has other bytes than generation\.json says$/,
    deps: (deps) => damaging(deps, /\.gz$/, flipByte),
  },
  {
    fault: 'an index is empty on disk',
    says: /missing or not of the promised size$/,
    deps: (deps) => damaging(deps, /\.gz$/, () => Buffer.alloc(0)),
  },
  {
    fault: 'a file appears that nobody made',
    says: /^[a-z]+\/stranger is there and no generation names it$/,
    deps: ({ changes }) => ({
      changes: {
        ...changes,
        write: async (path, content) => {
          await changes.write(path, content);
          const folder = /^.*\.building-\d+\/(?:repodata|dists)\//.exec(path)?.[0];
          const stranger = join(folder ?? '/nowhere', 'stranger');
          if (folder === undefined) return;
          await changes.remove(stranger);
          await changes.write(stranger, 'who am I');
        },
      },
    }),
  },
  {
    fault: 'the mover did nothing',
    says: /^the package \S+ is not on disk$/,
    deps: () => ({ mover: { linkAll: async () => undefined } }),
  },
  {
    fault: 'the metadata lacks a package',
    says: /^the metadata lacks the package \S+\/lost\.pkg$/,
    deps: (deps) =>
      withManifest(deps, (manifest) =>
        manifest.packages.map((pooled, at) => (at === 0 ? { ...pooled, file: 'lost.pkg' } : pooled)),
      ),
  },
  {
    fault: 'the metadata has a strange package',
    // The header of primary.xml counts what the members have, so there the count is what is found first.
    says: /which no member has$|packages="1" is declared and 2 are there$/,
    deps: (deps) => withManifest(deps, (manifest) => manifest.packages.slice(1)),
  },
  {
    fault: 'metadata and manifest differ',
    says: /^the metadata gives \S+ another (?:size|digest)$/,
    deps: (deps) =>
      withManifest(deps, (manifest) =>
        manifest.packages.map((pooled) => ({
          ...pooled,
          size: 1,
          sha256: manifest.segments[0]?.sha256 ?? pooled.sha256,
        })),
      ),
  },
  {
    fault: 'a key signs that clients do not have',
    says: /^the signature of (?:repomd\.xml|Release|InRelease|generation\.json) is bad/,
    deps: ({ signer }) => {
      const other = fakeSigner();
      return { signer: { ...signer, detach: other.detach, clearsign: other.clearsign } };
    },
  },
];

const ofYum: readonly Fault[] = [
  {
    fault: 'repomd.xml has changed after signing',
    says: /^the signature of repomd\.xml is bad/,
    deps: (deps) =>
      damaging(deps, /\/repomd\.xml$/, (content) => replaced(content, '<revision>', '<revision>1')),
  },
  {
    fault: 'the metalink says another digest',
    says: /^the metalink gives repomd\.xml another digest$/,
    deps: (deps) =>
      damaging(deps, /\/metalink\.xml$/, (content) =>
        Buffer.from(content.toString().replace(/[0-9a-f]{64}/, '0'.repeat(64))),
      ),
  },
  {
    fault: 'the metalink leads to another generation',
    says: /^the metalink gives repomd\.xml another address$/,
    deps: (deps) =>
      damaging(deps, /\/metalink\.xml$/, (content) => replaced(content, 'generations/', 'generations/1')),
  },
  {
    fault: 'the packages of a generation lead elsewhere',
    says: /^pkgs leads to \/srv$/,
    deps: ({ changes }) => ({
      changes: {
        ...changes,
        switchLink: (path, target) => changes.switchLink(path, target === '../../pkgs' ? '/srv' : target),
      },
    }),
  },
  {
    fault: 'repomd.xml is empty',
    says: /^repodata\/repomd\.xml has other bytes/,
    deps: (deps) => damaging(deps, /\/repomd\.xml$/, () => Buffer.alloc(0)),
  },
];

const ofApt: readonly Fault[] = [
  {
    fault: 'Release has changed after signing',
    says: /^the signature of Release is bad/,
    deps: (deps) => damaging(deps, /\/Release$/, (content) => replaced(content, 'main', 'MAIN')),
  },
  {
    fault: 'InRelease differs from Release',
    says: /^the signature of InRelease is bad: it holds another text than Release$/,
    deps: ({ signer }) => ({
      signer: { ...signer, clearsign: (content) => signer.clearsign(content.replace('main', 'MAIN')) },
    }),
  },
];

describe.each([
  { repository: yum, faults: [...common, ...ofYum] },
  { repository: apt, faults: [...common, ...ofApt] },
])('the second reader of a $repository.format generation', ({ repository, faults }) => {
  let bench: Bench;
  let folder = '';
  let keyring = '';
  let member: Member;
  let first: Generation;

  beforeAll(async () => {
    bench = await openBench();
    keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
    folder = join(bench.root.path, repository.path);
    member = await addRelease(bench, repository, {
      release: 'umd-5/voms-4.2.0',
      packages: [
        { name: 'voms', version: '4.2.0' },
        { name: 'voms-doc', version: '4.2.0' },
      ],
    });
    first = (await publishGeneration(bench.deps, requestOf(bench, repository, { members: [] }))).generation;
  });
  afterAll(() => closeBench(bench));

  test.each(faults)('finds that $fault, and clients keep what they have', async ({ says, deps }) => {
    // What an earlier case linked would hide that the mover does nothing.
    await bench.deps.changes.remove(join(folder, repository.format === 'yum' ? 'pkgs' : 'pool'));
    const failure = await attempt({ ...bench.deps, ...deps(bench.deps) });
    expect(failure).toMatchObject({ code: 'verification-failed', treatment: 'retry' });
    expect(failure?.details.filter((line) => says.test(line))).not.toEqual([]);
    expect(viewOf(repository, folder, keyring)).toMatchObject({ packages: [] });
  });

  test('finds nothing when nothing is wrong, after all these', async () => {
    expect(await attempt(bench.deps)).toBeUndefined();
    expect(viewOf(repository, folder, keyring).packages).toHaveLength(2);
  });

  async function attempt(deps: PublishDeps): Promise<Failure | undefined> {
    const manifest = await deps.pool.manifest(member);
    const members = [{ ...member, packages: manifest.packages.length }];
    const request = requestOf(bench, repository, { members, before: first });
    return publishGeneration(deps, request).then(() => undefined, failureOf);
  }
});

function damaging(
  { changes }: PublishDeps,
  which: RegExp,
  damage: (content: Buffer) => Buffer,
): Partial<PublishDeps> {
  return {
    changes: {
      ...changes,
      write: (path, content) =>
        changes.write(path, which.test(path) ? damage(Buffer.from(content as string)) : content),
    },
  };
}

/** The pool says something else than the metadata was rendered from, and its files seem to agree with it. */
function withManifest(
  { pool, files }: PublishDeps,
  packages: (manifest: MemberManifest) => MemberManifest['packages'],
): Partial<PublishDeps> {
  const believed = new Map<string, MemberManifest['packages'][number]>();
  const manifest: typeof pool.manifest = async (member) => {
    const truth = await pool.manifest(member);
    const lie = { ...truth, packages: packages(truth) };
    const folder = pool.packageFolder(member.release, member.platform);
    for (const pooled of lie.packages) believed.set(join(folder, pooled.file), pooled);
    return lie;
  };
  return {
    pool: { ...pool, manifest },
    files: {
      ...files,
      facts: async (path) => {
        const [facts, size] = [await files.facts(path), believed.get(path)?.size];
        const some = { kind: 'file', inode: 0, device: 0, rights: 0o444, isOurs: true } as const;
        return size === undefined ? facts : { ...some, stamp: '', changedAt: 0, ...facts, size };
      },
      digest: async (path) => believed.get(path) ?? files.digest(path),
    },
  };
}

function flipByte(content: Buffer): Buffer {
  const changed = Buffer.from(content);
  changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
  return changed;
}

function replaced(content: Buffer, from: string, to: string): Buffer {
  return Buffer.from(content.toString('utf8').replace(from, to));
}
