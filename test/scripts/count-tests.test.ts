import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

// The bootstrap is plain JavaScript without types, so its shape is said here.
const path = new URL('../../scripts/bootstrap/count-tests.mjs', import.meta.url).pathname;
const { countTests } = (await import(path)) as {
  countTests(reportFile: string, end: { code: number | null; signal: string | null }): Counts;
};

const WELL = { code: 0, signal: null };
const BADLY = { code: 1, signal: null };
const KILLED = { code: null, signal: 'SIGKILL' };

describe('counting what a test run did', () => {
  let folder: string;
  let report: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'counts-'));
    report = join(folder, 'report.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(...files: readonly { status: string; tests: readonly string[] }[]): void {
    const testResults = files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((one) => ({ status: one })),
    }));
    writeFileSync(report, JSON.stringify({ testResults }));
  }

  test('Passed, failed and skipped tests are counted as such.', () => {
    write(
      { status: 'passed', tests: ['passed', 'skipped', 'todo'] },
      { status: 'failed', tests: ['failed', 'passed'] },
    );
    expect(countTests(report, BADLY)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test('A file that could not be loaded is one failure.', () => {
    write({ status: 'failed', tests: [] }, { status: 'passed', tests: ['passed'] });
    expect(countTests(report, BADLY)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('A test that never ended has failed.', () => {
    write({ status: 'failed', tests: ['passed', 'pending'] });
    expect(countTests(report, KILLED)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('A run that ends badly although all tests passed is one failure.', () => {
    write({ status: 'passed', tests: ['passed'] });
    expect(countTests(report, BADLY)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(countTests(report, KILLED)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('A runner that left no report, or half of one, is one failure.', () => {
    expect(countTests(report, WELL)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    writeFileSync(report, '{"testResults": [');
    expect(countTests(report, WELL)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('A run of no test at all is one failure.', () => {
    write();
    expect(countTests(report, WELL)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('A clean run has no failure.', () => {
    write({ status: 'passed', tests: ['passed', 'passed'] });
    expect(countTests(report, WELL)).toEqual({ passed: 2, failed: 0, skipped: 0 });
  });
});
