import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, StageName } from './bench.ts';
import { lookAtAll, recordedStates, type Seen } from './client-look.ts';
import { type Fault, faultyAround, killModes } from './fault.ts';
import { leftState } from './left-state.ts';
import { endOrphans, litter, processesLeftIn } from './remains.ts';
import { type Ended, runApply } from './run-apply.ts';
import type { Snapshot } from './snapshot.ts';

/** How a stage ends when nothing goes wrong, and every call on the way. */
export interface Reference {
  readonly stage: StageName;
  readonly snapshot: Snapshot;
  readonly calls: readonly string[];
  readonly ended: Ended;
  readonly before: Seen;
  readonly after: Seen;
  readonly states: Readonly<Record<string, string>>;
}

const script = join(import.meta.dirname, 'killed-run.ts');
// Most of what such a short process does is to read its own code.
const compiled = join(import.meta.dirname, '../../.cache/compiled');

/** Runs a stage to its end without any fault. */
export async function runReference(bench: Bench, stage: StageName, snapshot: Snapshot): Promise<Reference> {
  const before = lookAtAll(bench);
  const calls: string[] = [];
  const ended = await runApply(
    bench.story.hostFile,
    faultyAround(bench.work, null, (call) => calls.push(call)),
  );
  const expected = stage === 'failure' ? 1 : 0;
  if (ended.code !== expected || ended.done === 0) throw new Error(`${stage}: ${ended.shown.join('\n')}`);
  const after = lookAtAll(bench);
  if (after.problems.length > 0) throw new Error(after.problems.join('\n'));
  return { stage, snapshot, calls, ended, before, after, states: recordedStates(bench) };
}

/**
 * Does one fault from the beginning of its stage, looks, runs twice more, and answers with every broken promise. The
 * runs are spared where another fault of the stage left the same, and they ended well: `ended` remembers those.
 */
export async function tryPoint(
  bench: Bench,
  reference: Reference,
  { fault, ended }: { readonly fault: Fault; readonly ended: Set<string> },
): Promise<readonly string[]> {
  reference.snapshot.restore();
  const isKill = (killModes as readonly string[]).includes(fault.mode);
  const problems = isKill ? await kill(bench, fault) : await refuse(bench, reference, fault);
  const seen = wholeOrGone(lookAtAll(bench), reference);
  const left = `${reference.stage} ${leftState(bench)}`;
  if (ended.has(left)) {
    endOrphans(bench);
    return [...problems, ...seen];
  }
  const finished = await finish(bench, reference);
  if (finished.length === 0) ended.add(left);
  return [...problems, ...seen, ...finished];
}

async function kill({ story, work }: Bench, fault: Fault): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, story.hostFile, work, JSON.stringify(fault)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8');
  });
  const [, signal] = await once(child, 'exit');
  return signal === 'SIGKILL' ? [] : [`the call was not reached: ${said.trim()}`];
}

async function refuse(bench: Bench, reference: Reference, fault: Fault): Promise<readonly string[]> {
  let reached = false;
  const around = faultyAround(bench.work, fault, (call) => {
    reached ||= call === fault.call;
  });
  const ended = await runApply(bench.story.hostFile, around);
  // What failed is due after a delay, which the ledger alone knows.
  rmSync(join(bench.work, 'state/ledger.sqlite'), { force: true });
  const problems = reached ? [] : ['the call was not reached'];
  if (ended.code === 0)
    return [...problems, ...differences(bench, reference).map((line) => `ended with 0: ${line}`)];
  return ended.shown.length > 0 ? problems : [...problems, 'the failure is not shown'];
}

/** Public repositories only ever change from one whole generation to the next; private ones may be taken away. */
export function wholeOrGone({ packages, problems }: Seen, { before }: Reference): readonly string[] {
  const gone = Object.keys(before.packages)
    .filter((name) => name.startsWith('public') && packages[name] === undefined)
    .map((name) => `${name} is gone`);
  return [...problems, ...gone].map((line) => `clients: ${line}`);
}

/** A plain next run ends as if nothing had happened, one more has nothing to do, and nothing is left. */
export async function finish(bench: Bench, reference: Reference): Promise<readonly string[]> {
  const next = await runApply(bench.story.hostFile);
  const quiet = await runApply(bench.story.hostFile);
  const fails = reference.ended.code === 1;
  return [
    ...(next.code === 0 || fails ? [] : [`the next run fails: ${next.shown.join('; ')}`]),
    ...differences(bench, reference).map((line) => `after the next run: ${line}`),
    ...(quiet.code === 0 && quiet.done === 0
      ? []
      : [`the run after it is not quiet: ${quiet.done} done, ${quiet.shown.join('; ')}`]),
    ...litter(bench).map((path) => `left: ${path}`),
    ...(await processesLeftIn(bench)).map((line) => `still runs: ${line}`),
  ];
}

/** What clients see, and what is recorded, other than after a run without a fault. */
export function differences(bench: Bench, { after, states }: Reference): readonly string[] {
  const seen = lookAtAll(bench);
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const found = recordedStates(bench);
  return [
    ...seen.problems,
    ...(same(seen.packages, after.packages) ? [] : [`clients see ${JSON.stringify(seen.packages)}`]),
    ...(same(found, states) ? [] : [`the record says ${JSON.stringify(found)}`]),
  ];
}
