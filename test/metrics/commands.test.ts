import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitFixture, scratchFolder } from '../adapters/git/git-fixture.ts';
import { heard } from '../cli/heard.ts';
import { blocksOf, pageAt } from '../docs/pages.ts';
import { moment, twoHistories } from './two-histories.ts';

const at = ['--at', moment('11-22 12:00')];

let folder = '';
let fixture: GitFixture;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stagepost-metrics-'));
  fixture = await twoHistories(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Ids of commits and digests differ from version to version. */
function withoutIds(text: string): string {
  return text.replace(/\b[0-9a-f]{7,64}\b/g, (id) => '0'.repeat(id.length));
}

describe('stagepost metrics and stagepost history, on a clone', () => {
  test('answer as their page shows.', async () => {
    const blocks = blocksOf(pageAt('docs/use/metrics.md')).filter(({ text }) =>
      text.startsWith('$ stagepost '),
    );
    expect(blocks.length).toBe(5);
    for (const { text } of blocks) {
      const [command = ''] = text.split('\n');
      const said = await heard(command.split(' ').slice(2), { cwd: fixture.dir });
      expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
      expect(withoutIds(`${command}\n${said.out}\n`)).toBe(withoutIds(text));
    }
  });

  test('say in JSON what each number counts, and where it comes from.', async () => {
    const metrics = JSON.parse((await heard(['metrics', '--json', ...at], { cwd: fixture.dir })).out);
    expect(metrics).toMatchObject({ schemaVersion: 1, main: fixture.git(['rev-parse', 'main']), at: at[1] });
    expect(metrics.record).toBe(fixture.git(['rev-parse', 'stagepost-record']));
    const deferred = metrics.entries.filter(({ part }: { part: string }) => part === 'deferred');
    expect(deferred).toMatchObject([{ release: 'umd-5/argus-1.7.5', month: '2026-11', value: 496_860 }]);
    const times = JSON.parse(
      (await heard(['metrics', '--times', 'visits', '--json', ...at], { cwd: fixture.dir })).out,
    );
    expect(times.releases[0]).toMatchObject({ release: 'umd-5/argus-1.7.5', seconds: 3_895_140 });
    const history = JSON.parse(
      (await heard(['history', 'xrootd-5.7.0', '--json', ...at], { cwd: fixture.dir })).out,
    );
    expect(history).toMatchObject({ state: 'Failed', failure: { code: 'checksum-mismatch' } });
    expect(history.visits[1].by).toMatchObject({ author: 'provider', subject: 'xrootd-5.7.0 to Unverified' });
  });

  test('give visits with both ends, and totals, as comma-separated values.', async () => {
    const visits = (
      await heard(['metrics', '--times', 'visits', '--csv', ...at], { cwd: fixture.dir })
    ).out.split('\n');
    expect(visits[0]).toBe('release,visit,state,entered,left,seconds,commit,reason');
    expect(withoutIds(visits[4] ?? '')).toBe(
      `umd-5/argus-1.7.5,4,Deferred,2026-10-14T15:01:00Z,2026-10-20T09:02:00Z,496860,${'0'.repeat(40)},`,
    );
    const totals = (
      await heard(['metrics', '--times', 'totals', '--csv', ...at], { cwd: fixture.dir })
    ).out.split('\n');
    expect(totals.slice(0, 2)).toEqual([
      'release,state,visits,seconds,open',
      'umd-5/argus-1.7.5,Submitted,1,120,false',
    ]);
  });

  test('work from elsewhere and at a commit, and note that main does not contain what the record is about.', async () => {
    const first = fixture.git(['rev-list', '--max-parents=0', 'main']);
    fixture.git(['update-ref', 'refs/heads/early', first]);
    const there = ['--repository', path.basename(fixture.dir)];
    const cwd = path.dirname(fixture.dir);
    expect((await heard(['history', 'voms-4.2.0', ...there, ...at], { cwd })).code).toBe(0);
    const early = await heard(['history', 'voms-4.2.0', ...there, '--commit', 'early', ...at], { cwd });
    expect(early.out).toContain('a commit that main does not contain');
    expect(early.out).not.toContain('Edits of main');
  });

  test.each([
    [
      ['history', 'vomss-4.2.0'],
      'neither main nor the record knows vomss-4.2.0',
      'did you mean umd-5/voms-4.2.0?',
    ],
    [['history', 'umd-6/voms-4.2.0'], 'neither main nor the record knows', 'did you mean umd-5/voms-4.2.0?'],
    [['metrics', '--month', '2026-13'], "argument '2026-13' is invalid", 'A month is written 2026-11.'],
    [['metrics', '--at', 'yesterday'], "argument 'yesterday' is invalid", 'A moment is written'],
    [['metrics', '--csv', '--json'], "'--csv' cannot be used with option '--json'", ''],
    [['metrics', '--month', '2026-11', '--times', 'totals'], "'--month <month>' cannot be used", ''],
  ])('refuse %j.', async (args, message, hint) => {
    const said = await heard(args, { cwd: fixture.dir });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain(message);
    expect(said.err).toContain(hint);
  });

  test('are refused outside a clone, and where the record was not fetched.', async () => {
    const elsewhere = scratchFolder();
    expect(await heard(['metrics'], { cwd: elsewhere })).toMatchObject({ code: 1, out: '' });
    execFileSync('git', ['clone', '--quiet', '--single-branch', '--branch', 'main', fixture.dir, 'clone'], {
      cwd: elsewhere,
    });
    const said = await heard(['metrics'], { cwd: path.join(elsewhere, 'clone') });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain('git fetch origin stagepost-record');
  });
});
