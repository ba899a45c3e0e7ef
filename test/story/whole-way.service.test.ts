import { createHash } from 'node:crypto';
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installWithApt, installWithDnf } from '../../scripts/provider/clients.ts';
import { serveFolder } from '../../scripts/quickstart/serve-folder.ts';
import type { Offer } from './provider.ts';
import {
  folderOf,
  keyringOf,
  packagesIn,
  sharedRepositories,
  treeOf,
  unverifiedReleases,
  waysIntoUnverified,
} from './published.ts';
import { recordedFiles, recordedGeneration, recordedHead, recordedRelease, statesOf } from './recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

const rolloutOfEl9 = 'stage-rollout/umd-5/el9/x86_64';
const rolloutOfDebian = 'stage-rollout/umd-5/debian-12/amd64';
const baseOfEl9 = 'production/umd-5/el9/x86_64/base';
const baseOfDebian = 'production/umd-5/debian-12/amd64/base';
const updatesOfDebian = 'production/umd-5/debian-12/amd64/updates';
const rpms = ['voms-admin-4.2.0-1.el9.noarch.rpm', 'voms-clients-4.2.0-1.el9.noarch.rpm'];
const debs = ['argus-pap_1.7.5-1_all.deb', 'argus-pep_1.7.5-1_all.deb'];

let story: Story;
let stopServing: () => Promise<void>;
let keyring = '';
let voms: Offer;
let argus: Offer;

beforeAll(async () => {
  story = await startStory({
    url: async (work) => {
      const served = await serveFolder(join(work, 'www'));
      stopServing = served.stop;
      return served.url;
    },
  });
  keyring = keyringOf(story);
  voms = await story.provider.offer({
    product: 'voms',
    version: '4.2.0',
    rpms: ['voms-admin', 'voms-clients'],
  });
  argus = await story.provider.offer({
    product: 'argus',
    version: '1.7.5',
    incremental: true,
    debs: ['argus-pap', 'argus-pep'],
  });
});
afterAll(async () => {
  await stopServing();
  await story.stop();
});

/** The packages of every shared repository that has any. */
function published(): Readonly<Record<string, readonly string[]>> {
  const all = sharedRepositories.map(({ key }) => [key, packagesIn(story, key, keyring)] as const);
  return Object.fromEntries(all.filter(([, packages]) => packages.length > 0));
}

async function applied(): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(settled);
  expect(waysIntoUnverified(story)).toEqual([]);
}

describe('two releases on their way from submission to production', () => {
  test('Submitted releases are fetched into the unverified area, and nothing of them is public.', async () => {
    story.submit(voms, argus);
    expect(await story.stagepost('validate', '--repository', story.repository)).toEqual({
      code: 0,
      out: '2 releases checked, no problem found.\n',
      err: '',
    });
    expect((await story.onHost('plan', '--detailed-exitcode')).code).toBe(2);
    expect(existsSync(story.publicDir) && readdirSync(story.publicDir)).toEqual([]);
    await applied();
    for (const { id } of [voms, argus]) expect(statesOf(story, id)).toEqual(['Submitted', 'Unverified']);
    expect(unverifiedReleases(story)).toEqual(['emi.argus/1.7.5', 'emi.voms/4.2.0']);
    expect(readdirSync(join(story.unverifiedDir, 'emi.voms/4.2.0/el9/x86_64/pkgs', voms.id))).toEqual(rpms);
    expect(readdirSync(join(story.unverifiedDir, 'emi.argus/1.7.5/debian-12/amd64/pool', argus.id))).toEqual(
      debs,
    );
    expect(published()).toEqual({});
    expect([...treeOf(story.publicDir).keys()].filter((path) => /voms|argus/.test(path))).toEqual([]);
    expect(recordedFiles(story)).toEqual(
      expect.arrayContaining([`inventory/${voms.id}.json`, `inventory/${argus.id}.json`]),
    );
  });

  test('A way from the public root into the unverified area would be found.', () => {
    const secret = join(story.unverifiedDir, 'emi.voms/4.2.0/el9/x86_64/pkgs', voms.id, rpms[0] ?? '');
    symlinkSync(story.unverifiedDir, join(story.publicDir, 'link'));
    linkSync(secret, join(story.publicDir, 'name'));
    expect(waysIntoUnverified(story)).toEqual(['link', 'name']);
    for (const name of ['link', 'name']) rmSync(join(story.publicDir, name));
    expect(waysIntoUnverified(story)).toEqual([]);
  });

  test('Of two that ask for stage rollout the first gets the slot, and the second waits as Deferred.', async () => {
    const verifying = [voms, argus].map((offer) => story.edit(offer, { desiredState: 'InVerification' }));
    const [first, second] = [voms, argus].map((offer) => story.edit(offer, toStageRollout));
    await applied();
    const { heldBack } = JSON.parse((await story.onHost('plan', '--json')).out);
    expect(heldBack).toMatchObject([
      { release: argus.id, state: 'Deferred', verdict: { kind: 'wait-for', whom: voms.id } },
    ]);
    expect(recordedRelease(story, voms.id).visits.slice(2)).toMatchObject([
      { state: 'InVerification', commit: verifying[0] },
      { state: 'StageRollout', commit: first },
    ]);
    expect(recordedRelease(story, argus.id)).toMatchObject({
      observed: { state: 'Deferred', from: 'InVerification' },
      visits: [
        {},
        {},
        { state: 'InVerification', commit: verifying[1] },
        { state: 'Deferred', commit: second },
      ],
    });
    expect(published()).toEqual({ [rolloutOfEl9]: rpms });
    expect(unverifiedReleases(story)).toEqual(['emi.argus/1.7.5']);
    expect(existsSync(join(story.unverifiedDir, 'emi.voms'))).toBe(false);
    expect(
      recordedFiles(story).filter((path) => path.startsWith(`repositories/unverified/${voms.id}`)),
    ).toEqual([]);
  });

  test('When the first goes to production, the second takes the slot by itself.', async () => {
    const merged = story.edit(voms, toProduction);
    await applied();
    expect(statesOf(story, voms.id).at(-1)).toBe('Production');
    expect(recordedRelease(story, argus.id).visits.at(-1)).toMatchObject({
      state: 'StageRollout',
      commit: merged,
    });
    expect(published()).toEqual({ [baseOfEl9]: rpms, [rolloutOfDebian]: debs });
    expect(unverifiedReleases(story)).toEqual([]);
    const { out } = await story.onHost('status', '--json');
    expect(JSON.parse(out)).toMatchObject({
      slots: [{ slot: 'umd-5', holder: argus.id }],
      releases: [
        { release: argus.id, state: 'StageRollout' },
        { release: voms.id, state: 'Production' },
      ],
      pending: 0,
    });
  });

  test('apt of an early adopter installs it from stage rollout, and apt of anybody else does not see it.', async () => {
    const production = [baseOfDebian, updatesOfDebian].map((key) => clientText(key, '.sources'));
    const names = ['argus-pap', 'argus-pep'];
    const adopter = {
      workDir: join(story.work, 'adopter'),
      sources: [...production, clientText(rolloutOfDebian, '.sources')].join('\n'),
    };
    const { installed } = await installWithApt({ ...adopter, packages: names });
    expect(installed).toEqual(names.map((name) => `${name}-1.7.5-1`));
    const other = { workDir: join(story.work, 'other'), sources: production.join('\n') };
    await expect(installWithApt({ ...other, packages: names })).rejects.toThrow(
      /Unable to locate package argus-pap/,
    );
  });

  test('When the second follows, both are in production and the slot is free.', async () => {
    story.edit(argus, toProduction);
    await applied();
    const way = ['Submitted', 'Unverified', 'InVerification'];
    expect(statesOf(story, voms.id)).toEqual([...way, 'StageRollout', 'Production']);
    expect(statesOf(story, argus.id)).toEqual([...way, 'Deferred', 'StageRollout', 'Production']);
    expect(published()).toEqual({ [baseOfEl9]: rpms, [updatesOfDebian]: debs });
    expect(JSON.parse((await story.onHost('status', '--json')).out).slots).toEqual([
      { slot: 'umd-5', holder: null, since: null },
    ]);
  });

  test('The metrics and the history are the same on the host and in a clone, and say what happened.', async () => {
    const at = ['--at', `${new Date(Date.now() + 1000).toISOString().slice(0, 19)}Z`];
    for (const command of [['metrics'], ['metrics', '--json'], ['history', argus.id]]) {
      const there = await story.onHost(...([...command, ...at] as [string, ...string[]]));
      const here = await story.stagepost(...command, ...at, '--repository', story.repository);
      expect(there).toMatchObject({ code: 0, err: '' });
      expect(here).toEqual(there);
    }
    const { total } = JSON.parse((await story.onHost('metrics', '--json', ...at)).out);
    const counts = total.map(({ metric, count }: { metric: string; count: number }) => [metric, count]);
    expect(counts.slice(0, 3)).toEqual([
      ['M.REPO-1', 2],
      ['M.REPO-2', 2],
      ['M.REPO-3', 2],
    ]);
    const { visits } = JSON.parse((await story.onHost('history', argus.id, '--json', ...at)).out);
    expect(visits.map(({ state }: { state: string }) => state)).toEqual(statesOf(story, argus.id));
    expect(visits.at(-1).by.subject).toBe(`Merge: ${argus.id}: Production`);
  });

  test('Each generation names the digest of the one before, and its date is later.', () => {
    for (const { key } of sharedRepositories) {
      const folder = join(folderOf(story, key), 'generations');
      const texts = readdirSync(folder).map((name) =>
        readFileSync(join(folder, name, 'generation.json'), 'utf8'),
      );
      const digests = texts.map((text) => createHash('sha256').update(text.trimEnd()).digest('hex'));
      const chain = texts.map((text) => JSON.parse(text));
      expect(chain.map(({ number }) => number)).toEqual(chain.map((_each, at) => at + 1));
      expect(chain.map(({ previous }) => previous)).toEqual([null, ...digests.slice(0, -1)]);
      expect(chain.map(({ date }) => date)).toEqual([...new Set(chain.map(({ date }) => date))].sort());
      expect(recordedGeneration(story, key)).toEqual(chain.at(-1));
    }
    expect(readdirSync(join(folderOf(story, rolloutOfEl9), 'generations'))).toHaveLength(3);
  });

  test('A further run changes no byte and no name, below the public root and in the record.', async () => {
    const before = { record: recordedHead(story), tree: treeOf(story.publicDir) };
    expect((await story.onHost('plan', '--detailed-exitcode')).code).toBe(0);
    await applied();
    expect({ record: recordedHead(story), tree: treeOf(story.publicDir) }).toEqual(before);
  });

  test('dnf installs the one from production, with every signature checked.', async () => {
    const repo = clientText(baseOfEl9, '.repo');
    const names = ['voms-admin', 'voms-clients'];
    const { installed } = await installWithDnf({ workDir: join(story.work, 'dnf'), repo, packages: names });
    expect(installed).toEqual(names.map((name) => `${name}-4.2.0-1.el9`));
  });

  test('apt installs the other from production, with every signature and date checked.', async () => {
    const sources = clientText(updatesOfDebian, '.sources');
    const names = ['argus-pap', 'argus-pep'];
    const { installed } = await installWithApt({
      workDir: join(story.work, 'apt'),
      sources,
      packages: names,
    });
    expect(installed).toEqual(names.map((name) => `${name}-1.7.5-1`));
  });
});

/** The file of a repository that its clients copy. */
function clientText(key: string, ending: string): string {
  const folder = folderOf(story, key);
  const name = readdirSync(folder).find((each) => each.endsWith(ending)) ?? '';
  return readFileSync(join(folder, name), 'utf8');
}
