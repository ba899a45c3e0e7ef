#!/usr/bin/env node
// Makes a fresh clone able to run, then runs one task. Plain JavaScript without dependencies, because it
// starts before anything is installed and on machines whose own Node is older than the project's.
import { nodeIsRecent, prepareNode } from './bootstrap/ensure-node.mjs';
import { ensurePackages } from './bootstrap/ensure-packages.mjs';
import { ensureTools } from './bootstrap/ensure-tools.mjs';
import { endLike, runInherited } from './bootstrap/run-command.mjs';
import { runTask } from './bootstrap/run-task.mjs';
import { sayCounts } from './bootstrap/run-tests.mjs';
import { BootstrapError, sayError } from './bootstrap/say.mjs';
import { countsTests, taskNames } from './bootstrap/tasks.mjs';

const USAGE = `usage: node scripts/bootstrap.mjs ${taskNames.join('|')} [-- arguments]`;

function readArguments([task, ...rest]) {
  if (!taskNames.includes(task)) throw new BootstrapError(USAGE);
  return { task, args: rest[0] === '--' ? rest.slice(1) : rest };
}

async function main({ task, args }) {
  if (!nodeIsRecent()) {
    const { program, env } = await prepareNode();
    return runInherited(program, process.argv.slice(1), { env });
  }
  await ensurePackages();
  await ensureTools(task, args);
  return runTask(task, args);
}

try {
  endLike(await main(readArguments(process.argv.slice(2))));
} catch (error) {
  sayError(error);
  if (countsTests(process.argv[2])) sayCounts([{ passed: 0, failed: 1, skipped: 0 }]);
  process.exitCode = 1;
}
