import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareAptRoot } from '../../scripts/provider/apt-root.ts';
import { installWithApt, installWithDnf } from '../../scripts/provider/clients.ts';
import { runTool } from '../../scripts/provider/run-tool.ts';
import { serveFolder } from '../../scripts/quickstart/serve-folder.ts';
import type { Offer } from './provider.ts';
import { folderOf, keyringOf, packagesIn } from './published.ts';
import { recordedGeneration, recordedRelease, statesOf } from './recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

const yum = 'production/umd-5/el9/x86_64/base';
const apt = 'production/umd-5/debian-12/amd64/base';
const rollout = 'stage-rollout/umd-5/debian-12/amd64';

let story: Story;
let stopServing: () => Promise<void>;
let older: Offer;
let newer: Offer;
let promotion = '';

beforeAll(async () => {
  story = await startStory({
    url: async (work) => {
      const served = await serveFolder(join(work, 'www'));
      stopServing = served.stop;
      return served.url;
    },
    policy: (text) => `${text}\nrollback: {allowed: true}\nwithdraw: {allowed: true}\n`,
  });
  const packages = { rpms: ['voms-tool'], debs: ['voms-tool'] };
  older = await story.provider.offer({ product: 'voms', version: '1.0.0', ...packages });
  newer = await story.provider.offer({ product: 'voms', version: '1.1.0', ...packages });
  for (const offer of [older, newer]) {
    story.submit(offer);
    story.edit(offer, { desiredState: 'InVerification' });
    story.edit(offer, toStageRollout);
    promotion = story.edit(offer, toProduction);
    await applied();
  }
});
afterAll(async () => {
  await stopServing();
  await story.stop();
});

async function applied(): Promise<string> {
  const { code, out, err } = await story.onHost('apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(settled);
  return out;
}

/** What a machine has after it asked for the package; the same name is the same machine. */
async function installedOn(machine: string): Promise<readonly string[]> {
  const packages = ['voms-tool'];
  const workDir = (kind: string) => join(story.work, `${machine}-${kind}`);
  const repo = clientFile(yum, '.repo');
  const rpms = await installWithDnf({ workDir: workDir('dnf'), repo, packages });
  const debs = await installWithApt({
    workDir: workDir('apt'),
    sources: clientFile(apt, '.sources'),
    packages,
  });
  return [...rpms.installed, ...debs.installed];
}

/** The versions that apt on that machine has read from the repository. */
async function knownToApt(machine: string): Promise<readonly string[]> {
  const workDir = join(story.work, `${machine}-apt`);
  const { env } = await prepareAptRoot({ workDir, sources: clientFile(apt, '.sources') });
  const run = { program: 'apt-cache', args: ['madison', '--', 'voms-tool'], home: story.work, env };
  const { stdout } = await runTool(run);
  return stdout.split('\n').flatMap((line) => line.split('|')[1]?.trim() ?? []);
}

function clientFile(key: string, ending: string): string {
  const folder = folderOf(story, key);
  const name = readdirSync(folder).find((each) => each.endsWith(ending)) ?? '';
  return readFileSync(join(folder, name), 'utf8');
}

const both = (version: string) => [`voms-tool-${version}-1.el9`, `voms-tool-${version}-1`];

async function audited() {
  const args = ['--repository', story.repository, '--host', story.hostFile];
  const { code, out } = await story.stagepost('audit', 'verify', ...args);
  return { code, told: code === 0 ? '' : out };
}

describe('a release that is taken back from production', () => {
  test('Before, dnf and apt install it.', async () => {
    expect(await installedOn('first')).toEqual(both('1.1.0'));
    expect(await knownToApt('first')).toEqual(['1.1.0-1', '1.0.0-1']);
  });

  test('A clean git revert of its promotion brings it to stage rollout, by newer generations.', async () => {
    const before = [yum, apt].map((key) => recordedGeneration(story, key));
    story.git('revert', '--no-edit', '--mainline', '1', promotion);
    expect(await applied()).toContain(
      'clients that have installed voms 1.1.0 keep it, and none is downgraded',
    );
    expect(statesOf(story, newer.id).slice(-2)).toEqual(['Production', 'StageRollout']);
    expect(recordedRelease(story, newer.id).visits.at(-1)?.reason).toMatch(/^Revert "Merge: .*Production"$/);
    const after = [yum, apt].map((key) => recordedGeneration(story, key));
    expect(after.map(({ number }) => number)).toEqual(before.map(({ number }) => number + 1));
    for (const [at, { date }] of after.entries()) expect(date > (before[at]?.date ?? '')).toBe(true);
    const keyring = keyringOf(story);
    expect(packagesIn(story, apt, keyring)).toEqual(['voms-tool_1.0.0-1_all.deb']);
    expect(packagesIn(story, rollout, keyring)).toEqual(['voms-tool_1.1.0-1_all.deb']);
  });

  test('Clients take the new generation and keep what they have; new ones install the release before.', async () => {
    expect(await installedOn('first')).toEqual(both('1.1.0'));
    expect(await knownToApt('first')).toEqual(['1.0.0-1']);
    expect(await installedOn('second')).toEqual(both('1.0.0'));
  });

  test('Promoted again, it is what clients upgrade to.', async () => {
    story.edit(newer, toProduction);
    await applied();
    expect(statesOf(story, newer.id).slice(-3)).toEqual(['Production', 'StageRollout', 'Production']);
    expect(await knownToApt('second')).toEqual(['1.0.0-1']);
    expect((await installedOn('second')).at(-1)).toBe('voms-tool-1.1.0-1');
    expect(await knownToApt('second')).toEqual(['1.1.0-1', '1.0.0-1']);
  });
});

describe('a release whose packages are withdrawn', () => {
  test('Clients keep it, and new ones install what else is there; the record says why.', async () => {
    story.edit(newer, { withdrawn: '{since: 2026-11-22, reason: it loses data}' });
    await applied();
    expect(recordedRelease(story, newer.id)).toMatchObject({
      observed: { state: 'Production', withdrawn: { reason: 'it loses data' } },
    });
    expect(recordedRelease(story, newer.id).visits.at(-1)?.reason).toBe('it loses data');
    expect((await story.onHost('gc')).code).toBe(0);
    expect(await audited()).toEqual({ code: 0, told: '' });
    expect(await installedOn('second')).toEqual(both('1.1.0'));
    expect(await installedOn('third')).toEqual(both('1.0.0'));
  });

  test('Without the field it comes back by a newer generation, from the pool.', async () => {
    const before = recordedGeneration(story, apt).number;
    story.edit(newer, { withdrawn: '' });
    await applied();
    expect(recordedRelease(story, newer.id).observed).toEqual({ state: 'Production' });
    expect(recordedGeneration(story, apt).number).toBe(before + 1);
    expect(await knownToApt('third')).toEqual(['1.0.0-1']);
    expect((await installedOn('third')).at(-1)).toBe('voms-tool-1.1.0-1');
    expect(await audited()).toEqual({ code: 0, told: '' });
  });
});
