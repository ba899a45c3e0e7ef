import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GitFixture } from '../adapters/git/git-fixture.ts';
import { blocksOf, pageAt } from '../docs/pages.ts';
import { moment, twoHistories } from '../metrics/two-histories.ts';
import { heard } from './heard.ts';

let folder = '';
let fixture: GitFixture;
let committed = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stagepost-replay-'));
  fixture = await twoHistories(folder);
  committed = await readFile(path.join(fixture.dir, 'stagepost.yaml'), 'utf8');
}, 60_000);
beforeEach(() => fixture.write({ 'stagepost.yaml': committed }));
afterAll(() => rm(folder, { recursive: true, force: true }));

function withPolicy(more: string): void {
  fixture.write({ 'stagepost.yaml': `${committed}${more}` });
}

async function replayed(...args: readonly string[]) {
  const said = await heard(['replay', '--json', ...args], { cwd: fixture.dir });
  expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
  return JSON.parse(said.out);
}

/** Steps that were held, as `release to: gates that hold it`. */
function heldIn({
  steps,
}: {
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}): readonly string[] {
  return steps.flatMap(({ release, to, answer }) => {
    const { kind, gates = [] } = answer as {
      kind: string;
      gates?: { gate: string; verdict: { kind: string } }[];
    };
    const against = gates.filter(({ verdict }) => verdict.kind !== 'pass').map(({ gate }) => gate);
    return kind === 'held' ? [`${release} ${to}: ${against.join(', ')}`] : [];
  });
}

describe('stagepost replay, on a clone', () => {
  test('answers as the page about gates shows, for the policy that it shows.', async () => {
    const blocks = blocksOf(pageAt('docs/use/gates.md'));
    withPolicy(blocks.find(({ language }) => language === 'yaml')?.text ?? '');
    const shown = blocks.find(({ text }) => text.startsWith('$ stagepost replay\n'))?.text;
    const said = await heard(['replay'], { cwd: fixture.dir });
    expect(`$ stagepost replay\n${said.out}\n`).toBe(shown);
    expect(said).toMatchObject({ code: 0, err: '' });
  });

  test('holds nothing by the policy that was in force.', async () => {
    const all = await replayed();
    expect(all.steps).toHaveLength(9);
    expect(heldIn(all)).toEqual([]);
    expect(all).toMatchObject({ main: fixture.git(['rev-parse', 'main']), schemaVersion: 1 });
    expect(all.notReplayed).toEqual(['approvals', 'installability', 'slot']);
  });

  test('asks for reports as they were when the step was taken.', async () => {
    const late = { author: 'cesga', at: moment('11-25 09:00') };
    const text = 'team: cesga\nstate: accepted\nresult: Success\ndate: "2026-11-24"\n';
    fixture.commit({ 'releases/umd-5/argus-1.7.5.reports/cesga.yaml': text }, late);
    withPolicy('gates: {earlyAdopters: {minimumSuccesses: 2}}\n');
    expect(heldIn(await replayed())).toEqual(['umd-5/argus-1.7.5 Production: early adopters']);
  });

  test('looks from a day on, and at the policy of a commit.', async () => {
    withPolicy('gates: {soak: {minDays: 30}}\n');
    const both = ['umd-5/voms-4.2.0 Production: soak', 'umd-5/argus-1.7.5 Production: soak'];
    expect(heldIn(await replayed())).toEqual(both);
    expect(heldIn(await replayed('--since', '2026-11-03'))).toEqual(both.slice(1));
    expect(heldIn(await replayed('--policy-at', 'HEAD'))).toEqual([]);
  });

  test('says of which steps it cannot tell.', async () => {
    fixture.write({ 'stagepost.yaml': committed.replaceAll('umd-5', 'umd-6') });
    const { out } = await heard(['replay'], { cwd: fixture.dir });
    expect(out).toContain('would have held 0 and let 0 through; of 9 it cannot be told.');
    expect(out).toContain('not replayed: the policy has no major release umd-5');
  });

  test('refuses a policy with mistakes, and a day that is none.', async () => {
    withPolicy('gates: {soak: {minDays: many}}\n');
    const said = await heard(['replay'], { cwd: fixture.dir });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toMatch(/^stagepost\.yaml:\d+:\d+/m);
    expect(said.err).toContain('Nothing was replayed.');
    const day = await heard(['replay', '--since', 'May'], { cwd: fixture.dir });
    expect(day.err).toContain('A day is written 2026-11-01.');
  });
});
