import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { openDownloads } from '../../adapters/download/open-source.ts';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import { localFiles } from '../../adapters/files/read-files.ts';
import { receiveFile } from '../../adapters/files/receive-file.ts';
import { ftpTransport } from '../../adapters/ftp/ftp-transport.ts';
import { providerKeyrings } from '../../adapters/gpg/provider-keyring.ts';
import { httpsTransport } from '../../adapters/https/https-transport.ts';
import { readAuthorities } from '../../adapters/https/read-authorities.ts';
import { openHostFinder } from '../../adapters/network/find-host.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import { openRsyncSource } from '../../adapters/rsync/fetch.ts';
import { readSubmission, type Submission, type SubmissionWish } from '../../intake/read-submission.ts';
import type { FileTransport } from '../../ports/file-transport.ts';
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
  const hosts = openHostFinder();
  const authorities = caFile === undefined ? null : resolve(io.cwd, caFile);
  const download = (transport: FileTransport) =>
    openDownloads({ transport, hosts, receive: receiveFile, files: localFiles });
  try {
    const deps = {
      ...local,
      progress: sayProgress(io),
      keyrings: providerKeyrings({ ...local, scratch }),
      sources: {
        rsync: openRsyncSource({ runner: processRunner, hosts }),
        https: download(httpsTransport(() => readAuthorities(localFiles, authorities))),
        ftp: download(ftpTransport),
      },
    };
    return await readSubmission(deps, wish, scratch);
  } finally {
    await localFileChanges.remove(scratch);
  }
}
