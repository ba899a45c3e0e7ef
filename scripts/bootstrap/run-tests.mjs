// Runs the checkers and the test projects and ends with one line that says how many passed and failed.
// Each checker counts as one test; vitest's tests are counted from its JSON report.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { countTests } from './count-tests.mjs';
import { cache } from './paths.mjs';
import { runInherited } from './run-command.mjs';
import { say } from './say.mjs';

// The process id keeps two runs at the same time from counting each other's tests.
const reportFile = join(cache, `vitest-${process.pid}.json`);

async function runChecker(name, args) {
  say(`${name} …`);
  const end = await runInherited(process.execPath, args);
  const passed = end.code === 0;
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, end };
}

async function runVitest(projects, args) {
  say(`vitest (${projects.join(', ')}) …`);
  const selected = projects.map((project) => `--project=${project}`);
  const env = { ...process.env, STAGEPOST_TEST_REPORT: reportFile };
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...selected, ...args];
  const end = await runInherited(process.execPath, command, { env });
  const counts = countTests(reportFile, end);
  rmSync(reportFile, { force: true });
  return { name: 'vitest', ...counts, end };
}

function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}

/** The closing line: alone on its line, on stdout, whatever happened before. */
export function sayCounts(results) {
  const skipped = sum(results, 'skipped');
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  process.stdout.write(`${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed${tail}\n`);
}

/** Answers code 0 only when nothing failed. A signal stops the whole run, because a person asked for that. */
export async function runTests({ programs, projects, args }) {
  const results = [];
  const jobs = Object.entries(programs).map(
    ([name, command]) =>
      () =>
        runChecker(name, command),
  );
  if (projects.length > 0) jobs.push(() => runVitest(projects, args));
  for (const job of jobs) {
    const result = await job();
    results.push(result);
    if (result.end.signal === 'SIGINT') break;
  }
  const bad = results.filter((result) => result.failed > 0).map((result) => result.name);
  if (bad.length > 0) say(`failed: ${bad.join(', ')}`);
  sayCounts(results);
  return { code: bad.length > 0 ? 1 : 0, signal: null };
}
