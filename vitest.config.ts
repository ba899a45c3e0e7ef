import { defineConfig } from 'vitest/config';
import { reportSkips } from './scripts/report-skips.ts';

// `npm test` asks for a JSON report as well, in a file of its own, and counts the tests from it.
const jsonReport = process.env.STAGEPOST_TEST_REPORT;

function jsonTo(outputFile: string): ['json', { outputFile: string }] {
  return ['json', { outputFile }];
}

// `quick` needs nothing but git; `service` starts the real tools, so its files have time. Two workers suit two cores;
// left alone, a machine with two would get one.
export default defineConfig({
  test: {
    reporters: ['default', reportSkips, ...(jsonReport ? [jsonTo(jsonReport)] : [])],
    projects: [
      {
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.service.test.ts'],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'service',
          include: ['test/**/*.service.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
