// Puts into node_modules what package-lock.json pins and nothing else, and never runs an install script.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNpm } from './find-command.mjs';
import { root } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { BootstrapError } from './say.mjs';

// The level is said because `npm run --silent` hands its own on, and what npm ci complains of would not be heard.
const OPTIONS = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=notice'];
const COMPLAINT = /^npm error (?:Missing|Invalid): .*$/gm;

function npm(...args) {
  return runLogged(process.execPath, [findNpm(), ...args, ...OPTIONS]);
}

/** Whether `npm ci` found the lock fault-free except for packages that it does not name at all. */
function onlyLacksEntries(output = '') {
  const complaints = output.match(COMPLAINT) ?? [];
  return complaints.length > 0 && complaints.every((line) => line.includes('Missing: '));
}

function readPackages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

function assertPinned() {
  const pinned = readPackages('package-lock.json');
  const installed = Object.entries(readPackages('node_modules/.package-lock.json'));
  const strange = installed.filter(
    ([path, { version, integrity }]) =>
      pinned[path]?.version !== version || pinned[path]?.integrity !== integrity,
  );
  if (strange.length === 0) return;
  const names = strange.map(([path, { version }]) => `${path}@${version}`).join(', ');
  throw new BootstrapError(`package-lock.json does not pin what npm installed: ${names}.`);
}

/**
 * `npm ci`, and where that refuses a lock because the registry cannot show it optional packages of other
 * operating systems: `npm install` without leave to write the lock, compared with the lock afterwards.
 */
export async function npmInstall() {
  try {
    await npm('ci');
  } catch (error) {
    if (!onlyLacksEntries(error.output)) throw error;
    await npm('install', '--no-save');
  }
  assertPinned();
}
