// `npm run faults`: every fault at every call of every scenario, or a sample of them, several at once.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openMemory } from './memory.ts';
import { readOptions } from './options.ts';
import type { Told } from './part.ts';
import { makeReport } from './report.ts';

const args = process.argv.slice(2);
const options = readOptions(args);
const report = makeReport(options);
openMemory(options);
const of = options.only === null ? options.jobs : 1;
await Promise.all(Array.from({ length: of }, (_, index) => tryPart(`${index}/${of}`)));
process.exitCode = report.end();

async function tryPart(part: string): Promise<void> {
  const own = ['--seed', String(options.seed), '--part', part];
  const child = fork(join(import.meta.dirname, 'part.ts'), [...args, ...own]);
  child.on('message', (told) => report.heard(told as Told));
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) report.broke(`part ${part} ended with ${signal ?? code}`);
}
