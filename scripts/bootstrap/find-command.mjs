// Looks a program up on PATH as a shell would, without starting one.
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { BootstrapError } from './say.mjs';

// Debian keeps some administrators' programs where an ordinary user's PATH does not look.
const EXTRA_FOLDERS = ['/usr/sbin', '/sbin'];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of a program, or undefined. */
export function findCommand(name, path = process.env.PATH ?? '') {
  const folders = [...path.split(delimiter).filter(Boolean), ...EXTRA_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** npm's own entry file, so that npm can be started with a Node of our choice instead of the one in its first line. */
export function findNpm() {
  const npm = findCommand('npm');
  const candidates = [
    npm && realpathSync(npm),
    process.env.npm_execpath,
    npm && join(dirname(npm), '../lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const found = candidates.find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  if (found) return found;
  throw new BootstrapError('npm was not found on PATH; install it (it comes with Node) and try again.');
}
