// Reconciles as `stagepost apply` does, as a process of its own that gets a signal before one call that changes
// something. Arguments: the host file, which call, the signal. The call is `<n>` for the n-th of all, or
// `<room>.<method>:<n>` for the n-th of its name. Says the name of that call, or the number of calls at the end.
import { writeSync } from 'node:fs';
import { compose } from '../../src/compose.ts';
import { silent } from '../../src/ports/progress.ts';
import { reconcileUntilQuiet } from '../../src/reconcile/until-quiet.ts';
import { watchedCycle } from './watched-cycle.ts';

const [file = '', wanted = '', signal = 'SIGKILL'] = process.argv.slice(2);
const calls = new Map<string, number>();

const composed = await compose({ file, env: {}, progress: silent, exclusive: true });
try {
  const deps = watchedCycle(composed.deps, (call) => {
    if (![count('all'), `${call}:${count(call)}`].includes(wanted)) return;
    writeSync(1, `${call}\n`);
    process.kill(process.pid, signal);
  });
  const cycles = await reconcileUntilQuiet(deps, { planned: () => undefined, ended: () => undefined });
  for (const cycle of cycles) {
    const results = cycle.kind === 'done' ? cycle.outcome.results : [];
    if (results.some((result) => result.kind !== 'done')) throw new Error(JSON.stringify(results));
  }
  writeSync(1, `${calls.get('all') ?? 0} calls\n`);
} finally {
  await composed.close();
}

function count(name: string): string {
  const next = (calls.get(name) ?? 0) + 1;
  calls.set(name, next);
  return String(next);
}
