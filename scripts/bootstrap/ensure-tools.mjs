// The Debian packages that a task needs: installed when we may, named in one message when we may not.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { findCommand } from './find-command.mjs';
import { runLogged } from './run-command.mjs';
import { BootstrapError, say } from './say.mjs';
import { needsOf } from './tasks.mjs';

// Python modules of Debian belong to Debian's own Python, whatever else stands first on PATH.
const SYSTEM_PYTHON = '/usr/bin/python3';
const MODULE = /^python3 module (\w+)$/;

function isThere(need) {
  if (isAbsolute(need)) return existsSync(need);
  const module = MODULE.exec(need)?.[1];
  if (module === undefined) return findCommand(need) !== undefined;
  return spawnSync(SYSTEM_PYTHON, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

function missingFor(task, args) {
  return Object.entries(needsOf(task, args)).filter(([need]) => !isThere(need));
}

function packagesOf(missing) {
  return [...new Set(missing.map(([, name]) => name))].sort();
}

function mayInstall() {
  return process.getuid?.() === 0 && findCommand('apt-get') !== undefined;
}

function complaint(missing) {
  const names = missing.map(([need]) => need).join(', ');
  const command = `sudo apt-get install --no-install-recommends ${packagesOf(missing).join(' ')}`;
  return `Missing on this machine: ${names}.\nInstall with:\n\n  ${command}\n\nand run the same command again.`;
}

async function install(packages) {
  say(`installing ${packages.length} Debian package${packages.length === 1 ? '' : 's'} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runLogged('apt-get', ['update'], { env });
  await runLogged('apt-get', ['install', '-y', '--no-install-recommends', '--', ...packages], { env });
}

export async function ensureTools(task, args) {
  const missing = missingFor(task, args);
  if (missing.length === 0) return;
  if (!mayInstall()) throw new BootstrapError(complaint(missing));
  await install(packagesOf(missing));
  const still = missingFor(task, args);
  if (still.length > 0) throw new BootstrapError(complaint(still));
}
