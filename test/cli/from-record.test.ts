import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoHistories } from '../metrics/two-histories.ts';
import { heard } from './heard.ts';

let folder = '';
let clone = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stagepost-from-record-'));
  clone = (await twoHistories(folder)).dir;
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('With --from-record a clone is enough', () => {
  test('for stagepost status, which tells where every release is.', async () => {
    const { code, out } = await heard(['status', '--from-record', '--json'], { cwd: clone });
    expect(code).toBe(0);
    const { releases } = JSON.parse(out);
    const states = releases.map((each: { release: string; state: string }) => [each.release, each.state]);
    expect(Object.fromEntries(states)).toMatchObject({
      'umd-5/voms-4.2.0': 'Production',
      'umd-5/xrootd-5.7.0': 'Failed',
    });
  });

  test('for stagepost explain, which tells of one.', async () => {
    const asked = ['explain', 'voms-4.2.0', '--from-record', '--repository', path.basename(clone)];
    const { code, out } = await heard(asked, { cwd: path.dirname(clone) });
    expect([code, out.split('\n')[0]]).toEqual([
      0,
      expect.stringMatching(/^voms 4\.2\.0 is Production since 2026-10-20 09:01 UTC/),
    ]);
  });
});
