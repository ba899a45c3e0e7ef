import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import { localFiles } from '../../adapters/files/read-files.ts';
import { providerKeyrings } from '../../adapters/gpg/provider-keyring.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import { sourcesOf } from '../../compose.ts';
import { readSubmission, type Submission, type SubmissionWish } from '../../intake/read-submission.ts';
import type { Io } from '../io.ts';
import { sayProgress } from '../say-progress.ts';

/** Reads what a provider offers by the transports of an intake, with all their limits, into a folder that is then removed. */
export async function askProvider(
  io: Io,
  wish: SubmissionWish,
  { caFile }: { readonly caFile?: string },
): Promise<Submission> {
  const scratch = await localFileChanges.makeScratch(tmpdir(), 'stagepost-submit');
  const local = { runner: processRunner, files: localFiles, changes: localFileChanges, clock: systemClock };
  const from = { caFile: caFile === undefined ? null : resolve(io.cwd, caFile) };
  try {
    const deps = {
      ...local,
      progress: sayProgress(io),
      keyrings: providerKeyrings({ ...local, scratch }),
      sources: sourcesOf(from, { runner: processRunner }),
    };
    return await readSubmission(deps, wish, scratch);
  } finally {
    await localFileChanges.remove(scratch);
  }
}
