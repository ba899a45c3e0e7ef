// `npm run package -- npm deb rpm [--to FOLDER]`: packages of the program. Each is made from the npm package, so that
// all of them hold the same; the same commit gives the same bytes.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDeb } from './package/build-deb.ts';
import { buildRpm } from './package/build-rpm.ts';
import { packNpm } from './package/pack-npm.ts';
import { stageProgram } from './package/stage-program.ts';
import { readSubject, type Subject } from './package/subject.ts';

const builders = { deb: buildDeb, rpm: buildRpm } satisfies Record<
  string,
  (subject: Subject) => Promise<string>
>;
const kinds = ['npm', 'deb', 'rpm'];

const root = join(import.meta.dirname, '..');
const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { node: { type: 'string' }, to: { type: 'string', default: '.cache/packages' } },
});

async function make(work: string, to: string): Promise<void> {
  const tarball = await packNpm(root, work);
  const made = wanted.includes('npm') ? [tarball] : [];
  if (wanted.some((kind) => kind !== 'npm')) {
    const subject = await readSubject({ root, work, node: values.node ?? process.execPath });
    await stageProgram(subject, tarball);
    for (const [kind, build] of Object.entries(builders)) {
      if (wanted.includes(kind)) made.push(await build(subject));
    }
  }
  for (const file of made) {
    cpSync(file, join(to, basename(file)));
    process.stdout.write(`${join(to, basename(file))}\n`);
  }
}

const unknown = wanted.filter((kind) => !kinds.includes(kind));
if (wanted.length === 0 || unknown.length > 0) {
  process.stderr.write('usage: npm run package -- npm|deb|rpm … [--to FOLDER]\n');
  process.exitCode = 1;
} else {
  const to = resolve(values.to);
  mkdirSync(to, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'stagepost-package-'));
  try {
    await make(work, to);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
