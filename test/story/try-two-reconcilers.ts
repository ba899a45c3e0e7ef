// `npm run two-reconcilers`: the first of two reconcilers is stopped before each of its calls, in both arrangements.
// `-- --every N` takes each N-th call only, `-- --from N` begins there. Ends with the number of points and violations.
import { parseArgs } from 'node:util';
import { type Arrangement, arrangements, openTwoReconcilers } from './two-reconcilers.ts';

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, from: { type: 'string', default: '1' } },
});
const [every, from] = [Number(values.every), Number(values.from)];
const counts = { passed: 0, failed: 0 };

async function tryAll(arrangement: Arrangement): Promise<void> {
  const bench = await openTwoReconcilers();
  try {
    for (let call = from; call <= bench.calls; call += every) {
      const { first, second, violations } = await bench.tryAt(arrangement, call);
      counts[violations.length === 0 ? 'passed' : 'failed'] += 1;
      const ends = [first, second].map(({ failures }) => [...new Set(failures)].join('+') || 'done');
      process.stdout.write(`${arrangement}, call ${call} of ${bench.calls}: ${ends.join(' and ')}\n`);
      for (const violation of violations) process.stdout.write(`  VIOLATION ${violation}\n`);
    }
  } finally {
    await bench.stop();
  }
}

// Side by side, each with hosts and a release repository of its own: most of a point is waiting for other programs.
await Promise.all(arrangements.map(tryAll));
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
