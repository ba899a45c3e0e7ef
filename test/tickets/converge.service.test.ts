import { expect, test } from 'vitest';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { type Converged, converge } from './converge.ts';

const rt = realTracker();
const releases = 50;

test('Fifty tickets are made right, looked at and moved on with few requests each.', {
  timeout: 1_800_000,
}, async () => {
  const steps: Converged[] = [];
  const tokenFile = rt.tokenFile('stagepost');
  await converge({ url: rt.url(), tokenFile, releases, tell: (step) => steps.push(step) });
  const each = steps.map(({ what, calls }) => [what, calls / releases] as const);
  const most = new Map([
    ['made', 13],
    ['asked for again at once', 0],
    ['looked at after an hour', 6],
    ['moved on', 10],
    ['ended', 10],
  ]);
  for (const [what, calls] of each) expect(calls, what).toBeLessThanOrEqual(most.get(what) ?? 0);
});
