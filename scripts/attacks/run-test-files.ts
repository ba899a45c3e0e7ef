import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import type { RanTest } from './judge-rows.ts';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs these files of tests and answers with every test in them. A file that cannot be loaded has none. */
export async function runTestFiles(
  root: string,
  files: readonly string[],
  reportFile: string,
): Promise<readonly RanTest[]> {
  if (files.length === 0) return [];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${reportFile}`];
  // Names of ours, which begin with test/. Behind a -- vitest would read none of them, and run every test that there is.
  await execa(process.execPath, [vitest, 'run', ...reporters, ...files], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
  });
  const report: Report = JSON.parse(readFileSync(reportFile, 'utf8'));
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: relative(root, name),
      title: fullName,
      status,
    })),
  );
}
