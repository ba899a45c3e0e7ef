import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audienceTitle } from '../../src/domain/client-view.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Offer } from './provider.ts';
import { keyringOf, lastingTreeOf, packagesIn, sharedRepositories, treeOf } from './published.ts';
import { recordedHead, statesOf } from './recorded.ts';
import { type Story, startStory, toProduction, toStageRollout } from './story.ts';

let story: Story;
let voms: Offer;
let argus: Offer;
let canl: Offer;

/** One release in production with both formats, one in stage rollout, one in the unverified area. */
beforeAll(async () => {
  story = await startStory();
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms'], debs: ['voms'] });
  argus = await story.provider.offer({
    product: 'argus',
    version: '1.7.5',
    incremental: true,
    debs: ['argus'],
  });
  canl = await story.provider.offer({ product: 'canl', version: '3.0.0', rpms: ['canl'] });
  story.submit(voms, argus, canl);
  await planned();
  for (const offer of [voms, argus]) story.edit(offer, { desiredState: 'InVerification' });
  for (const offer of [voms, argus]) story.edit(offer, toStageRollout);
  story.edit(voms, toProduction);
  expect((await story.onHost('apply')).code).toBe(0);
  expect([voms, argus, canl].map(({ id }) => statesOf(story, id).at(-1))).toEqual([
    'Production',
    'StageRollout',
    'Unverified',
  ]);
});
afterAll(() => story.stop());

const plans: Plan[] = [];

async function planned(...args: readonly string[]): Promise<Plan> {
  const { code, out, err } = await story.onHost('plan', '--json', ...args);
  if (code === 1) throw new Error(err);
  const plan = JSON.parse(out);
  plans.push(plan);
  return plan;
}

function lose(...paths: readonly string[]): void {
  for (const path of paths) rmSync(join(story.work, path), { recursive: true, force: true });
}

function loseLedger(): void {
  const files = readdirSync(story.state).filter((name) => name.startsWith('ledger.sqlite'));
  expect(files).not.toEqual([]);
  lose(...files.map((name) => `state/${name}`));
}

describe('a host that has lost everything but git, the pool and its key', () => {
  test('It makes every published byte again, signatures included, and has nothing to record.', async () => {
    const before = {
      record: recordedHead(story),
      shared: lastingTreeOf(story),
      own: treeOf(story.unverifiedDir),
    };
    expect([...before.shared.keys()].filter((path) => path.endsWith('generation.json.asc'))).toHaveLength(
      sharedRepositories.length,
    );
    loseLedger();
    lose('www', 'state/mirror.git');
    const unsure = await planned();
    expect(unsure.actions).toEqual([]);
    const ways = new Set(unsure.heldRepositories.map(({ sentence }) => sentence.split('say so with: ')[1]));
    expect(ways.size).toBe(3);
    for (const way of ways) execFileSync('sh', ['-c', way ?? 'false']);
    const plan = await planned();
    expect(new Set(plan.actions.map(({ kind }) => kind))).toEqual(new Set(['restore-generation']));
    expect((await story.onHost('apply')).code).toBe(0);
    expect(lastingTreeOf(story)).toEqual(before.shared);
    expect(treeOf(story.unverifiedDir)).toEqual(before.own);
    expect(recordedHead(story)).toBe(before.record);
    expect((await planned()).actions).toEqual([]);
    const keyring = keyringOf(story);
    const filled = sharedRepositories.filter(({ key }) => packagesIn(story, key, keyring).length > 0);
    expect(filled.map(({ key }) => key)).toEqual([
      'production/umd-5/el9/x86_64/base',
      'production/umd-5/debian-12/amd64/base',
      'stage-rollout/umd-5/debian-12/amd64',
    ]);
  });

  test('Without its ledger alone it changes nothing, because nothing that is true stands there.', async () => {
    const before = { record: recordedHead(story), tree: treeOf(join(story.work, 'www')) };
    loseLedger();
    expect((await story.onHost('apply')).code).toBe(0);
    expect({ record: recordedHead(story), tree: treeOf(join(story.work, 'www')) }).toEqual(before);
  });
});

describe('a plan for a merged edit', () => {
  let merged = '';

  beforeAll(() => {
    merged = story.edit(argus, toProduction);
    story.edit(canl, { desiredState: 'InVerification' });
  });

  test('Made from a plain clone, with nothing of the host in reach, it has the actions of the host.', async () => {
    const onHost = await planned();
    expect(onHost.actions.length).toBeGreaterThan(3);
    const clone = join(story.work, 'clone');
    story.git('clone', '--quiet', '--', story.repository, clone);
    for (const name of ['state', 'www', 'host.yaml'])
      renameSync(join(story.work, name), join(story.work, `no-${name}`));
    const said = await story.stagepost('plan', '--from-record', '--repository', clone, '--json');
    for (const name of ['state', 'www', 'host.yaml'])
      renameSync(join(story.work, `no-${name}`), join(story.work, name));
    expect(said).toMatchObject({ code: 0, err: '' });
    const fromRecord = JSON.parse(said.out);
    plans.push(fromRecord);
    expect(fromRecord.actions).toEqual(onHost.actions);
    expect(fromRecord.heldBack).toEqual(onHost.heldBack);
    expect(fromRecord.clients).toEqual(onHost.clients);
    const told = onHost.clients.map((view) => [
      audienceTitle(view),
      view.kind === 'known' && view.added.length,
      view.kind === 'known' && view.unknownRelations,
    ]);
    expect(told).toEqual([
      ['production umd-5 debian-12/amd64', 1, 0],
      ['stage-rollout umd-5 debian-12/amd64', 0, 0],
    ]);
    expect(fromRecord.unsettled).toEqual(onHost.unsettled);
  });

  test('Made from a clone that has not fetched the record, it is refused with the command that mends it.', async () => {
    const clone = join(story.work, 'narrow');
    story.git('clone', '--quiet', '--single-branch', '--branch', 'main', '--', story.repository, clone);
    const said = await story.stagepost('plan', '--from-record', '--repository', clone);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain('git fetch origin stagepost-record:refs/remotes/origin/stagepost-record');
  });

  test('Asked for by the digest of an older plan, it is refused and nothing is changed.', async () => {
    const { digest } = await planned();
    story.edit(canl, { desiredState: 'WaitingForResponse' });
    const before = { record: recordedHead(story), tree: treeOf(join(story.work, 'www')) };
    const said = await story.onHost('apply', '--plan', digest);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain((await planned()).digest);
    expect({ record: recordedHead(story), tree: treeOf(join(story.work, 'www')) }).toEqual(before);
  });

  test('Asked for by its digest, it is carried out exactly, and the exit code tells when nothing is left.', async () => {
    const asked = await story.onHost('plan', '--json', '--detailed-exitcode');
    expect(asked.code).toBe(2);
    const plan: Plan = JSON.parse(asked.out);
    const said = await story.onHost('apply', '--plan', plan.digest, '--json');
    expect(said).toMatchObject({ code: 0, err: '' });
    const [cycle, ...others] = JSON.parse(said.out);
    expect(others).toEqual([]);
    expect(cycle.plan.actions).toEqual(plan.actions);
    expect(cycle.results).toEqual(plan.actions.map(({ id }) => ({ kind: 'done', action: id })));
    expect(cycle.record).toBe(recordedHead(story));
    expect(statesOf(story, argus.id).at(-1)).toBe('Production');
    expect(statesOf(story, canl.id).slice(-2)).toEqual(['InVerification', 'WaitingForResponse']);
    expect(story.git('show', '--no-patch', '--format=%B', 'stagepost-record')).toContain(
      `Plan: ${plan.digest}`,
    );
    expect(story.git('merge-base', '--is-ancestor', merged, cycle.plan.base.commit)).toBe('');
    expect((await story.onHost('plan', '--json', '--detailed-exitcode')).code).toBe(0);
  });
});

describe('what is printed as JSON', () => {
  test('Every plan of this story is as the published schema says.', () => {
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../schemas/plan.schema.json'), 'utf8'),
    );
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
    const kinds = new Set(plans.flatMap((plan) => plan.actions.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual([
      'enter-state',
      'fetch-release',
      'publish-generation',
      'restore-generation',
    ]);
    for (const plan of plans) expect(validate(plan) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...plans[0], surprise: true })).toBe(false);
  });

  test('Status and validation can be read by a program, and nothing else is on that channel.', async () => {
    expect(JSON.parse((await story.onHost('status', '--json')).out).releases).toHaveLength(3);
    const checked = ['validate', '--repository', story.repository, '--json'] as const;
    expect(JSON.parse((await story.stagepost(...checked)).out)).toEqual([]);
    story.edit(canl, { desiredState: 'Gone' });
    const { code, out } = await story.stagepost(...checked);
    expect(code).toBe(1);
    const file = `releases/${canl.id}.yaml`;
    const lines = readFileSync(join(story.repository, file), 'utf8').split('\n');
    const wrong = 'desiredState: Gone';
    const line = lines.findIndex((text) => text.startsWith(wrong)) + 1;
    expect(line).toBeGreaterThan(0);
    expect(JSON.parse(out)).toMatchObject([{ file, line, column: wrong.indexOf('Gone') + 1 }]);
  });
});
