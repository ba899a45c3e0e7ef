import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import { type FileChanges, type Files, isSameFile } from '../../ports/files.ts';
import type { PackageMover } from '../../ports/package-mover.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';

interface MoverDeps {
  readonly runner: ProcessRunner;
  readonly files: Files;
  readonly changes: FileChanges;
}

/** Moves packages between folders of one file system by rsync (R67, R68). */
export function openPackageMover(deps: MoverDeps): PackageMover {
  return { linkAll: (from, to) => linkAll(deps, from, to) };
}

async function linkAll({ runner, files, changes }: MoverDeps, from: string, to: string): Promise<void> {
  const wanted = await files.walk(from);
  await changes.makeFolder(to);
  const result = await runner.run({
    program: 'rsync',
    args: ['-rtp', `--link-dest=${from}`, '--', `${from}/`, `${to}/`],
    timeoutSeconds: 3600,
    maxOutputBytes: 1024 * 1024,
  });
  if (result.exitCode !== 0) throw notLinked(`rsync ended with exit code ${result.exitCode}`, result.stderr);
  const copies: string[] = [];
  // rsync copies without a word where it cannot link: other attributes, or another file system.
  for (const file of wanted) {
    if (!(await isSameFile(files, join(from, file), join(to, file)))) copies.push(file);
  }
  if (copies.length > 0) {
    const [first] = copies;
    throw notLinked(`rsync left ${first} in ${to} that is not the file of ${from}`, copies.join('\n'));
  }
  await syncNames(wanted.map((file) => dirname(join(to, file))));
}

async function syncNames(folders: readonly string[]): Promise<void> {
  for (const folder of new Set(folders)) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

function notLinked(message: string, output: string): StagepostError {
  return new StagepostError({
    code: 'move-not-linked',
    message,
    hint: 'The pool and the roots of the stages must be on one file system; where they are, look at rsync and the disk.',
    treatment: 'needs-person',
    details: output.split('\n').filter(Boolean).slice(0, 100),
  });
}
