// `npm run tickets -- N`: how many requests and seconds N releases take until their tickets are right on a real RT.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRequestTracker } from '../../scripts/request-tracker/start-request-tracker.ts';
import { converge } from './converge.ts';

const releases = Number(process.argv[2] ?? '1000');
if (!Number.isSafeInteger(releases) || releases < 1)
  throw new Error('npm run tickets -- N: a whole number from 1 on');
const say = (line: string) => void process.stdout.write(`${line}\n`);
const dir = await realpath(await mkdtemp(join(tmpdir(), 'stagepost-tickets-')));
try {
  const rt = await startRequestTracker({ dir });
  try {
    const tokenFile = rt.tokens.stagepost ?? '';
    await converge({
      url: rt.url,
      tokenFile,
      releases,
      tell: ({ what, calls, seconds }) =>
        say(
          `${releases} tickets ${what.padEnd(24)} ${calls} requests (${(calls / releases).toFixed(1)} each), ${seconds.toFixed(1)} s`,
        ),
    });
    say(`${releases} tickets are right`);
  } finally {
    await rt.stop();
  }
} finally {
  await rm(dir, { recursive: true, force: true });
}
