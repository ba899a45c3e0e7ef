// The npm packages of package-lock.json. A stamp with the lock's digest makes the second run free.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall } from './npm-install.mjs';
import { cache, root } from './paths.mjs';
import { say } from './say.mjs';

const stamp = join(cache, 'installed');

function wantedStamp() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function isInstalled() {
  if (!existsSync(join(root, 'node_modules')) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8').trim() === wantedStamp();
}

export async function ensurePackages() {
  if (isInstalled()) return;
  say('installing npm packages …');
  // An interrupted installation leaves no stamp behind, so the next run starts it again.
  rmSync(stamp, { force: true });
  await npmInstall();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, `${wantedStamp()}\n`);
}
