import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { rtProxy } from '../adapters/rt/rt-proxy.ts';
import { setHostSection } from './host-section.ts';
import { type Line, startLine } from './line.ts';
import type { Offer } from './provider.ts';
import { unverifiedReleases } from './published.ts';
import { statesOf } from './recorded.ts';
import { pathOf, type Said, type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';
import { releaseXmlOf, ticketOf, ticketsOf } from './tickets-seen.ts';

const rt = realTracker();
const offers = new Map<string, Offer>();
let story: Story;
let line: Line;

beforeAll(async () => {
  const policy = (text: string) => text.replace(/^# retry: .*$/m, 'retry: {firstSeconds: 1, mostSeconds: 1}');
  story = await startStory({ policy, url: async () => 'https://repo.example.org' });
  line = await startLine(Number(new URL(rt.url()).port));
  useTracker(`http://${line.host}`);
  for (const product of ['argus', 'bdii', 'canl', 'dpm', 'emir', 'fts'])
    offers.set(product, await story.provider.offer({ product, version: '1.0.0', debs: [product] }));
  const voms = { product: 'voms', version: '1.0.0', incremental: true, rpms: ['voms'], debs: ['voms'] };
  offers.set('voms', await story.provider.offer(voms));
});
afterAll(async () => {
  await line.stop();
  await story.stop();
});

function useTracker(url: string): void {
  setHostSection(story, 'requestTracker', { url, queue: 'sw-rel', tokenFile: rt.tokenFile('stagepost') });
}

function offer(product: string): Offer {
  const found = offers.get(product);
  if (found === undefined) throw new Error(`${product} was not offered`);
  return found;
}

async function applied(): Promise<Said> {
  const said = await story.onHost('apply');
  expect(said).toMatchObject({ code: 0, err: '' });
  return said;
}

/** Every ticket is looked at by the next run, as it is when an hour has passed. */
function forgetWhatWasSeen(): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(story.state, `ledger.sqlite${end}`), { force: true });
}

const seen = (product: string) => ticketOf(rt, offer(product).id);
const fieldsOf = async (product: string) => (await seen(product)).fields;
const below = (path: string) => `https://repo.example.org/${path}/`;

describe('the ticket of a release', () => {
  test('is made once the release is there, and says what it is and where.', async () => {
    const voms = offer('voms');
    story.submit(voms);
    await applied();
    const { number, fields, comments, states } = await seen('voms');
    expect(fields).toEqual({
      Status: 'open',
      RolloutProgress: 'Unverified',
      CommunicationStatus: 'OK',
      RepositoryURL: below('private/unverified/emi.voms/1.0.0'),
      EmergencyRelease: 'No',
      ReleaseType: 'Incremental',
      AssociatedMajorRelease: 'umd-5',
      'Sync-Protocol': 'rsync',
      'Sync-URL': voms.url,
      'Stagepost-Release': voms.id,
    });
    expect(comments).toEqual([]);
    expect(states.at(-1)).toBe('voms 1.0.0 is in Unverified.');
    expect(await releaseXmlOf(rt, number)).toBe(readFileSync(join(voms.folder, 'release.xml'), 'utf8'));
  });

  test('is not written again when it is right, also when it is looked at again.', async () => {
    const before = await seen('voms');
    forgetWhatWasSeen();
    expect((await story.onHost('apply')).code).toBe(0);
    expect(await seen('voms')).toEqual(before);
  });

  test('follows its release to production, while the one behind it is Deferred and Pending.', async () => {
    const [voms, argus] = [offer('voms'), offer('argus')];
    story.edit(voms, { desiredState: 'InVerification' });
    await applied();
    expect(await fieldsOf('voms')).toMatchObject({ RolloutProgress: 'InVerification', Status: 'open' });
    story.submit(argus);
    story.edit(argus, { desiredState: 'InVerification' });
    story.edit(voms, toStageRollout);
    story.edit(argus, toStageRollout);
    await applied();
    expect(await fieldsOf('voms')).toMatchObject({
      RolloutProgress: 'StageRollout',
      CommunicationStatus: 'OK',
      RepositoryURL: below('public/stage-rollout/umd-5'),
      'Verification-Report': toStageRollout.verificationReport,
    });
    expect(await fieldsOf('argus')).toMatchObject({
      RolloutProgress: 'Deferred',
      CommunicationStatus: 'Pending',
      RepositoryURL: expect.stringContaining('/unverified/emi.argus/'),
    });
    story.edit(voms, toProduction);
    await applied();
    expect(await fieldsOf('voms')).toMatchObject({
      Status: 'resolved',
      RolloutProgress: 'Production',
      CommunicationStatus: 'OK',
      RepositoryURL: below('public/production/umd-5'),
      'StageRollout-Report': toProduction.stageRolloutReport,
    });
    expect(await fieldsOf('argus')).toMatchObject({
      Status: 'open',
      RolloutProgress: 'StageRollout',
      CommunicationStatus: 'OK',
    });
  });

  test('of one that is rejected is resolved, leads nowhere, and says why.', async () => {
    story.submit(offer('bdii'));
    await applied();
    story.edit(offer('bdii'), { desiredState: 'Rejected', reason: 'the daemon does not start' });
    await applied();
    const { fields, comments } = await seen('bdii');
    expect(comments).toEqual([expect.stringContaining('ended as Rejected: the daemon does not start')]);
    expect(fields).toMatchObject({
      Status: 'resolved',
      RolloutProgress: 'Rejected',
      CommunicationStatus: 'OK',
    });
    expect(fields).not.toHaveProperty('RepositoryURL');
  });

  test('is set back when a person changed it, once the time is over for which it is trusted.', async () => {
    const before = await seen('argus');
    const wrong = { Status: 'resolved', CustomFields: { RolloutProgress: 'Production' } };
    await rt.ask('rosa', { method: 'PUT', path: `/ticket/${before.number}`, body: wrong });
    await applied();
    expect(await fieldsOf('argus')).toMatchObject({ Status: 'resolved', RolloutProgress: 'Production' });
    forgetWhatWasSeen();
    await story.onHost('apply');
    const after = await seen('argus');
    expect(after.fields).toEqual(before.fields);
    expect(after.comments.slice(before.comments.length)).toEqual([
      expect.stringMatching(
        /- Status from "open" to "resolved", by rosa, .*\n- RolloutProgress from "StageRollout" to "Production", by rosa, /,
      ),
    ]);
  });
});

describe('what a ticket is told', () => {
  test('of a fetch that fails is one comment with the file and what to do, however often it is tried.', async () => {
    const fts = offer('fts');
    const served = join(fts.folder, 'debian-12/amd64/fts_1.0.0-1_all.deb');
    writeFileSync(served, Buffer.concat([readFileSync(served), Buffer.from('!')]));
    story.submit(fts);
    for (const _ of ['first', 'second', 'third']) {
      expect((await story.onHost('apply')).code).toBe(1);
      await sleep(1300);
    }
    expect(statesOf(story, fts.id)).toEqual(['Submitted', 'Failed']);
    const { fields, comments } = await seen('fts');
    expect(fields).toMatchObject({
      Status: 'open',
      RolloutProgress: 'Failed',
      CommunicationStatus: 'Failed',
    });
    expect(comments).toEqual([expect.stringMatching(/fts_1\.0\.0-1_all\.deb[\s\S]*What to do: \w/)]);
    story.edit(fts, { desiredState: 'Ignored', reason: 'the provider does not answer' });
    await applied();
    const after = await seen('fts');
    expect(after.fields).toMatchObject({ RolloutProgress: 'Ignored', CommunicationStatus: 'OK' });
    expect(after.comments).toEqual([...comments, expect.stringContaining('the provider does not answer')]);
  });

  test('of a step that is not one is one comment with the line of the file.', async () => {
    const canl = offer('canl');
    story.submit(canl);
    await applied();
    story.edit(canl, { ...toStageRollout, ...toProduction });
    await applied();
    await applied();
    forgetWhatWasSeen();
    expect((await story.onHost('apply')).code).toBe(0);
    const at = `${pathOf(canl)}:${story.readFile(pathOf(canl)).split('\n').indexOf('desiredState: Production') + 1}`;
    const { fields, comments } = await seen('canl');
    expect(fields).toMatchObject({ RolloutProgress: 'Unverified', CommunicationStatus: 'Failed' });
    expect(comments).toEqual([expect.stringContaining('Unverified -> Production is not a step')]);
    expect(comments[0]).toContain(`Asked for in ${at}`);
    story.edit(canl, { desiredState: 'Unverified' });
    await applied();
    expect(await fieldsOf('canl')).toMatchObject({ CommunicationStatus: 'OK' });
  });
});

describe('a Request Tracker that is not well', () => {
  test('holds up nothing while it is down, and has one right ticket after it is back.', async () => {
    const dpm = offer('dpm');
    line.cut();
    story.submit(dpm);
    const { code, out, err } = await story.onHost('apply');
    expect(code).toBe(0);
    expect(out).toMatch(settled);
    expect(err).toMatch(/^not mirrored: tickets: Request Tracker at .*; \d+ waits? for it$/m);
    expect(unverifiedReleases(story)).toContain('emi.dpm/1.0.0');
    line.pass();
    expect(await ticketsOf(rt, dpm.id)).toEqual([]);
    await applied();
    await applied();
    expect(await fieldsOf('dpm')).toMatchObject({ RolloutProgress: 'Unverified', CommunicationStatus: 'OK' });
  });

  test('makes a ticket and then says that it failed, and there is one ticket in the end.', async () => {
    const emir = offer('emir');
    let failures = 1;
    const proxy = await rtProxy(rt.url(), (method, path) => {
      if (method !== 'POST' || !path.endsWith('/ticket') || failures === 0) return 'whole';
      failures -= 1;
      return 'without answer';
    });
    useTracker(proxy);
    story.submit(emir);
    const said = await story.onHost('apply');
    expect(said.code).toBe(0);
    expect(said.err).toContain('answered with status 500');
    await applied();
    expect(failures).toBe(0);
    expect(await fieldsOf('emir')).toMatchObject({
      RolloutProgress: 'Unverified',
      CommunicationStatus: 'OK',
    });
  });
});
