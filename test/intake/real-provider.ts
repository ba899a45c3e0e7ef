import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { type RsyncDaemon, startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import { writeRelease } from '../../scripts/provider/write-release.ts';
import { openDebTools } from '../../src/adapters/apt/deb-tools.ts';
import { systemClock } from '../../src/adapters/clock/system-clock.ts';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { providerKeyrings } from '../../src/adapters/gpg/provider-keyring.ts';
import { openHostFinder } from '../../src/adapters/network/find-host.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { openRpmTools } from '../../src/adapters/rpm/rpm-tools.ts';
import { openRsyncSource } from '../../src/adapters/rsync/fetch.ts';
import { asSha256, type Sha256 } from '../../src/domain/digest.ts';
import type { IntakeDeps } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { description } from './sample-release.ts';

/** A provider with a daemon and a signed release of two rpm platforms and an apt one. */
export interface RealProvider {
  readonly root: string;
  /** What the daemon serves as the release. */
  readonly folder: string;
  readonly url: string;
  readonly key: SigningKey;
  /** Writes the release again as it should be. */
  readonly writeRelease: () => Promise<Sha256>;
  readonly stop: () => Promise<void>;
}

const files = { '/usr/share/voms/hello': 'hello' };
const rpm = {
  version: '4.2.0',
  release: '1',
  arch: 'noarch',
  summary: 'größer',
  license: 'MIT',
  files,
} as const;

/** Starts one; the path is short because of gpg's socket. */
export async function startProvider(): Promise<RealProvider> {
  const root = await mkdtemp('/tmp/sp-int-');
  const key = await makeSigningKey({ home: join(root, 'key'), userId: 'Provider <p@example.org>' });
  const workDir = join(root, 'built');
  await mkdir(workDir);
  const voms = await buildRpm({ workDir, name: 'voms', ...rpm, key });
  const docs = await buildRpm({ workDir, name: 'voms-doc', ...rpm, key });
  const deb = await buildDeb({ workDir, name: 'voms', version: '1:4.2.0-1', summary: 'größer', files });
  const module = join(root, 'module');
  const folder = join(module, 'umd5/voms');
  const packages = [
    { platform: 'el9', arch: 'x86_64', file: voms },
    { platform: 'el9', arch: 'x86_64', file: docs },
    { platform: 'el9', arch: 'aarch64', file: voms },
    { platform: 'debian-12', arch: 'amd64', file: deb },
  ];
  await mkdir(module);
  const daemon: RsyncDaemon = await startRsyncDaemon({ dir: join(root, 'rsyncd'), modules: { m: module } });
  return {
    root,
    folder,
    url: `${daemon.url('m')}umd5/voms/`,
    key,
    writeRelease: async () => {
      await rm(folder, { recursive: true, force: true });
      const release = await writeRelease({ dir: folder, release: description, packages });
      return asSha256(release.checksumsDigest) as Sha256;
    },
    stop: async () => {
      await daemon.stop();
      await stopAgent(key.home);
      await rm(root, { recursive: true });
    },
  };
}

/** Everything real, with its state in a folder; outside tools by another runner where one is given. */
export function realDeps(state: string, { progress = silent, runner = processRunner } = {}): IntakeDeps {
  const scratch = join(state, 'scratch');
  return {
    pool: openPool({ root: join(state, 'pool'), scratch, changes: localFileChanges }),
    files: localFiles,
    changes: localFileChanges,
    sources: { rsync: openRsyncSource({ runner, hosts: openHostFinder() }) },
    tools: {
      yum: openRpmTools({ runner, files: localFiles, changes: localFileChanges, scratch }),
      apt: openDebTools({ runner, changes: localFileChanges, scratch }),
    },
    keyrings: providerKeyrings({
      runner,
      files: localFiles,
      changes: localFileChanges,
      clock: systemClock,
      scratch,
    }),
    clock: systemClock,
    progress,
  };
}
