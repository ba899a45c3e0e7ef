// Starts other programs, always from an argument list and never through a shell.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { cache, logFile, root } from './paths.mjs';
import { BootstrapError } from './say.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const TAIL_LINES = 30;

function finished(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Runs a program on our own terminal, hands signals on to it, and answers `{ code, signal }`. */
export async function runInherited(program, args, { env = process.env } = {}) {
  const child = spawn(program, args, { cwd: root, env, stdio: 'inherit' });
  const forward = (signal) => {
    // A terminal sends its Ctrl-C to the child as well, and twice would mean "now".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await finished(child);
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}

/** Sets our exit code to what a shell would show for that end. */
export function endLike({ code, signal }) {
  process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1);
}

/** Runs an installer with its output in .cache/bootstrap.log; a failure shows the end of that output. */
export async function runLogged(program, args, { env = process.env, cwd = root } = {}) {
  mkdirSync(cache, { recursive: true });
  const log = openSync(logFile, 'a');
  const start = readFileSync(logFile).length;
  try {
    writeSync(log, `\n$ ${[program, ...args].join(' ')}\n`);
    const end = await finished(spawn(program, args, { cwd, env, stdio: ['ignore', log, log] }));
    if (end.code === 0) return;
  } finally {
    closeSync(log);
  }
  throw installerFailed(readFileSync(logFile).subarray(start).toString('utf8').trimEnd());
}

function installerFailed(output) {
  const tail = output.split('\n').slice(-TAIL_LINES).join('\n');
  const message = `${tail}\n\nThe last command above failed; the whole output is in ${logFile}.`;
  return Object.assign(new BootstrapError(message), { output });
}
