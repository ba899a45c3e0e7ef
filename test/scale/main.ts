// `npm run figures`: how much time and memory the daemon needs for a big release repository, measured from outside.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeWorld, type World, worldIn } from './make-world.ts';
import { measure } from './measure.ts';

const number = (value: string, name: string) => {
  const found = Number(value);
  if (!Number.isSafeInteger(found) || found < 1) throw new Error(`--${name} takes a whole number from 1 on`);
  return found;
};

const { values } = parseArgs({
  options: {
    releases: { type: 'string', default: '10000' },
    readers: { type: 'string', default: '500' },
    merges: { type: 'string', default: '20' },
    'idle-seconds': { type: 'string', default: '120' },
    'read-seconds': { type: 'string', default: '30' },
    folder: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    /** For the daemon, such as --node=--cpu-prof. */
    node: { type: 'string', multiple: true, default: [] },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const releases = number(values.releases, 'releases');
const folder = values.folder ?? join(import.meta.dirname, `../../.cache/figures-${releases}`);

const world = await openWorld();
const [cpu] = cpus();
const revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname });
say(
  `${releases} releases; ${revision.toString().trim()}; ${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
);
const results = await measure(world, {
  releases,
  readers: number(values.readers, 'readers'),
  merges: number(values.merges, 'merges'),
  idleSeconds: number(values['idle-seconds'], 'idle-seconds'),
  readSeconds: number(values['read-seconds'], 'read-seconds'),
  node: values.node,
  tell: (name, figure) => say(`  ${name.padEnd(44)} ${figure}`),
});
for (const { name, holds } of results) if (!holds) say(`  FAILED: ${name}`);
const failed = results.filter(({ holds }) => !holds).length;
say(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

// The last thing that is made of a world is its mark, so that half a one is made anew.
async function openWorld(): Promise<World> {
  const mark = join(folder, 'made');
  if (!values.fresh && existsSync(mark)) return worldIn(folder);
  const start = performance.now();
  const tell = (step: string) =>
    say(`making ${folder}: ${step} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const made = await makeWorld(folder, releases, tell);
  await mkdir(mark);
  tell('done');
  return made;
}
