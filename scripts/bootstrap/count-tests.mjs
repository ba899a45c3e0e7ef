// Counts what really happened in a vitest run. A test file that cannot be loaded and a runner that dies
// have no failed test to show for it, so each of them counts as one failure of its own.
import { readFileSync } from 'node:fs';

const ENDED_WELL = new Set(['passed']);
const NOT_RUN = new Set(['skipped', 'todo', 'disabled']);

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function countFile(file) {
  const statuses = file.assertionResults.map((test) => test.status);
  const passed = statuses.filter((status) => ENDED_WELL.has(status)).length;
  const skipped = statuses.filter((status) => NOT_RUN.has(status)).length;
  const failedTests = statuses.length - passed - skipped;
  const failed = failedTests === 0 && file.status === 'failed' ? 1 : failedTests;
  return { passed, failed, skipped };
}

/** Answers `{ passed, failed, skipped }` from vitest's JSON report and the way its process ended. */
export function countTests(reportFile, end) {
  const report = readReport(reportFile);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const files = report.testResults.map(countFile);
  const total = (key) => files.reduce((sum, file) => sum + file[key], 0);
  const failed = total('failed');
  const crashed = failed === 0 && (end.code !== 0 || total('passed') === 0);
  return { passed: total('passed'), failed: crashed ? 1 : failed, skipped: total('skipped') };
}
