// A year in which nobody does anything, compressed by the clock of the host: only Valid-Until has to be renewed.
// The clients are real; their clocks are set by faketime, and apt's own date checks are on. gpg signs at the real time,
// which is the beginning of the year, so that no signature is younger than the metadata that it stands for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aptUpdate, dnfMakecache, installWithApt } from '../../scripts/provider/clients.ts';
import { type Composed, compose } from '../../src/compose.ts';
import { failureOf } from '../../src/domain/failure.ts';
import { type Instant, instantOfMs, msOf, plusSeconds } from '../../src/domain/instant.ts';
import { silent } from '../../src/ports/progress.ts';
import { reconcileUntilQuiet } from '../../src/reconcile/until-quiet.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import { folderOf } from './published.ts';
import { recordedGeneration } from './recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

const day = 86_400;
const validDays = 120;
const stepDays = 30;
const apt = 'production/umd-5/debian-12/amd64/base';
const yum = 'production/umd-5/el9/x86_64/base';
const minutes = 480_000;

let story: Story;
let composed: Composed;
let clock: FakeClock;

beforeAll(async () => {
  story = await startStory({ policy: (text) => text.replace('validDays: 14', `validDays: ${validDays}`) });
  const wish = { product: 'voms', version: '4.2.0', rpms: ['voms'], debs: ['voms'] };
  const voms = await story.provider.offer(wish);
  story.submit(voms);
  for (const step of [{ desiredState: 'InVerification' }, toStageRollout, toProduction]) {
    await apply();
    story.edit(voms, step);
  }
  await apply();
  clock = fakeClock(instantOfMs(Date.now()));
  composed = await compose({ file: story.hostFile, env: {}, progress: silent, exclusive: true });
}, minutes);
afterAll(async () => {
  await composed.close();
  await story.stop();
});

async function apply(): Promise<void> {
  const { out, err } = await story.onHost('apply');
  if (!settled.test(out)) throw new Error(out + err);
}

/** What the host does at this moment; the failures of the run, by code. */
async function run(): Promise<readonly string[]> {
  try {
    const deps = { ...composed.deps, clock };
    const cycles = await reconcileUntilQuiet(deps, { planned: () => undefined, ended: () => undefined });
    return cycles.flatMap((cycle) =>
      cycle.kind === 'done'
        ? cycle.outcome.results.flatMap((result) => (result.kind === 'failed' ? [result.failure.code] : []))
        : ['refused'],
    );
  } catch (error) {
    return [failureOf(error).code];
  }
}

function clientFile(key: string, ending: string): string {
  return readFileSync(join(folderOf(story, key), `${key.replaceAll('/', '-')}${ending}`), 'utf8');
}

function spelled(moment: Instant): string {
  return moment.replace('T', ' ').replace('Z', '');
}

function aptAt(moment: Instant, machine = 'apt') {
  const workDir = join(story.work, machine);
  return { workDir, sources: clientFile(apt, '.sources'), now: spelled(moment) };
}

function dnfAt(moment: Instant) {
  return { workDir: join(story.work, 'dnf'), repo: clientFile(yum, '.repo'), now: spelled(moment) };
}

test(
  'Every generation of a quiet year is taken by apt, and renewed long before apt would refuse it.',
  async () => {
    const first = recordedGeneration(story, apt).number;
    const ofYum = recordedGeneration(story, yum);
    await dnfMakecache(dnfAt(clock.now()));
    const lives: number[] = [];
    for (let past = stepDays; past <= 365; past += stepDays) {
      clock.advance(stepDays * day);
      expect(await run()).toEqual([]);
      const date = recordedGeneration(story, apt).date as Instant;
      expect(date <= clock.now()).toBe(true);
      lives.push(validDays - (msOf(clock.now()) - msOf(date)) / 1000 / day);
      await aptUpdate(aptAt(plusSeconds(clock.now(), 60)));
      if (past === 180) await dnfMakecache(dnfAt(clock.now()));
    }
    expect(recordedGeneration(story, apt).number - first).toBe(6);
    expect(Math.min(...lives)).toBeGreaterThanOrEqual(validDays / 2);
    // yum knows no end of validity: one generation lasts the whole year.
    expect(recordedGeneration(story, yum)).toEqual(ofYum);
    await dnfMakecache(dnfAt(clock.now()));
    const late = { ...aptAt(plusSeconds(clock.now(), 60), 'late'), packages: ['voms'] };
    expect((await installWithApt(late)).installed).toEqual(['voms-4.2.0-1']);
  },
  minutes,
);

test('Those clients do look at dates: before the Date and after Valid-Until the same generation is refused.', async () => {
  const date = recordedGeneration(story, apt).date as Instant;
  const refusal = (days: number) => aptUpdate(aptAt(plusSeconds(date, days * day), 'strict'));
  await expect(refusal(-1)).rejects.toThrow(/not valid yet/);
  await refusal(validDays - 1);
  await expect(refusal(validDays + 1)).rejects.toThrow(/expired/);
});

test(
  'A clock that jumps ten years ahead signs nothing, and ten years back neither; set right, it goes on.',
  async () => {
    const right = clock.now();
    const before = recordedGeneration(story, apt);
    for (const years of [10, -10]) {
      clock.set(plusSeconds(right, years * 365 * day));
      const asked = story.merge(`while the clock is wrong by ${years}`, {
        [`notes/${years}.txt`]: 'quiet\n',
      });
      expect(asked).toMatch(/^[0-9a-f]+$/);
      // Ten years ahead a renewal is due; ten years back nothing is.
      expect(await run()).toEqual(years > 0 ? ['clock-implausible'] : []);
      expect(recordedGeneration(story, apt)).toEqual(before);
    }
    clock.set(plusSeconds(right, (validDays / 2) * day));
    expect(await run()).toEqual([]);
    expect(recordedGeneration(story, apt).number).toBe(before.number + 1);
  },
  minutes,
);
