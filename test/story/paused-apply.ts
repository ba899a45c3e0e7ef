// Reconciles as `stagepost apply` does, as a process of its own that stops itself before one call that changes
// something. Arguments: the host file, and the number of that call; `none` pauses nowhere. Says how it ended.
import { writeSync } from 'node:fs';
import { type Reconciled, reconcileOnce } from './reconcile-once.ts';

const [file = '', wanted = ''] = process.argv.slice(2);
let calls = 0;

const ended: Reconciled = await reconcileOnce(file, () => {
  calls += 1;
  if (String(calls) === wanted) process.kill(process.pid, 'SIGSTOP');
});
writeSync(1, JSON.stringify({ ...ended, calls }));
