import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { sweepLocks } from '../../../src/adapters/gpg/sweep-locks.ts';

test('Of the locks that were begun, only those of processes that are gone are removed.', async () => {
  const home = mkdtempSync(join(tmpdir(), 'gnupg-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const { pid: gone } = spawnSync('true');
  const ofThePast = `.#lk0x000055f6ed2864a0.${hostname()}.${gone}`;
  const staying = [
    `.#lk0x000055f6ed2864a0.${hostname()}.${process.pid}`,
    `.#lk0x000055f6ed2864a0.elsewhere.example.org.${gone}`,
    `.#lk-notes.${hostname()}.${gone}`,
    'pubring.kbx',
  ].sort();
  for (const name of [ofThePast, ...staying]) writeFileSync(join(home, name), '');
  await sweepLocks(localFiles, localFileChanges, home);
  expect(readdirSync(home).sort()).toEqual(staying);
  await sweepLocks(localFiles, localFileChanges, join(home, 'not-made-yet'));
});
