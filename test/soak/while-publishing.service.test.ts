import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFileOf, readOnce } from './machines.ts';
import { type OpenWorld, openWorld } from './open-world.ts';
import { inPlacePublisher } from './publish-in-place.ts';
import type { Client } from './publisher.ts';
import { nothingYet, runCycles } from './run-cycles.ts';

const manyMinutes = 600_000;
const clients: readonly Client[] = ['dnf', 'apt'];

/** The client file as it is for clients that know no metalink. */
async function plainAddress({ publisher }: OpenWorld): Promise<string> {
  return (await clientFileOf(publisher, 'dnf')).replace(/^metalink=.*\n#baseurl=/m, 'baseurl=');
}

describe('real dnf and apt that read while generations switch', () => {
  let world: OpenWorld;

  beforeAll(async () => {
    world = await openWorld({ releases: 6, keepGenerations: 5 });
    for (const client of clients) await world.publisher.publish(client);
  });
  afterAll(() => world.close());

  test(
    'get one whole generation in each of 20 cycles, and every file that they ask for',
    async () => {
      const counts = await runCycles(world, { from: nothingYet, goOn: ({ cycles }) => cycles < 20 });
      expect(counts.failures).toEqual([]);
      expect(counts).toMatchObject({ cycles: 20, passed: 40, failed: 0, refused: 0 });
      expect(counts.overlapped).toBeGreaterThan(10);
    },
    manyMinutes,
  );

  test.each(clients)(
    '%s gets one whole generation wherever between two of its requests the switch falls',
    async (client) => {
      const calm = await readOnce(world, client);
      expect(calm.problems).toEqual([]);
      const places = calm.asked.length;
      expect(places).toBeGreaterThan(client === 'dnf' ? 5 : 2);
      for (let place = 1; place <= places; place += 1) {
        world.server.beforeEach(async (request) => {
          if (request === place) await world.publisher.publish(client);
        });
        const read = await readOnce(world, client);
        world.server.beforeEach(async () => undefined);
        expect({ place, problems: read.problems }).toEqual({ place, problems: [] });
      }
    },
    manyMinutes,
  );

  test.each(clients)(
    '%s that is overtaken by as many switches as generations are kept beside its own finds all its files',
    async (client) => {
      // The last moment at which nothing but the package is missing.
      const { asked } = await readOnce(world, client);
      world.server.beforeEach(async (request) => {
        const isRoot = request === 2;
        for (let at = 0; isRoot && at < 4; at += 1) await world.publisher.publish(client);
      });
      const read = await readOnce(world, client);
      world.server.beforeEach(async () => undefined);
      expect(asked.length).toBeGreaterThan(2);
      expect(read.problems).toEqual([]);
    },
    manyMinutes,
  );

  test('dnf reads repomd.xml and its signature from the folder that the metalink names', async () => {
    const { asked } = await readOnce(world, 'dnf');
    const paths = asked.map(({ path }) => path.replace(/^.*\/base\//, ''));
    expect(paths[0]).toBe('repodata/metalink.xml');
    const [folder = ''] = paths.find((path) => path.endsWith('/repomd.xml'))?.split('/repodata/') ?? [];
    expect(folder).toMatch(/^generations\/\d{6}$/);
    const metadata = paths.filter((path) => path.includes('/repodata/'));
    expect(metadata).toEqual(expect.arrayContaining([`${folder}/repodata/repomd.xml.asc`]));
    expect(metadata.every((path) => path.startsWith(`${folder}/`))).toBe(true);
    expect(paths.at(-1)).toMatch(new RegExp(`^${folder}/pkgs/`));
  });

  test('dnf that knows both addresses takes the metalink alone', async () => {
    const both = (await clientFileOf(world.publisher, 'dnf')).replace('#baseurl=', 'baseurl=');
    const { asked, problems } = await readOnce(world, 'dnf', both);
    expect(problems).toEqual([]);
    expect(asked.filter(({ path }) => path.endsWith('base/repodata/repomd.xml'))).toEqual([]);
  });

  test('dnf that knows the plain address alone still gets the repository', async () => {
    const { asked, problems } = await readOnce(world, 'dnf', await plainAddress(world));
    expect(asked.some(({ path }) => path.includes('generations/'))).toBe(false);
    expect(problems).toEqual([]);
  });

  test('dnf fails by the plain address when each switch falls before a signature, and not by the metalink', async () => {
    const file = await plainAddress(world);
    world.server.beforeEach(async (_request, path) => {
      if (path.endsWith('/repomd.xml.asc')) await world.publisher.publish('dnf');
    });
    const plain = await readOnce(world, 'dnf', file);
    const led = await readOnce(world, 'dnf');
    world.server.beforeEach(async () => undefined);
    expect(plain.problems).toEqual([expect.stringContaining('dnf failed:')]);
    expect(led.problems).toEqual([]);
  });

  test('dnf goes on by the plain address when the folder that the metalink names is gone', async () => {
    const folder = world.publisher.folderOf('dnf');
    const generations = join(folder, 'generations');
    const [live = ''] = (await readdir(generations)).filter((name) => /^\d+$/.test(name)).slice(-1);
    const kept = join(generations, '.standby-test');
    await rename(join(generations, live), kept);
    await world.bench.deps.changes.switchLink(join(folder, 'repodata'), 'generations/.standby-test/repodata');
    const { asked, problems } = await readOnce(world, 'dnf');
    await rename(kept, join(generations, live));
    await world.bench.deps.changes.switchLink(join(folder, 'repodata'), `generations/${live}/repodata`);
    expect(problems.filter((problem) => !/got 404|mixed/.test(problem))).toEqual([]);
    expect(asked.some(({ path, status }) => path.includes(`/${live}/`) && status === 404)).toBe(true);
    expect(asked.some(({ path }) => path.endsWith('base/repodata/repomd.xml.asc'))).toBe(true);
  });
});

describe('a slow connection', () => {
  test.each(clients)(
    'that lasts over several switches brings %s one whole generation',
    async (client) => {
      const world = await openWorld({ releases: 4, keepGenerations: 5, pause: 80 });
      try {
        await world.publisher.publish(client);
        const reading = readOnce(world, client);
        for (let at = 0; at < 3; at += 1) await world.publisher.publish(client);
        expect((await reading).problems).toEqual([]);
      } finally {
        await world.close();
      }
    },
    manyMinutes,
  );
});

describe('the same cycles against a publisher that writes where clients read', () => {
  test(
    'find that dnf and apt fail',
    async () => {
      const served = 'in-place';
      const world = await openWorld({ releases: 4, keepGenerations: 5, served });
      try {
        for (const client of clients) await world.publisher.publish(client);
        const repo = await plainAddress(world);
        const clientFiles = { dnf: repo, apt: await clientFileOf(world.publisher, 'apt') };
        const inPlace = inPlacePublisher(world, served);
        for (const client of clients) await inPlace(client);
        // Each new state falls between the signed file and what it needs, where ours may fall as well.
        world.server.beforeEach(async (_request, path) => {
          if (path.endsWith('/repomd.xml.asc')) await inPlace('dnf');
          if (path.includes('/by-hash/')) await inPlace('apt');
        });
        const counts = await runCycles(world, {
          from: nothingYet,
          goOn: ({ cycles }) => cycles < 2,
          publish: async () => undefined,
          clientFiles,
        });
        expect(counts).toMatchObject({ cycles: 2, passed: 0, failed: 4 });
        const said = counts.failures.join('\n');
        for (const client of clients) expect(said).toContain(`${client} failed:`);
      } finally {
        await world.close();
      }
    },
    manyMinutes,
  );
});
