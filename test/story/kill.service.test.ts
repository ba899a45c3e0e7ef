import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Checkpoint, startCheckpoint } from './checkpoint.ts';
import type { Offer } from './provider.ts';
import {
  folderOf,
  keyringOf,
  liveFolder,
  lookAtWhole,
  remainsOf,
  sharedRepositories,
  treeOf,
  unverifiedReleases,
  waysIntoUnverified,
} from './published.ts';
import { recordedFiles, recordedHead, recordedText, statesOf } from './recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

const script = join(import.meta.dirname, 'killed-apply.ts');
const minutes = 180_000;

let story: Story;
let keyring = '';
let voms: Offer;
let inStageRollout: Checkpoint;

beforeAll(async () => {
  story = await startStory();
  keyring = keyringOf(story);
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms'], debs: ['voms'] });
  story.submit(voms);
});
afterAll(() => story.stop());

const environment = () => ({ ...process.env, NODE_COMPILE_CACHE: join(story.work, 'compiled') });

function runBefore(call: string) {
  const run = spawnSync(process.execPath, [script, story.hostFile, call], {
    encoding: 'utf8',
    env: environment(),
  });
  if (run.signal !== 'SIGKILL' && run.status !== 0) throw new Error(run.stderr);
  return { killed: run.signal === 'SIGKILL', said: run.stdout.trim() };
}

/** Runs an apply that is killed before that call, and answers with its name. */
function killBefore(call: string): string {
  const { killed, said } = runBefore(call);
  return killed ? said : `the end, after ${said}`;
}

/** How many calls an apply makes from here to its end. */
function countCalls(): number {
  return Number.parseInt(runBefore('none').said, 10);
}

/** The stages in which clients find the packages; every repository that is there is read whole. */
function stagesWithPackages(): readonly string[] {
  const there = sharedRepositories.filter(({ key }) => isLive(key));
  const filled = there.filter(({ key }) => lookAtWhole(story, key, keyring).length > 0);
  return [...new Set(filled.map(({ stage }) => stage))].sort();
}

function isLive(key: string): boolean {
  return ['repodata', 'dists'].some((name) => existsSync(join(folderOf(story, key), name)));
}

async function finish(): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  expect(code, out).toBe(0);
  expect(err).toBe('');
  expect(out).toMatch(settled);
  expect(remainsOf(story)).toEqual([]);
  for (const { key } of sharedRepositories) {
    const text = readFileSync(join(liveFolder(story, key), 'generation.json'), 'utf8');
    expect(recordedText(story, `repositories/${key}/generation.json`)).toBe(text);
  }
}

describe('an apply that is killed before one of its calls', () => {
  test(
    'Where it fetched and published for the first time, the next run ends as if nothing had happened.',
    async () => {
      const start = startCheckpoint(story, 'nothing');
      const kinds = [
        'pool.admit:1',
        'pool.discard:1',
        'records.write:1',
        'changes.switchLink:7',
        'records.write:2',
      ];
      for (const call of kinds) {
        start.goBack();
        expect(killBefore(call)).toBe(nameOf(call));
        expect(stagesWithPackages()).toEqual([]);
        expect(waysIntoUnverified(story)).toEqual([]);
        await finish();
        expect(statesOf(story, voms.id)).toEqual(['Submitted', 'Unverified']);
        expect(unverifiedReleases(story)).toEqual(['emi.voms/4.2.0']);
        expect(recordedFiles(story)).toContain(`inventory/${voms.id}.json`);
      }
    },
    minutes,
  );

  test(
    'Where it moved to stage rollout, the packages are private or in stage rollout, and the next run ends alone.',
    async () => {
      await finish();
      story.edit(voms, { desiredState: 'InVerification' });
      story.edit(voms, toStageRollout);
      const start = startCheckpoint(story, 'unverified');
      const named = ['changes.switchLink:2', 'changes.removeEmptyFolder:1', 'records.write:1'];
      // Near the end the private trees are taken away.
      const late = String(countCalls() - 8);
      const killedAt: string[] = [];
      for (const call of [...named, 'ledger.forgetAttempts:1', late]) {
        start.goBack();
        killedAt.push(killBefore(call));
        const stages = stagesWithPackages();
        expect(stages.length > 0 || unverifiedReleases(story).length > 0).toBe(true);
        expect(stages).not.toContain('production');
        await finish();
        expect(statesOf(story, voms.id).slice(2)).toEqual(['InVerification', 'StageRollout']);
        expect(stagesWithPackages()).toEqual(['stage-rollout']);
        expect(unverifiedReleases(story)).toEqual([]);
      }
      expect(killedAt.slice(0, 3)).toEqual(named.map(nameOf));
    },
    minutes,
  );

  test(
    'Where it moved to production, clients read one whole generation, and the next run ends alone.',
    async () => {
      await finish();
      story.edit(voms, toProduction);
      inStageRollout = startCheckpoint(story, 'stage-rollout');
      // Each kill costs seconds, so of more than a hundred calls every fortieth is taken, and those that
      // decide what is true; `npm run faults` takes them all.
      const calls = countCalls();
      const some = Array.from({ length: Math.floor(calls / 40) }, (_none, index) => String(1 + 40 * index));
      const switches = [1, 3, 4].map((n) => `changes.switchLink:${n}`);
      const others = ['changes.write:5', 'signer.detach:3', 'changes.rename:1', 'records.write:1'];
      const named = [...switches, ...others, 'ledger.forgetAttempts:1'];
      const killedAt: string[] = [];
      const seen: string[] = [];
      let left = 0;
      for (const call of [...some, ...named]) {
        inStageRollout.goBack();
        killedAt.push(killBefore(call));
        seen.push(stagesWithPackages().join(' and '));
        left += remainsOf(story).length;
        expect(waysIntoUnverified(story)).toEqual([]);
        await finish();
        expect(statesOf(story, voms.id).slice(2)).toEqual(['InVerification', 'StageRollout', 'Production']);
        expect(stagesWithPackages()).toEqual(['production']);
      }
      expect(killedAt.slice(some.length)).toEqual(named.map(nameOf));
      // A release enters production before it leaves stage rollout, so it is never in neither.
      expect([...new Set(seen)].sort()).toEqual([
        'production',
        'production and stage-rollout',
        'stage-rollout',
      ]);
      // Without remains of killed runs, sweeping would not have been tried.
      expect(left).toBeGreaterThan(0);
    },
    minutes,
  );
});

describe('two runs at once', () => {
  test('The second is refused while the first holds the lock, changes nothing, and the first ends well.', async () => {
    inStageRollout.goBack();
    const args = [script, story.hostFile, 'changes.switchLink:1', 'SIGSTOP'];
    const first = spawn(process.execPath, args, { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(first, 'exit');
    await once(first.stdout, 'data');
    while (!isStopped(first.pid)) await sleep(20);
    const before = { record: recordedHead(story), tree: treeOf(story.publicDir) };
    const second = await story.onHost('apply');
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toContain(`another process works with ${story.state} (pid ${first.pid})`);
    expect({ record: recordedHead(story), tree: treeOf(story.publicDir) }).toEqual(before);
    first.kill('SIGCONT');
    expect(await ended).toEqual([0, null]);
    await finish();
  });
});

function nameOf(call: string): string {
  return call.replace(/:\d+$/, '');
}

function isStopped(pid: number | undefined): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
