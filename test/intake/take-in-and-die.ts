// A process that takes a release in and is killed at a step: `node take-in-and-die.ts <state> <action JSON> <step>`.
import type { FetchRelease } from '../../src/domain/plan.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { realDeps } from './real-provider.ts';

const [state = '', action = '', step = ''] = process.argv.slice(2);
const progress = {
  step: (line: string) => {
    if (line.startsWith(step)) process.kill(process.pid, 'SIGKILL');
  },
};
await takeIn(realDeps(state, { progress }), JSON.parse(action) as FetchRelease, new Map());
