import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { heard } from './heard.ts';

describe('init', () => {
  const path = temporaryFolder();
  const init = () =>
    heard(
      ['init', 'releases', '--host', 'host.yaml', '--state', 'state', '--publish', 'www', '--major', 'umd-5'],
      {
        cwd: path(),
      },
    );

  test('makes a release repository that validates, a host file that is read, and a private signing key', async () => {
    const { code, out, err } = await init();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('signing key');
    expect(await heard(['validate'], { cwd: path('releases') })).toMatchObject({
      code: 0,
      out: '0 releases checked, no problem found.',
    });
    expect(statSync(path('state', 'gnupg')).mode & 0o077).toBe(0);
    const status = await heard(['status', '--host', path('host.yaml')]);
    expect([status.code, status.out.split('\n')[0]]).toEqual([0, 'umd-5   slot: free']);
  });

  test('shows an example of a release file that needs nothing but the true values', async () => {
    await init();
    const readme = readFileSync(join(path('releases'), 'README.md'), 'utf8');
    expect(readme).toMatch(/product: example[\s\S]*desiredState: Unverified/);
  });

  test('never overwrites what it made before, nor anything else', async () => {
    await init();
    const before = ['releases/stagepost.yaml', 'host.yaml'].map((file) => readFileSync(path(file), 'utf8'));
    const again = await init();
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.err).toContain('nothing was made');
    expect(['releases/stagepost.yaml', 'host.yaml'].map((file) => readFileSync(path(file), 'utf8'))).toEqual(
      before,
    );
  });
});
