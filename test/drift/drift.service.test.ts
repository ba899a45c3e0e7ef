import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDigests } from '../../src/actual/file-digests.ts';
import { observeRepository } from '../../src/actual/observe-repository.ts';
import type { PublishedRepository } from '../../src/domain/actual-state.ts';
import { instantOfMs } from '../../src/domain/instant.ts';
import type { Member } from '../../src/domain/member.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import { offeredFiles } from '../../src/publish/offer-to-clients.ts';
import { placeOf } from '../../src/publish/place.ts';
import type { Published } from '../../src/publish/publish-deps.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { restoreGeneration } from '../../src/publish/restore-generation.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from '../publish/bench.ts';
import { exportKeyring, viewOf } from '../publish/client-view.ts';
import { diceOf, kinds, mutate, shuffled } from './mutations.ts';

// A sample of ten for each format; `npm run drift` tries a hundred, and the seed can be set to try others.
const tries = Number(process.env.STAGEPOST_DRIFT_TRIES ?? 10);
const seed = Number(process.env.STAGEPOST_DRIFT_SEED ?? 20_261_122);

// The first of three stays by its time alone.
const keeping = { keepGenerations: 2, keepDays: 1 };

describe.each([{ repository: yum }, { repository: apt }])(
  'a published $repository.format repository that somebody changes',
  ({ repository }) => {
    let bench: Bench;
    let keyring = '';
    let published: Published;
    let record: ReconcilerRecord;
    const ledger = fakeLedger();

    beforeAll(async () => {
      bench = await openBench();
      keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
      const members: Member[] = [];
      for (const name of ['voms', 'argus', 'canl']) {
        const wanted = { release: `umd-5/${name}-1.0.0`, packages: [{ name, version: '1.0.0' }] };
        members.push(await addRelease(bench, repository, wanted));
        const before = published === undefined ? {} : { before: published.generation };
        const request = requestOf(bench, repository, { members: [...members], ...before, ...keeping });
        published = await publishGeneration(bench.deps, request);
      }
      record = { ...emptyRecord, generations: new Map([[repository.key, published]]) };
    });
    afterAll(() => closeBench(bench));

    // Pool and tree together, because their files are the same.
    function restart(): void {
      const [sound, names] = [join(bench.folder, 'sound'), ['pool', 'sw']];
      if (existsSync(sound)) {
        for (const name of names) rmSync(join(bench.folder, name), { recursive: true });
        execFileSync('cp', ['-a', '--', ...names.map((name) => join(sound, name)), bench.folder]);
      } else {
        mkdirSync(sound);
        execFileSync('cp', ['-a', '--', ...names.map((name) => join(bench.folder, name)), sound]);
      }
    }

    async function observed(): Promise<PublishedRepository> {
      // An hour later, every file has rested long enough to be believed by its times.
      const clock = { now: () => instantOfMs(Date.now() + 3_600_000) };
      const deps = { files: bench.deps.files, ledger, clock };
      const digests = await openDigests(deps, { periodSeconds: 86_400, maxBytes: 0 });
      const place = placeOf(repository, bench.root);
      const look = {
        ...bench.deps,
        digests,
        roots: { unverified: bench.root, 'stage-rollout': bench.root, production: bench.root },
        offered: async () => offeredFiles(place, await bench.deps.signer.publicKey(), new Map()),
      };
      const seen = await observeRepository(look, repository, { record, keys: [] });
      await digests.close();
      return seen;
    }

    async function heal(seen: PublishedRepository): Promise<void> {
      const remove = seen.state === 'absent' ? [] : seen.strange;
      const common = { repository, root: bench.root, keys: new Map(), remove, ...keeping };
      await restoreGeneration(bench.deps, { ...common, ...published });
    }

    const order = shuffled(kinds, diceOf(seed + repository.format.length + repository.suite.length));
    const all = Array.from({ length: tries }, (_, number) => {
      const kind = order[number % order.length] ?? '';
      return { number, kind };
    });

    test('is sound before that, and nothing of it is read twice', async () => {
      expect(readdirSync(join(bench.root.path, repository.path, 'generations'))).toHaveLength(3);
      expect(await observed()).toMatchObject({ state: 'published', damage: [], strange: [] });
      const digest = () => Promise.reject(new Error('it was read again'));
      const { files } = bench.deps;
      bench = { ...bench, deps: { ...bench.deps, files: { ...files, digest } } };
      expect(await observed()).toMatchObject({ state: 'published', damage: [] });
      bench = { ...bench, deps: { ...bench.deps, files } };
    });

    test.each(all)('has $kind found and healed (try $number)', async ({ number, kind }) => {
      const folder = join(bench.root.path, repository.path);
      restart();
      expect(await observed()).toMatchObject({ damage: [] });
      const touched = mutate(kind, { folder, format: repository.format }, diceOf(seed + number));
      const seen = await observed();
      const damage = seen.state === 'absent' ? ['absent'] : seen.damage;
      expect(damage, `${kind}: ${relative(folder, touched)}`).not.toEqual([]);
      await heal(seen);
      expect(await observed(), `${kind}: ${relative(folder, touched)}`).toMatchObject({
        state: 'published',
        damage: [],
      });
      expect(viewOf(repository, folder, keyring).packages).toHaveLength(3);
    });
  },
);
