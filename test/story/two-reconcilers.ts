// Two reconcilers of the same roots and record: the first is stopped before one of its calls, the second runs to its
// end, the first goes on. Whatever the call, nothing has happened twice, and one more run ends as one alone would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256Of } from '../../src/domain/digest.ts';
import { type Checkpoint, startCheckpoint } from './checkpoint.ts';
import { folderOf, keyringOf, lookAtWhole, remainsOf, sharedRepositories } from './published.ts';
import { type Reconciled, reconcileOnce } from './reconcile-once.ts';
import { recordedHead, recordedText, statesOf } from './recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

/** Both of one state directory, or each with its own. */
export const arrangements = ['one state', 'two states'] as const;
export type Arrangement = (typeof arrangements)[number];

/** What happened at one point. */
export interface Tried {
  readonly first: Reconciled;
  readonly second: Reconciled;
  /** What must not be; empty when all is well. */
  readonly violations: readonly string[];
}

export interface TwoReconcilers {
  /** How many calls the first one makes when it is alone. */
  readonly calls: number;
  readonly tryAt: (arrangement: Arrangement, call: number) => Promise<Tried>;
  readonly stop: () => Promise<void>;
}

interface Bench {
  readonly story: Story;
  readonly keyring: string;
  readonly release: string;
  readonly secondHost: string;
  readonly start: Checkpoint;
}

const script = join(import.meta.dirname, 'paused-apply.ts');
const refusals = ['lock-held', 'record-superseded', 'plan-changed'];

/** Brings a release into stage rollout and asks for production: that is what both reconcilers are about to do. */
export async function openTwoReconcilers(): Promise<TwoReconcilers> {
  const hasty = '\nretry: {firstSeconds: 1, mostSeconds: 1}\n';
  const story = await startStory({
    policy: (text) => `${text.replace(/^retry:.*\n(?: .*\n)*/m, '')}${hasty}`,
  });
  const voms = await story.provider.offer({
    product: 'voms',
    version: '4.2.0',
    rpms: ['voms'],
    debs: ['voms'],
  });
  story.submit(voms);
  await finish(story);
  for (const step of [{ desiredState: 'InVerification' }, toStageRollout]) story.edit(voms, step);
  await finish(story);
  story.edit(voms, toProduction);
  const secondHost = join(story.work, 'second.yaml');
  const other = join(story.work, 'state2');
  writeFileSync(
    secondHost,
    readFileSync(story.hostFile, 'utf8').replace(/^state: '[^']*'/m, `state: '${other}'`),
  );
  const start = startCheckpoint(story, 'stage-rollout');
  const bench = { story, keyring: keyringOf(story), release: voms.id, secondHost, start };
  goBack(bench);
  const { calls } = await firstOf(bench, 'none').ended;
  return { calls, tryAt: (arrangement, call) => tryAt(bench, arrangement, call), stop: () => story.stop() };
}

async function finish(story: Story): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  if (code !== 0 || !settled.test(out)) throw new Error(out + err);
}

/** Both states are as after the last step, and neither remembers an attempt. */
function goBack({ story, start }: Bench): void {
  start.goBack();
  rmSync(join(story.work, 'state2'), { recursive: true, force: true });
  start.copyPool(join(story.work, 'state2/pool'));
  for (const name of readdirSync(story.state).filter((file) => file.startsWith('ledger')))
    rmSync(join(story.state, name));
}

function firstOf({ story }: Bench, call: string) {
  const child = spawn(process.execPath, [script, story.hostFile, call], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(story.work, 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += String(bytes);
  });
  const ended = once(child, 'close').then(() => JSON.parse(said) as Reconciled & { readonly calls: number });
  return { child, ended };
}

async function tryAt(bench: Bench, arrangement: Arrangement, call: number): Promise<Tried> {
  const { story } = bench;
  const violations: string[] = [];
  const seen = new Map<string, string>();
  goBack(bench);
  const look = lookWith(bench, violations, seen);
  look('before');
  const { child, ended } = firstOf(bench, String(call));
  while (child.exitCode === null && !isStopped(child.pid)) await sleep(10);
  const paused = recordedHead(story);
  const second = await reconcileOnce(arrangement === 'one state' ? story.hostFile : bench.secondHost);
  look('after the second');
  if (arrangement === 'one state' && (second.failures[0] !== 'lock-held' || recordedHead(story) !== paused))
    violations.push(`the second was not refused but ended with ${second.failures.join(', ') || 'success'}`);
  child.kill('SIGCONT');
  const first = await ended;
  look('after the first');
  for (const code of [...first.failures, ...second.failures])
    if (!refusals.includes(code)) violations.push(`a reconciler failed with ${code}`);
  await quiet(bench, arrangement === 'one state' ? story.hostFile : bench.secondHost);
  look('in the end');
  return { first, second, violations: [...violations, ...unfinished(bench)] };
}

/** What was refused is due again after a second. */
async function quiet({ story }: Bench, hostFile: string): Promise<void> {
  for (let left = 6; left > 0; left -= 1) {
    const ended = await reconcileOnce(hostFile);
    if (ended.failures.length === 0 && !ended.waits) return;
    await sleep(700);
  }
  throw new Error(`no quiet in ${story.work}: ${JSON.stringify(await reconcileOnce(hostFile))}`);
}

/** Looks at everything: whole repositories, one content for each number of a generation, a record that only grows. */
function lookWith(bench: Bench, violations: string[], seen: Map<string, string>) {
  const { story } = bench;
  let head = recordedHead(story);
  return (when: string) => {
    const found = sharedRepositories.flatMap(({ key }) => [
      ...notWhole(bench, key),
      ...generationsOf(story, key).flatMap(([number, digest]) => {
        const known = seen.get(`${key} ${number}`) ?? digest;
        seen.set(`${key} ${number}`, known);
        return known === digest ? [] : [`there is a second generation ${number} of ${key}`];
      }),
    ]);
    const now = recordedHead(story);
    const lost = story.git('merge-base', head, now).trim() === head ? [] : [`the record lost ${head}`];
    head = now;
    violations.push(...[...found, ...lost].map((what) => `${when}, ${what}`));
  };
}

function notWhole({ story, keyring }: Bench, key: string): readonly string[] {
  try {
    lookAtWhole(story, key, keyring);
    return [];
  } catch (error) {
    return [`${key} is not whole: ${error instanceof Error ? error.message : error}`];
  }
}

function generationsOf(story: Story, key: string): readonly (readonly [string, string])[] {
  const folder = join(folderOf(story, key), 'generations');
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name) && existsSync(join(folder, name, 'generation.json')))
    .map((name) => [name, sha256Of(readFileSync(join(folder, name, 'generation.json')))] as const);
}

function unfinished({ story, release }: Bench): readonly string[] {
  const state = statesOf(story, release).at(-1);
  const unrecorded = sharedRepositories.filter(({ key }) => {
    const [, live] = generationsOf(story, key).at(-1) ?? [];
    return sha256Of(recordedText(story, `repositories/${key}/generation.json`)) !== live;
  });
  return [
    ...(state === 'Production' ? [] : [`in the end it is ${state}`]),
    ...unrecorded.map(({ key }) => `in the end, ${key} is not as recorded`),
    ...remainsOf(story).map((path) => `in the end, ${path} remains`),
  ];
}

function isStopped(pid: number | undefined): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
