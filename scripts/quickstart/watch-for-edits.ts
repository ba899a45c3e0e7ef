import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { ended } from './ended.ts';
import { say } from './narrate.ts';
import { type ReleaseRepository, stagepost } from './release-repository.ts';

/** Reconciles whenever main has moved, until the person ends it. */
export async function watchForEdits(repository: ReleaseRepository): Promise<never> {
  say.fact(`now it is yours: edit a file below ${repository.dir}/releases, commit on main, and watch.`);
  say.fact('Ctrl-C ends it and removes everything.');
  for (let seen = await headOf(repository); ; await sleep(1000, undefined, { signal: ended.signal })) {
    const head = await headOf(repository);
    if (head !== seen) await reconcile(repository);
    seen = head;
  }
}

async function headOf({ dir }: ReleaseRepository): Promise<string> {
  const { stdout } = await execa('git', ['rev-parse', 'refs/heads/main'], { cwd: dir });
  return stdout;
}

// A mistake in a file is told and waited out: the next commit is another chance.
async function reconcile({ hostFile }: ReleaseRepository): Promise<void> {
  await stagepost(['apply', '--host', hostFile]).catch(() => undefined);
  await stagepost(['status', '--host', hostFile]).catch(() => undefined);
}
