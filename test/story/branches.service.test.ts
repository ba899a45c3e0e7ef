import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from './provider.ts';
import {
  keyringOf,
  packagesIn,
  remainsOf,
  treeOf,
  unverifiedReleases,
  waysIntoUnverified,
} from './published.ts';
import { recordedFiles, recordedGeneration, recordedHead, recordedRelease, statesOf } from './recorded.ts';
import { pathOf, type Said, type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

const rollout = 'stage-rollout/umd-5/debian-12/amd64';
const base = 'production/umd-5/debian-12/amd64/base';
// Long enough for a plan to be made before a failed fetch is due again.
const retrySeconds = 6;

let story: Story;
let keyring = '';
const offers = new Map<string, Offer>();

beforeAll(async () => {
  const retry = `retry: {firstSeconds: ${retrySeconds}, mostSeconds: ${retrySeconds}}`;
  story = await startStory({
    platforms: ['debian-12/amd64=apt'],
    policy: (text) => text.replace(/^# retry: .*$/m, retry),
  });
  keyring = keyringOf(story);
  for (const product of ['arc', 'bdii', 'canl', 'dpm', 'emir', 'fts', 'gfal'])
    offers.set(product, await story.provider.offer({ product, version: '1.0.0', debs: [product] }));
});
afterAll(() => story.stop());

function offer(product: string): Offer {
  const found = offers.get(product);
  if (found === undefined) throw new Error(`${product} was not offered`);
  return found;
}

async function applied(): Promise<Said> {
  const said = await story.onHost('apply');
  expect(said).toMatchObject({ code: 0 });
  expect(waysIntoUnverified(story)).toEqual([]);
  expect(remainsOf(story)).toEqual([]);
  return said;
}

async function heldBack(): Promise<
  readonly { readonly release: string; readonly verdict: { until?: string } }[]
> {
  return JSON.parse((await story.onHost('plan', '--json')).out).heldBack;
}

describe('a release that does not go the whole way', () => {
  test('Rejected while it is verified, it leaves the unverified area, and the reason is recorded.', async () => {
    story.submit(...['arc', 'bdii', 'canl', 'dpm', 'emir'].map(offer));
    await applied();
    const arc = offer('arc');
    story.edit(arc, { desiredState: 'InVerification' });
    await applied();
    expect(unverifiedReleases(story)).toContain('emi.arc/1.0.0');
    const merged = story.edit(arc, { desiredState: 'Rejected', reason: 'the daemon does not start' });
    await applied();
    expect(statesOf(story, arc.id)).toEqual(['Submitted', 'Unverified', 'InVerification', 'Rejected']);
    expect(recordedRelease(story, arc.id).visits.at(-1)).toMatchObject({
      commit: merged,
      reason: 'the daemon does not start',
    });
    expect(existsSync(join(story.unverifiedDir, 'emi.arc'))).toBe(false);
    expect(recordedFiles(story).filter((path) => path.includes(`unverified/${arc.id}`))).toEqual([]);
    expect(unverifiedReleases(story)).toEqual(
      ['bdii', 'canl', 'dpm', 'emir'].map((name) => `emi.${name}/1.0.0`),
    );
  });

  test('Ignored before anybody looks at it, it leaves the unverified area as well.', async () => {
    const bdii = offer('bdii');
    story.edit(bdii, { desiredState: 'Ignored', reason: 'not for this major release' });
    await applied();
    expect(recordedRelease(story, bdii.id)).toMatchObject({
      observed: { state: 'Ignored' },
      visits: [{}, {}, { reason: 'not for this major release' }],
    });
    expect(unverifiedReleases(story)).not.toContain('emi.bdii/1.0.0');
  });

  test('NotPublished from stage rollout, it leaves that repository, which stays there and is empty.', async () => {
    const canl = offer('canl');
    story.edit(canl, { desiredState: 'InVerification' });
    story.edit(canl, toStageRollout);
    await applied();
    expect(packagesIn(story, rollout, keyring)).toEqual(['canl_1.0.0-1_all.deb']);
    story.edit(canl, { desiredState: 'NotPublished', reason: 'superseded by 1.0.1' });
    await applied();
    expect(statesOf(story, canl.id).slice(2)).toEqual(['InVerification', 'StageRollout', 'NotPublished']);
    expect(packagesIn(story, rollout, keyring)).toEqual([]);
    expect(packagesIn(story, base, keyring)).toEqual([]);
    expect(recordedGeneration(story, rollout)).toMatchObject({ number: 3, members: [] });
    expect(JSON.parse((await story.onHost('status', '--json')).out).slots).toMatchObject([{ holder: null }]);
  });
});

describe('an edit that is not to be carried out', () => {
  test('A step that the table forbids changes nothing, and apply says which and why.', async () => {
    const [dpm, arc] = [offer('dpm'), offer('arc')];
    const before = { record: recordedHead(story), tree: treeOf(`${story.work}/www`) };
    story.edit(dpm, { ...toStageRollout, ...toProduction });
    story.edit(arc, { desiredState: 'InVerification' });
    const { out } = await applied();
    expect(out).toContain('Unverified -> Production is not a step');
    expect(out).toContain('Rejected is final');
    const line = story.readFile(pathOf(dpm)).split('\n').indexOf('desiredState: Production') + 1;
    expect(out).toContain(`${pathOf(dpm)}:${line}:15`);
    expect(await heldBack()).toMatchObject([
      { release: arc.id, state: 'Rejected', verdict: { kind: 'blocked', cites: 'R38' } },
      { release: dpm.id, state: 'Unverified', verdict: { kind: 'blocked', cites: 'R38' } },
    ]);
    expect({ record: recordedHead(story), tree: treeOf(`${story.work}/www`) }).toEqual(before);
    story.edit(dpm, { desiredState: 'Unverified' });
    story.edit(arc, { desiredState: 'Rejected' });
    expect(await heldBack()).toEqual([]);
  });

  test('A file that cannot be read holds its own release, says where, and lets the others go on.', async () => {
    const [dpm, emir] = [offer('dpm'), offer('emir')];
    const before = recordedRelease(story, emir.id);
    story.edit(emir, { desiredState: 'InVerifcation' });
    story.edit(dpm, { desiredState: 'InVerification' });
    const { err } = await applied();
    const line = story.readFile(pathOf(emir)).split('\n').indexOf('desiredState: InVerifcation') + 1;
    expect(err).toContain(`${pathOf(emir)}:${line}:15`);
    expect(statesOf(story, dpm.id).at(-1)).toBe('InVerification');
    expect(recordedRelease(story, emir.id)).toEqual(before);
    expect(unverifiedReleases(story)).toContain('emi.emir/1.0.0');
    expect(await heldBack()).toMatchObject([
      { release: emir.id, desired: null, verdict: { kind: 'blocked' } },
    ]);
    expect((await story.stagepost('validate', '--repository', story.repository)).code).toBe(1);
    story.edit(emir, { desiredState: 'InVerification' });
    await applied();
    expect(statesOf(story, emir.id).at(-1)).toBe('InVerification');
  });
});

describe('a release that has to come again', () => {
  const served = () => join(offer('fts').folder, 'debian-12/amd64/fts_1.0.0-1_all.deb');
  let good = Buffer.alloc(0);

  test('Where the provider serves another file than it promised, only that release fails, with both digests.', async () => {
    const [fts, gfal] = [offer('fts'), offer('gfal')];
    good = readFileSync(served());
    writeFileSync(served(), Buffer.concat([good.subarray(0, -1), Buffer.from([(good.at(-1) ?? 0) ^ 1])]));
    story.submit(fts, gfal);
    const said = await story.onHost('apply');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/1 of 1 file does not match checksums\.xml/);
    expect(recordedRelease(story, fts.id).observed).toMatchObject({
      state: 'Failed',
      from: 'Submitted',
      wanted: 'Unverified',
      failure: {
        code: 'checksum-mismatch',
        details: [
          expect.stringMatching(/fts_1\.0\.0-1_all\.deb expected .* got \d+ bytes sha256:[0-9a-f]{64}/),
        ],
      },
    });
    expect(statesOf(story, gfal.id)).toEqual(['Submitted', 'Unverified']);
    expect(unverifiedReleases(story).filter((name) => /fts|gfal/.test(name))).toEqual(['emi.gfal/1.0.0']);
    expect(readdirSync(join(story.state, 'pool/umd-5'))).not.toContain('fts-1.0.0');
    expect(remainsOf(story)).toEqual([]);
    expect(await heldBack()).toMatchObject([{ release: fts.id, verdict: { kind: 'wait-until' } }]);
  });

  test('When the provider has mended its file and the time has come, the fetch is repeated by itself.', async () => {
    const fts = offer('fts');
    writeFileSync(served(), good);
    const due = (await heldBack()).find(({ release }) => release === fts.id)?.verdict.until;
    if (due !== undefined) await sleep(Math.max(Date.parse(due) - Date.now(), 0));
    expect((await applied()).out).toMatch(settled);
    expect(statesOf(story, fts.id)).toEqual(['Submitted', 'Failed', 'Unverified']);
    expect(unverifiedReleases(story)).toContain('emi.fts/1.0.0');
    expect(recordedFiles(story)).toContain(`inventory/${fts.id}.json`);
    expect(await heldBack()).toEqual([]);
  });

  test('A second submission goes the whole way beside the rejected first one, under names of its own.', async () => {
    const again = await story.provider.offer({
      product: 'arc',
      version: '1.0.0',
      submission: 2,
      debs: ['arc'],
    });
    expect(again.id).toBe('umd-5/arc-1.0.0+2');
    story.submit(again);
    await applied();
    expect(unverifiedReleases(story)).toContain('emi.arc/1.0.0+2');
    story.edit(again, { desiredState: 'InVerification' });
    story.edit(again, toStageRollout);
    story.edit(again, toProduction);
    await applied();
    expect(statesOf(story, again.id).at(-1)).toBe('Production');
    expect(statesOf(story, offer('arc').id).at(-1)).toBe('Rejected');
    expect(packagesIn(story, base, keyring)).toEqual(['arc_1.0.0-2_all.deb']);
    expect(recordedGeneration(story, base).members).toMatchObject([{ release: again.id, packages: 1 }]);
  });
});

describe('an edit on another branch than main', () => {
  test('changes nothing, whatever it asks for, until it is merged.', async () => {
    const gfal = offer('gfal');
    const before = { record: recordedHead(story), tree: treeOf(`${story.work}/www`) };
    story.git('switch', '--quiet', '--create', 'proposal', 'main');
    const file = join(story.repository, pathOf(gfal));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/^desiredState: .*$/m, 'desiredState: InVerification'),
    );
    story.git('commit', '--quiet', '--all', '--message', 'Verify gfal');
    story.git('switch', '--quiet', 'main');
    await applied();
    expect({ record: recordedHead(story), tree: treeOf(`${story.work}/www`) }).toEqual(before);
    expect(JSON.parse((await story.onHost('plan', '--json')).out)).toMatchObject({
      actions: [],
      heldBack: [],
    });
    story.git('merge', '--quiet', '--no-ff', '--message', 'Merge: Verify gfal', 'proposal');
    await applied();
    expect(statesOf(story, gfal.id)).toEqual(['Submitted', 'Unverified', 'InVerification']);
  });
});
