// What faults are tried on: a story whose reconciler works with a bare origin, brought step by step to where each
// scenario begins.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportKeyring } from '../publish/client-view.ts';
import type { Offer } from '../story/provider.ts';
import { pathOf, type Story, startStory, toProduction, toStageRollout } from '../story/story.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';

export interface Bench {
  readonly story: Story;
  readonly work: string;
  /** The bare repository that the reconciler follows. */
  readonly origin: string;
  readonly keyring: string;
}

/** A moment after some merges and before the run that takes them up. */
export const stageNames = [
  'first start',
  'submission',
  'stage rollout',
  'production',
  'failure',
  'retry',
  'rejection',
] as const;
export type StageName = (typeof stageNames)[number];

/** Two generations are kept, so that publishing soon removes older ones. */
export async function openBench(): Promise<Bench> {
  const policy = (text: string) => text.replace(/keepGenerations: \d+/, 'keepGenerations: 2');
  const story = await startStory({ policy });
  const origin = join(story.work, 'origin.git');
  execFileSync('git', ['clone', '--quiet', '--bare', '--', story.repository, origin]);
  const host = readFileSync(story.hostFile, 'utf8');
  const followed = host.replace(/^repository: .*$/m, `repository: '${origin}'`);
  if (followed === host) throw new Error('the host file names no repository');
  writeFileSync(story.hostFile, followed);
  const keyring = exportKeyring(join(story.state, 'gnupg'), join(story.work, 'client-keyring.gpg'));
  return { story, work: story.work, origin, keyring };
}

/** Makes the merges of each stage in turn; between them `run` brings the host to where the next begins. */
export async function prepareStages(
  bench: Bench,
  run: (stage: StageName, snapshot: Snapshot) => Promise<void>,
): Promise<void> {
  const { story } = bench;
  const merges = await mergesOf(story);
  for (const stage of stageNames) {
    merges[stage]();
    story.git('push', '--quiet', bench.origin, 'main');
    await run(stage, takeSnapshot(bench, stage));
  }
}

async function mergesOf(story: Story): Promise<{ readonly [stage in StageName]: () => void }> {
  const wish = { product: 'voms', rpms: ['voms'], debs: ['voms'] };
  const first = await story.provider.offer({ ...wish, version: '4.2.0' });
  const second = await story.provider.offer({ ...wish, version: '4.3.0' });
  const wrong: Offer = { ...second, checksumsDigest: `sha256:${'0'.repeat(64)}` };
  return {
    'first start': () => undefined,
    submission: () => story.submit(first),
    'stage rollout': () => {
      story.edit(first, { desiredState: 'InVerification' });
      story.edit(first, toStageRollout);
    },
    production: () => story.edit(first, toProduction),
    failure: () => story.submit(wrong),
    retry: () => {
      const text = story.readFile(pathOf(second)).replace(wrong.checksumsDigest, second.checksumsDigest);
      story.merge('the right digest', { [pathOf(second)]: text });
    },
    rejection: () => story.edit(second, { desiredState: 'Rejected', reason: 'It does not start.' }),
  };
}
