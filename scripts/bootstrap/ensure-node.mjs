// Node 24 for machines whose own Node is older: the binary comes as an npm package into .cache/node and never
// into node_modules/.bin, where it would shadow a newer Node of the machine.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findNpm } from './find-command.mjs';
import { nodeHome, root } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { BootstrapError, say } from './say.mjs';

export const WANTED_MAJOR = 24;

const source = join(root, 'scripts/node24');
const bin = join(nodeHome, 'bin');
const program = join(bin, 'node');

export function nodeIsRecent(version = process.versions.node) {
  return Number.parseInt(version, 10) >= WANTED_MAJOR;
}

function sameText(file) {
  const copy = join(nodeHome, file);
  return existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(join(source, file), 'utf8');
}

function isInstalled() {
  return existsSync(program) && sameText('package-lock.json') && sameText('package.json');
}

async function installNode() {
  const package_ = `node-${process.platform}-${process.arch}`;
  if (!existsSync(join(source, 'package.json')) || !readLock().includes(`"node_modules/${package_}"`)) {
    throw new BootstrapError(
      `Node ${WANTED_MAJOR} or later is needed (this is ${process.version}), and there is no ready-made one for ` +
        `${process.platform}-${process.arch}; install it from https://nodejs.org/ and try again.`,
    );
  }
  say(`installing Node ${WANTED_MAJOR} …`);
  mkdirSync(nodeHome, { recursive: true });
  // The link goes first and comes back last: an interrupted installation is never taken for a whole one.
  rmSync(bin, { force: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(source, file), join(nodeHome, file));
  await runLogged(process.execPath, [findNpm(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: nodeHome,
  });
  symlinkSync(join('node_modules', package_, 'bin'), bin);
}

function readLock() {
  return readFileSync(join(source, 'package-lock.json'), 'utf8');
}

/** Answers the Node 24 program and an environment in which it comes first on PATH. */
export async function prepareNode() {
  if (!isInstalled()) await installNode();
  return { program, env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` } };
}
