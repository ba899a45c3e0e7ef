import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from './provider.ts';
import { folderOf, keyringOf, lastingTreeOf, packagesIn } from './published.ts';
import { recordedHead, statesOf } from './recorded.ts';
import { type Story, startStory, toProduction, toStageRollout } from './story.ts';

const noRetention = '    retention: {unverified: 0, stageRollout: 0}\n';
const base = 'production/umd-5/el9/x86_64/base';
const keepTwo = 'keepGenerations: 2 ';

let story: Story;
let voms: Offer;
let argus: Offer;
let canl: Offer;

/** voms in production, argus in stage rollout, canl rejected in the unverified area. */
beforeAll(async () => {
  story = await startStory({ policy: (text) => text.replace(/keepGenerations: 5 /, keepTwo) });
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms'], debs: ['voms'] });
  argus = await story.provider.offer({ product: 'argus', version: '1.7.5', rpms: ['argus'] });
  canl = await story.provider.offer({ product: 'canl', version: '3.0.0', rpms: ['canl'] });
  story.submit(voms, argus, canl);
  for (const offer of [voms, argus]) story.edit(offer, { desiredState: 'InVerification' });
  for (const offer of [voms, argus]) story.edit(offer, toStageRollout);
  story.edit(voms, toProduction);
  story.edit(canl, { desiredState: 'Rejected', reason: 'broken' });
  expect((await story.onHost('apply')).code).toBe(0);
  const states = [voms, argus, canl].map(({ id }) => statesOf(story, id).at(-1));
  expect(states).toEqual(['Production', 'StageRollout', 'Rejected']);
});
afterAll(() => story.stop());

const pooled = () => readdirSync(join(story.state, 'pool/umd-5')).sort();

function replacePolicy(from: string, to: string): void {
  const text = story.readFile('stagepost.yaml');
  expect(text).toContain(from);
  story.merge('policy', { 'stagepost.yaml': text.replace(from, to) });
}

describe('garbage collection', () => {
  test('A rejected release stays for its retention, and the dry run says until when.', async () => {
    const said = await story.onHost('gc', '--dry-run');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toContain('To remove: 0 releases');
    expect(said.out).toMatch(/umd-5\/canl-3\.0\.0 .*Rejected since .*; until 20/);
    expect((await story.onHost('gc')).out).toContain('Nothing was removed');
    expect(pooled()).toEqual(['argus-1.7.5', 'canl-3.0.0', 'voms-4.2.0']);
  });

  test('After its retention it goes, and nothing that is open or published does.', async () => {
    replacePolicy('    validDays: 14', `${noRetention}    validDays: 14`);
    const dry = await story.onHost('gc', '--dry-run', '--json');
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, removals: [{ release: canl.id }] });
    expect(pooled()).toContain('canl-3.0.0');
    const before = { head: recordedHead(story), tree: lastingTreeOf(story) };
    const said = await story.onHost('gc');
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toMatch(/Removed from the pool: 1 release, .*/);
    expect(pooled()).toEqual(['argus-1.7.5', 'voms-4.2.0']);
    expect(readdirSync(join(story.state, 'scratch'))).toEqual([]);
    expect({ head: recordedHead(story), tree: lastingTreeOf(story) }).toEqual(before);
    expect((await story.onHost('apply')).code).toBe(0);
    expect(pooled()).toEqual(['argus-1.7.5', 'voms-4.2.0']);
  });

  test('A release that left stage rollout stays as long as a generation on disk names it.', async () => {
    story.edit(argus, { desiredState: 'Rejected', reason: 'broken' });
    expect((await story.onHost('apply')).code).toBe(0);
    const said = await story.onHost('gc', '--dry-run');
    expect(said.out).toMatch(/umd-5\/argus-1\.7\.5 .*a generation that stage-rollout\/\S+ keeps names it/);
    expect((await story.onHost('gc')).out).toContain('Nothing was removed');
    expect(pooled()).toEqual(['argus-1.7.5', 'voms-4.2.0']);
  });

  test('A generation that cannot be read keeps everything that it may name.', async () => {
    const folder = join(folderOf(story, 'stage-rollout/umd-5/el9/x86_64'), 'generations');
    const [oldest = ''] = readdirSync(folder).sort();
    const file = join(folder, oldest, 'generation.json');
    const text = readFileSync(file);
    truncateSync(file, 40);
    const said = await story.onHost('gc', '--dry-run');
    expect(said.out).toContain('it cannot be told what stage-rollout/');
    expect(said.out).toContain('To remove: 0 releases');
    writeFileSync(file, text);
  });

  test('An empty mount point keeps everything that it may name.', async () => {
    const root = join(story.publicDir, 'stage-rollout');
    renameSync(root, `${root}.unmounted`);
    mkdirSync(root);
    const said = await story.onHost('gc', '--dry-run');
    expect(said.out).toContain('this may be an empty mount point');
    expect(said.out).toContain('To remove: 0 releases');
    rmSync(root, { recursive: true });
    renameSync(`${root}.unmounted`, root);
  });
});

describe('a rebuild', () => {
  test('It makes every repository again with the same bytes, and no client sees anything else.', async () => {
    const before = { head: recordedHead(story), tree: lastingTreeOf(story) };
    const inode = () => statSync(join(folderOf(story, base), 'repodata/repomd.xml')).ino;
    const old = inode();
    const dry = await story.onHost('rebuild', '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toContain('a rebuild was asked for');
    expect(inode()).toBe(old);
    const said = await story.onHost('rebuild');
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toMatch(/Made again, with the bytes that the record tells: (\d+) of \1 repositories/);
    expect(inode()).not.toBe(old);
    expect({ head: recordedHead(story), tree: lastingTreeOf(story) }).toEqual(before);
    const keyring = keyringOf(story);
    expect(packagesIn(story, base, keyring)).toHaveLength(1);
  });

  test('It mends what a look at names and sizes cannot see.', async () => {
    const file = join(folderOf(story, base), 'repodata/repomd.xml');
    const text = readFileSync(file, 'utf8');
    const { atime, mtime } = statSync(file);
    const forged = text.replace(/[0-9a-f]{64}/, 'f'.repeat(64));
    writeFileSync(file, forged);
    utimesSync(file, atime, mtime);
    expect((await story.onHost('rebuild')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
