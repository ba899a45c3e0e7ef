import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { heard } from './heard.ts';

describe('doctor', () => {
  const path = temporaryFolder();
  const doctor = () => heard(['doctor', '--host', path('host.yaml')]);

  async function aHost(): Promise<void> {
    const parts = ['--host', 'host.yaml', '--state', 'state', '--publish', 'www', '--major', 'umd-5'];
    expect((await heard(['init', 'releases', ...parts], { cwd: path() })).code).toBe(0);
  }

  test('finds a new host well', async () => {
    await aHost();
    const { code, out } = await doctor();
    expect(out).toMatch(/^ok {2}rsync +3\.\d/);
    expect(out).toMatch(/^ok +fetching by https +certificates of \d+ authorities$/m);
    expect(out).toMatch(/^ok +fetching by ftp +passive, as anonymous$/m);
    expect(out).toContain('never expires');
    expect(out).toMatch(/\d+ checks, 0 bad, 0 warnings$/);
    expect(code).toBe(0);
  });

  test('says of each fault what would mend it', async () => {
    await aHost();
    chmodSync(path('state', 'gnupg'), 0o755);
    writeFileSync(path('token'), '1-2-3\n', { mode: 0o644 });
    appendFileSync(
      path('host.yaml'),
      `\nrequestTracker:\n  url: http://127.0.0.1:1\n  queue: sw-rel\n  tokenFile: ${path('token')}\n`,
    );
    appendFileSync(path('host.yaml'), `\nhttps: {caFile: ${path('none.pem')}}\n`);
    const { code, out } = await doctor();
    expect(out).toMatch(/^bad +fetching by https +there is no file .*none\.pem$/m);
    expect(out).toContain(`chmod 700 ${path('state', 'gnupg')}`);
    expect(out).toContain(`chmod 600 ${path('token')}`);
    expect(out).toMatch(/^bad {2}request tracker /m);
    expect(out).toMatch(/^bad {2}address of production +file:.* cannot stand on a ticket$/m);
    expect(out).toMatch(/ 7 bad, 0 warnings$/);
    expect(code).toBe(1);
  });

  test('refuses a signing key that is not there', async () => {
    await aHost();
    const host = readFileSync(path('host.yaml'), 'utf8');
    writeFileSync(path('host.yaml'), host.replace(/key: [0-9A-F]{40}/, `key: ${'A'.repeat(40)}`));
    const { code, out } = await doctor();
    expect(out).toMatch(/^bad +signing key +the signing key A{40}.* is missing$/m);
    expect(code).toBe(1);
  });
});
