// `npm run faults`: every fault at every call of every scenario, or a sample of them.
import { readOptions } from './options.ts';
import { makeReport } from './report.ts';
import { runFaults } from './run-faults.ts';

const options = readOptions(process.argv.slice(2));
const report = makeReport(options);
await runFaults(options, report);
process.exitCode = report.end();
