import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../src/domain/failure.ts';
import { attestationFile, type Generation } from '../../src/domain/generation.ts';
import type { Member } from '../../src/domain/member.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { restoreGeneration } from '../../src/publish/restore-generation.ts';
import { pageAt } from '../docs/pages.ts';
import { addRelease, apt, type Bench, closeBench, openBench, promotionOf, requestOf, yum } from './bench.ts';
import { exportKeyring } from './client-view.ts';

/** The commands of docs/spec/attestation.md, run as somebody would who has a mirror and the public key. */
function verifyByHand(attestation: string, packages: string, keyring: string) {
  const { text } = pageAt('docs/spec/attestation.md');
  const script = /^```sh run=verify\n(.*?)^```$/ms.exec(text)?.[1] ?? 'false';
  return spawnSync('bash', ['-euc', script], {
    encoding: 'utf8',
    env: {
      ...process.env,
      TMPDIR: dirname(keyring),
      ATTESTATION: attestation,
      KEYRING: keyring,
      PACKAGES: packages,
    },
  });
}

describe.each([
  { repository: yum, root: 'repodata/repomd.xml' },
  { repository: apt, root: 'dists/bookworm/Release' },
])('attestations of a $repository.format repository', ({ repository, root }) => {
  let bench: Bench;
  let folder = '';
  let keyring = '';
  let voms: Member;
  let argus: Member;
  let first: Generation;
  let second: Generation;
  let texts: ReadonlyMap<string, string>;

  const pathOf = (generation: Generation, at = 0) => {
    const found = generation.attestations?.[at];
    return found === undefined ? 'nothing' : attestationFile(found);
  };
  const packagesOf = ({ release }: Member) =>
    join(folder, repository.format === 'yum' ? 'pkgs' : 'pool', release);
  const there = async () =>
    (await bench.deps.files.walk(join(folder, 'attestations')).catch(() => [])).map(
      (path) => `attestations/${path}`,
    );

  beforeAll(async () => {
    bench = await openBench();
    folder = join(bench.root.path, repository.path);
    keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
    [voms, argus] = [
      await addRelease(bench, repository, {
        release: 'umd-5/voms-4.2.0',
        packages: ['voms', 'voms-doc'].map((name) => ({ name, version: '4.2.0' })),
      }),
      await addRelease(bench, repository, {
        release: 'umd-5/argus-1.0.0+2',
        packages: [{ name: 'argus', version: '1.0.0' }],
      }),
    ];
    const promotions = new Map([promotionOf(voms)]);
    const one = await publishGeneration(
      bench.deps,
      requestOf(bench, repository, { members: [voms], promotions }),
    );
    first = one.generation;
    const two = await publishGeneration(
      bench.deps,
      requestOf(bench, repository, {
        members: [voms, argus],
        before: first,
        promotions: new Map([promotionOf(argus)]),
      }),
    );
    second = two.generation;
    texts = new Map([...one.rootFiles, ...two.rootFiles]);
  });
  afterAll(() => closeBench(bench));

  test('Each release has one, named by generation.json, and a later generation leaves it alone.', async () => {
    expect(second.attestations).toEqual([
      ...(first.attestations ?? []),
      { release: argus.release, since: 2, sha256: expect.any(String) },
    ]);
    expect(await there()).toEqual(
      ['argus-1.0.0+2.000002', 'voms-4.2.0.000001'].map((name) => `attestations/umd-5/${name}.intoto.jsonl`),
    );
    for (const path of await there()) expect(readFileSync(join(folder, path), 'utf8')).toBe(texts.get(path));
  });

  test('It says which packages came how, by which plan, and into which metadata.', () => {
    const { payload } = JSON.parse(readFileSync(join(folder, pathOf(second, 1)), 'utf8'));
    const said = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
    const packages = execFileSync('bash', ['-c', 'sha256sum -- *'], {
      cwd: packagesOf(argus),
      encoding: 'utf8',
    });
    expect(
      said.subject
        .map((each: { name: string; digest: { sha256: string } }) => `${each.digest.sha256}  ${each.name}\n`)
        .join(''),
    ).toBe(packages);
    expect(said.predicate).toMatchObject({
      release: argus.release,
      repository: repository.key,
      transition: { from: 'StageRollout', to: 'Production', route: 'normal', reason: null },
      generation: { number: 2, previous: { digest: { sha256: second.previous } } },
      gates: [{ gate: 'soak', verdict: 'pass', sentence: 'größer als 7 Tage' }],
      promotedAt: second.date,
    });
    const { name, digest } = said.predicate.generation.metadata;
    expect(name).toBe(root);
    expect(digest.sha256).toBe(second.files.find(({ path }) => path === root)?.sha256);
  });

  test('gpgv alone verifies it as the page says, and refuses one that was changed.', () => {
    const attestation = join(folder, pathOf(second));
    expect(verifyByHand(attestation, packagesOf(voms), keyring)).toMatchObject({ status: 0 });
    expect(verifyByHand(attestation, packagesOf(argus), keyring).status).not.toBe(0);
    const line = JSON.parse(readFileSync(attestation, 'utf8'));
    const other = Buffer.from(line.payload, 'base64')
      .toString('utf8')
      .replace('StageRollout', 'InVerification');
    const forged = join(bench.folder, 'forged.intoto.jsonl');
    writeFileSync(forged, JSON.stringify({ ...line, payload: Buffer.from(other).toString('base64') }));
    const said = verifyByHand(forged, packagesOf(voms), keyring);
    expect(said.status).not.toBe(0);
    expect(said.stderr).toContain('BAD signature');
  });

  test('A repository that is made again has the same bytes, without a new signature.', async () => {
    rmSync(folder, { recursive: true });
    const common = {
      repository,
      root: bench.root,
      keepGenerations: 3,
      keepDays: 0,
      keys: new Map(),
      remove: [],
    };
    await restoreGeneration(bench.deps, { ...common, generation: second, rootFiles: texts });
    for (const path of await there()) expect(readFileSync(join(folder, path), 'utf8')).toBe(texts.get(path));
    expect(await there()).toHaveLength(2);
    writeFileSync(join(folder, pathOf(second)), 'something else');
    await restoreGeneration(bench.deps, { ...common, generation: second, rootFiles: texts });
    expect(readFileSync(join(folder, pathOf(second)), 'utf8')).toBe(texts.get(pathOf(second)));
  });

  test('One that is lost and that nobody has recorded stops the next publication, and clients keep what they have.', async () => {
    const attestation = join(folder, pathOf(second));
    rmSync(attestation);
    const request = requestOf(bench, repository, { members: [voms], before: second });
    const attempt = publishGeneration(bench.deps, { ...request, attestations: first.attestations ?? [] });
    expect(await attempt.catch((error: unknown) => failureOf(error).code)).toBe('verification-failed');
    expect(execFileSync('readlink', ['-f', join(folder, root)], { encoding: 'utf8' })).toContain('/000002/');
  });

  test('It goes when its release leaves, with whatever else stands there; a link in its way is not followed.', async () => {
    const elsewhere = join(bench.folder, `elsewhere-${repository.format}`);
    await bench.deps.changes.makeFolder(join(elsewhere, 'umd-5'));
    writeFileSync(join(elsewhere, 'umd-5/precious'), 'kept');
    rmSync(join(folder, 'attestations'), { recursive: true });
    symlinkSync(elsewhere, join(folder, 'attestations'));
    const request = requestOf(bench, repository, { members: [voms], before: second });
    const { generation: third } = await publishGeneration(bench.deps, {
      ...request,
      attestations: first.attestations ?? [],
      attested: texts,
    });
    expect(await there()).toEqual([pathOf(first)]);
    expect(await bench.deps.files.walk(elsewhere)).toEqual(['umd-5/precious']);
    const last = requestOf(bench, repository, { members: [], before: third });
    const { generation } = await publishGeneration(bench.deps, { ...last, attestations: [] });
    expect(generation.attestations).toBeUndefined();
    expect(await bench.deps.files.facts(join(folder, 'attestations'))).toBeNull();
  });
});
