// Reconciles as a process of its own, so that it can be killed. Arguments: the host file, the folder of everything,
// and the fault as JSON. A run that gets to its end says how it ended.
import { writeSync } from 'node:fs';
import { type Fault, faultyAround } from './fault.ts';
import { runApply } from './run-apply.ts';

const [file = '', work = '', fault = 'null'] = process.argv.slice(2);
const around = faultyAround(work, JSON.parse(fault) as Fault | null, () => undefined);
const ended = await runApply(file, around);
writeSync(1, `${JSON.stringify(ended)}\n`);
