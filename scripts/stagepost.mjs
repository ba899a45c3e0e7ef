#!/usr/bin/env node
// The `stagepost` command: finds Node 24 and the program, and gets out of the way. Plain JavaScript, because
// it may be started by an older Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const WANTED_MAJOR = 24;
// What is new is mostly gone a moment later. With more room for it the daemon of a large world takes half as much memory again.
const NODE_OPTIONS = ['--max-semi-space-size=4'];
const MAINS = ['../src/cli/main.ts', '../dist/cli/main.js'];

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= WANTED_MAJOR) return process.execPath;
  const cached = here('../.cache/node/bin/node');
  return existsSync(cached) ? cached : undefined;
}

function refuse(message) {
  process.stderr.write(`stagepost: ${message}\n`);
  process.exitCode = 1;
}

function start(node, main) {
  const child = spawn(node, [...NODE_OPTIONS, main, ...process.argv.slice(2)], { stdio: 'inherit' });
  const forward = (signal) => {
    // A terminal sends its Ctrl-C to the child as well, and twice would mean "now".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, forward);
  child.once('error', (error) => refuse(`cannot start ${node}: ${error.message}`));
  child.once('exit', (code, signal) => {
    process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1);
  });
}

const node = findNode();
const main = MAINS.map(here).find((file) => existsSync(file));
if (node === undefined) {
  // A clone can fetch one for itself; what npm installed cannot.
  const remedy = existsSync(here('bootstrap.mjs'))
    ? `\`npm run check\` in ${here('..')} fetches one`
    : 'https://nodejs.org/ has one';
  refuse(`Node ${WANTED_MAJOR} or later is needed (this is ${process.version}); ${remedy}.`);
} else if (main === undefined) {
  refuse(
    `neither src/cli/main.ts nor dist/cli/main.js is in ${here('..')}; \`npm run build\` makes the second.`,
  );
} else {
  start(node, main);
}
