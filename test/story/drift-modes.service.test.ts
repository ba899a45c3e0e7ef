import { appendFileSync, existsSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import type { Offer } from './provider.ts';
import { folderOf, keyringOf, liveFolder, lookAtWhole, treeOf } from './published.ts';
import { recordedGeneration, recordedHead, statesOf } from './recorded.ts';
import { type Story, settled, startStory, toStageRollout } from './story.ts';

const yum = 'stage-rollout/umd-5/el9/x86_64';
const apt = 'stage-rollout/umd-5/debian-12/amd64';
let story: Story;
let voms: Offer;

beforeAll(async () => {
  story = await startStory();
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms'], debs: ['voms'] });
  story.submit(voms);
  await story.onHost('apply');
  story.edit(voms, { desiredState: 'InVerification' });
  story.edit(voms, toStageRollout);
  expect((await story.onHost('apply')).out).toMatch(settled);
});
afterAll(() => story.stop());

async function planned(): Promise<Plan> {
  const { code, out, err } = await story.onHost('plan', '--json');
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

function setMode(mode: 'observe' | 'heal' | 'adopt'): void {
  const text = story.readFile('stagepost.yaml');
  story.merge(`drift: ${mode}`, { 'stagepost.yaml': text.replace(/drift: [a-z]+/, `drift: ${mode}`) });
}

const link = (key: string) => join(folderOf(story, key), key === yum ? 'repodata' : 'dists');
const stranger = () => join(folderOf(story, yum), 'index.html');

/** Leads clients of both repositories to the generation before the live one. */
function leadBack(): void {
  for (const key of [yum, apt]) {
    const number = recordedGeneration(story, key).number - 1;
    const target = readlinkSync(link(key)).replace(/\d{6}/, String(number).padStart(6, '0'));
    expect(existsSync(join(folderOf(story, key), target))).toBe(true);
    rmSync(link(key));
    symlinkSync(target, link(key));
  }
}

async function held(): Promise<Readonly<Record<string, string>>> {
  const { heldRepositories } = await planned();
  return Object.fromEntries(heldRepositories.map(({ repository, sentence }) => [repository, sentence]));
}

/** A run that changes nothing, neither what is published nor the record. */
async function runInVain(): Promise<string> {
  const [before, head] = [treeOf(story.publicDir), recordedHead(story)];
  const { out } = await story.onHost('apply');
  expect((await planned()).actions).toEqual([]);
  expect(treeOf(story.publicDir)).toEqual(before);
  expect(recordedHead(story)).toBe(head);
  return out;
}

describe('published trees that somebody disturbs', () => {
  let sound: ReadonlyMap<string, string>;

  test('are told and not touched where policy observes', async () => {
    sound = treeOf(story.publicDir);
    setMode('observe');
    await story.onHost('apply');
    writeFileSync(stranger(), '<h1>hello</h1>');
    appendFileSync(join(liveFolder(story, apt), 'dists/debian-12/Release'), '\n');
    const said = await runInVain();
    const status = await story.onHost('status');
    for (const text of [said, status.out]) {
      expect(text).toContain('only observed: index.html is not ours');
      expect(text).toMatch(/only observed: .*Release/);
    }
    expect(Object.keys(await held()).sort()).toEqual([apt, yum].sort());
    expect((await story.onHost('scrub')).code).toBe(1);
  });

  test('are made again with the same bytes and signatures where policy heals, for the reason that was told', async () => {
    setMode('heal');
    const { actions } = await planned();
    expect(actions).toMatchObject([
      { kind: 'restore-generation', why: 'index.html is not ours' },
      { kind: 'restore-generation', why: expect.stringMatching(/Release has other bytes$/) },
    ]);
    const numbers = [yum, apt].map((key) => recordedGeneration(story, key).number);
    expect((await story.onHost('apply')).out).toMatch(settled);
    expect(treeOf(story.publicDir)).toEqual(sound);
    expect([yum, apt].map((key) => recordedGeneration(story, key).number)).toEqual(numbers);
    expect(await story.onHost('scrub')).toMatchObject({ code: 0 });
  });

  test('are made again where somebody led clients to an earlier generation', async () => {
    leadBack();
    expect((await story.onHost('apply')).out).toMatch(settled);
    expect(treeOf(story.publicDir)).toEqual(sound);
    expect((await planned()).actions).toEqual([]);
  });

  test('are held where policy adopts, until a person has put right what no edit of git agrees with', async () => {
    setMode('adopt');
    await story.onHost('apply');
    writeFileSync(stranger(), '<h1>hello</h1>');
    await runInVain();
    expect(await held()).toEqual({
      [yum]: expect.stringContaining(
        'index.html is not ours; no edit of git agrees with it: put it right by hand',
      ),
    });
    rmSync(stranger());
    expect(await held()).toEqual({});
  });
});

describe('an earlier generation to which somebody led the clients back', () => {
  test('stays live where policy adopts, whoever asks for something else, and the edit is told', async () => {
    leadBack();
    const told = `git agrees with it after desiredState: Production or Rejected or NotPublished in releases/${voms.id}.yaml`;
    expect(await runInVain()).toContain(told);
    expect(await held()).toEqual({
      [yum]: expect.stringContaining(told),
      [apt]: expect.stringContaining(told),
    });
  });

  test('is what git asks for after that edit: it is recorded, and its next generation is published', async () => {
    const before = [yum, apt].map((key) => recordedGeneration(story, key).number);
    story.edit(voms, { desiredState: 'Rejected', reason: 'taken out by hand, because it broke a site' });
    expect((await story.onHost('apply')).out).toMatch(settled);
    expect(statesOf(story, voms.id).at(-1)).toBe('Rejected');
    const after = [yum, apt].map((key) => recordedGeneration(story, key));
    expect(after.map(({ number, members }) => ({ number, members }))).toEqual(
      before.map((number) => ({ number: number + 1, members: [] })),
    );
    for (const key of [yum, apt]) expect(lookAtWhole(story, key, keyringOf(story))).toEqual([]);
    expect(await held()).toEqual({});
    expect(await story.onHost('scrub')).toMatchObject({ code: 0 });
  });
});
