import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedMatrix } from '../../src/domain/notification.ts';
import type { GitFixture } from '../adapters/git/git-fixture.ts';
import { blocksOf, pageAt } from '../docs/pages.ts';
import { twoHistories } from '../metrics/two-histories.ts';
import { heard } from './heard.ts';

let folder = '';
let fixture: GitFixture;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stagepost-notifications-'));
  fixture = await twoHistories(folder);
  const policy = await readFile(path.join(fixture.dir, 'stagepost.yaml'), 'utf8');
  const provider = policy.replace('title: EMI\n', 'title: EMI\n    contacts: [repo@emi.example.org]\n');
  const teams = provider.replace('site: CESGA\n', 'site: CESGA\n    contacts: [grid@cesga.example.org]\n');
  fixture.commit({
    'stagepost.yaml': `${teams}notifications: {watchers: [repositories@example.org]}\n`,
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const preview = (...args: readonly string[]) =>
  heard(['notifications', 'preview', ...args], { cwd: fixture.dir });

describe('stagepost notifications preview, on a clone', () => {
  test('answers as its page shows.', async () => {
    const blocks = blocksOf(pageAt('docs/use/notifications.md')).filter(({ text }) =>
      text.startsWith('$ stagepost '),
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const { text } of blocks) {
      const [command = ''] = text.split('\n');
      const said = await heard(command.split(' ').slice(2), { cwd: fixture.dir });
      expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
      expect(`${command}\n${said.out}\n`).toBe(text);
    }
  });

  test('says in JSON who would be told of what, why, and by which mail.', async () => {
    const { code, out } = await preview('voms-4.2.0', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      by: 'unknown',
      release: 'umd-5/voms-4.2.0',
      present: {
        ...{ state: 'Production', since: '2026-10-20T09:01:00Z', text: 'Success', isSupposed: false },
        mail: { to: 'repo@emi.example.org', subject: 'voms 4.2.0 (UMD 5): Production' },
      },
      planned: [],
    });
  });

  test('supposes any state, and writes the mail as a page.', async () => {
    for (const state of Object.keys(shippedMatrix)) {
      const { code, out } = await preview('voms-4.2.0', '--state', state);
      expect([code, out.split('\n')[0]]).toEqual([0, `If voms 4.2.0 were ${state}, would be told of it:`]);
      expect(out).toContain(`voms 4.2.0 (UMD 5) is ${state} since `);
    }
    const file = path.join(folder, 'mail.html');
    const { out } = await preview('voms-4.2.0', '--state', 'Failed', '--html', file);
    expect(out).toContain('> what went wrong');
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>.*what went wrong/s);
    expect(await preview('voms-4.2.0', '--state', 'Gone')).toMatchObject({
      code: 1,
      err: expect.stringContaining('It is one of Submitted, '),
    });
  });

  test('refuses a release that nobody knows, and one whose file is gone.', async () => {
    expect(await preview('vomss-4.2.0')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('did you mean umd-5/voms-4.2.0?'),
    });
    fixture.commit({ 'releases/umd-5/dcache-9.2.0.yaml': null });
    expect(await preview('dcache-9.2.0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('umd-5/dcache-9.2.0 has no readable file on main'),
    });
  });
});
