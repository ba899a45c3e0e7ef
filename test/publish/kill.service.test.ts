import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Generation } from '../../src/domain/generation.ts';
import { type PublishRequest, publishGeneration } from '../../src/publish/publish-generation.ts';
import { restoreGeneration } from '../../src/publish/restore-generation.ts';
import { addRelease, apt, type Bench, closeBench, openBench, promotionOf, requestOf, yum } from './bench.ts';
import { exportKeyring, missingHashNamed, viewOf } from './client-view.ts';

const mostCalls = 200;
const manyMinutes = 600_000;
const attestation = 'umd-5/argus-1.0.0.000002.intoto.jsonl';

function asLists({ keys, promotions, attested, ...request }: PublishRequest) {
  return { ...request, keys: [...keys], promotions: [...promotions], attested: [...attested] };
}

describe.each([
  { repository: yum, root: 'repodata/repomd.xml' },
  { repository: apt, root: 'dists/bookworm/Release' },
])(
  'a $repository.format publication that is killed before its n-th change, for every n',
  ({ repository, root }) => {
    let bench: Bench;
    let folder = '';
    let keyring = '';
    let request: PublishRequest;
    let first: Generation;
    let rootTextOfFirst = '';

    beforeAll(async () => {
      bench = await openBench();
      folder = join(bench.root.path, repository.path);
      keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
      const voms = await addRelease(bench, repository, {
        release: 'umd-5/voms-4.2.0',
        packages: [{ name: 'voms', version: '4.2.0' }],
      });
      const argus = await addRelease(bench, repository, {
        release: 'umd-5/argus-1.0.0',
        packages: [{ name: 'argus', version: '1.0.0' }],
      });
      const promotions = new Map([promotionOf(voms)]);
      const before = requestOf(bench, repository, { members: [voms], keepGenerations: 2, promotions });
      first = (await publishGeneration(bench.deps, before)).generation;
      rootTextOfFirst = execFileSync('cat', ['--', join(folder, root)], { encoding: 'utf8' });
      const keys = new Map([['keys/emi.asc', 'a key of a provider\n']]);
      // One release enters and another leaves, so that links are made and the clean-up has something to do later.
      request = {
        ...requestOf(bench, repository, { members: [argus], before: first, keepGenerations: 1, keys }),
        attestations: [],
        promotions: new Map([promotionOf(argus)]),
      };
      execFileSync('cp', ['-al', '--', bench.root.path, join(bench.folder, 'saved')]);
      writeFileSync(
        join(bench.folder, 'publish.json'),
        JSON.stringify({ kind: 'publish', request: asLists(request) }),
      );
    });
    afterAll(() => closeBench(bench));

    const seen = () => viewOf(repository, folder, keyring);

    function backTo(saved: string): void {
      rmSync(bench.root.path, { recursive: true, force: true });
      execFileSync('cp', ['-al', '--', join(bench.folder, saved), bench.root.path]);
    }

    function runAndDie(what: string, n: number): { readonly killed: boolean; readonly said: string } {
      const script = join(import.meta.dirname, 'publish-and-die.ts');
      const args = [script, bench.folder, join(bench.folder, what), String(n)];
      // Most of what such a short process does is to read its own code.
      const env = { ...process.env, NODE_COMPILE_CACHE: join(bench.folder, 'compiled') };
      const run = spawnSync(process.execPath, args, { encoding: 'utf8', env });
      if (run.signal !== 'SIGKILL' && run.status !== 0) throw new Error(run.stderr);
      return { killed: run.signal === 'SIGKILL', said: run.stdout.trim() };
    }

    test(
      'clients read the old or the new one, and the next run finishes alone',
      async () => {
        const killedAt: string[] = [];
        const sawNew: boolean[] = [];
        for (let n = 1; n <= mostCalls; n += 1) {
          backTo('saved');
          const { killed, said } = runAndDie('publish.json', n);
          if (!killed) break;
          killedAt.push(said);
          const { live, packages } = seen();
          const isNew = live.includes('000002');
          sawNew.push(isNew);
          expect(packages).toEqual([expect.stringContaining(isNew ? 'argus' : 'voms')]);
          const { generation } = await publishGeneration(bench.deps, request);
          expect(generation.number).toBe(2);
          expect(seen().packages).toEqual([expect.stringContaining('argus')]);
          expect(await bench.deps.files.list(join(folder, 'generations'))).toEqual(['000002']);
          expect(await bench.deps.files.walk(join(folder, 'attestations'))).toEqual([attestation]);
          expect((await bench.deps.files.list(folder))?.filter((name) => name.startsWith('.'))).toEqual([]);
        }
        expect(killedAt).toEqual(
          expect.arrayContaining(['linkAll', 'write', 'detach', 'rename', 'switchLink', 'remove']),
        );
        expect(killedAt.length).toBeLessThan(mostCalls);
        // Once the new one is seen it stays, and the switch is the only step between the two.
        expect(sawNew.indexOf(true)).toBe(killedAt.lastIndexOf('switchLink') + 1);
        expect(sawNew.lastIndexOf(false)).toBe(killedAt.lastIndexOf('switchLink'));
      },
      manyMinutes,
    );

    test('a client that is between two requests when the switch happens still finds its files', async () => {
      backTo('saved');
      await publishGeneration(bench.deps, { ...request, keepGenerations: 2 });
      expect(missingHashNamed(repository, folder, rootTextOfFirst)).toEqual([]);
      const [old = ''] = first.members.map((member) => member.release);
      const packages = repository.format === 'yum' ? 'pkgs' : 'pool';
      expect(await bench.deps.files.list(join(folder, packages, old))).toHaveLength(1);
    });

    test(
      'a restoration over a damaged live generation that is killed leaves the damaged or the whole one',
      async () => {
        backTo('saved');
        const published = await publishGeneration(bench.deps, request);
        const [broken = ''] = published.generation.files
          .map((file) => file.path)
          .filter((path) => path.endsWith('gz'));
        rmSync(join(folder, 'generations/000002', broken));
        rmSync(join(folder, 'attestations', attestation));
        rmSync(join(bench.folder, 'damaged'), { recursive: true, force: true });
        execFileSync('cp', ['-al', '--', bench.root.path, join(bench.folder, 'damaged')]);
        const again = { ...request, ...published, remove: [] };
        writeFileSync(
          join(bench.folder, 'restore.json'),
          JSON.stringify({
            kind: 'restore',
            request: { ...asLists(again), rootFiles: [...again.rootFiles] },
          }),
        );
        let kills = 0;
        let wasWhole = false;
        for (let n = 1; n <= mostCalls; n += 1) {
          backTo('damaged');
          if (!runAndDie('restore.json', n).killed) break;
          kills += 1;
          const whole = isWhole();
          // Never a way back: once clients have a whole repository they keep it.
          expect(whole || !wasWhole).toBe(true);
          wasWhole = whole;
          await restoreGeneration(bench.deps, again);
          expect(seen().packages).toEqual([expect.stringContaining('argus')]);
          expect(await bench.deps.files.list(join(folder, 'generations'))).toEqual(['000002']);
          expect(await bench.deps.files.walk(join(folder, 'attestations'))).toEqual([attestation]);
        }
        expect(wasWhole).toBe(true);
        expect(kills).toBeLessThan(mostCalls);
      },
      manyMinutes,
    );

    function isWhole(): boolean {
      try {
        return seen().packages.length === 1;
      } catch {
        return false;
      }
    }
  },
);
