import { canonicalJson } from '../../domain/digest.ts';
import type { SolvablePackage } from '../../domain/installability.ts';
import type { SystemReading, SystemRequest, SystemRoot } from '../../domain/operating-system.ts';
import { archOf } from '../../domain/release.ts';
import { nothingSigned } from '../../domain/signature.ts';
import { readSourceAddress } from '../../domain/source-address.ts';
import type { SourceReading } from '../fetch-promised.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { counted, refuse } from '../refuse.ts';
import { startFetching } from '../start-fetching.ts';
import { packagesOfMembers } from './packages-of-members.ts';
import { reachablePart } from './reachable-part.ts';
import { readSystemApt, readSystemYum } from './system-packages.ts';

// Some thousand packages are reached in practice; the record keeps every reading, and each cycle reads the newest.
const mostBytes = 32 * 1024 * 1024;

const readers = { yum: readSystemYum, apt: readSystemApt };

/**
 * Reads what the operating system of a platform offers to some members: root files, signed where keys are given, and by
 * their digests the metadata of packages. No package is fetched. Throws with every problem that was found; nothing is
 * left of it.
 */
export async function readSystem(
  deps: IntakeDeps,
  request: SystemRequest,
  keys: ReadonlyMap<string, string>,
): Promise<SystemReading> {
  const { platform, format, declaration } = request;
  const asking = await packagesOfMembers(deps.pool, request.members);
  const roots: SystemRoot[] = [];
  const offered: SolvablePackage[] = [];
  for (const repository of request.repositories) {
    const found = await readRepository(deps, { request, repository, keys });
    roots.push(found.root);
    for (const each of found.packages) offered.push(each);
  }
  const packages = reachablePart({ format, arch: archOf(platform), asking, offered });
  const reading: SystemReading = {
    platform,
    declaration,
    readAt: deps.clock.now(),
    roots,
    members: request.members.map(({ digest }) => digest).sort(),
    packages,
  };
  refuseTooLarge(reading);
  return reading;
}

interface Work {
  readonly request: SystemRequest;
  readonly repository: SystemRequest['repositories'][number];
  readonly keys: ReadonlyMap<string, string>;
}

async function readRepository(
  deps: IntakeDeps,
  { request, repository, keys }: Work,
): Promise<{ readonly root: SystemRoot; readonly packages: readonly SolvablePackage[] }> {
  const { platform, format } = request;
  const { protocol, url, networks } = repository;
  const title = `the operating system of ${platform} at ${url}`;
  deps.progress.step(`reading ${title}`);
  const armored = repository.keys.flatMap((file) => keys.get(file) ?? []);
  return deps.keyrings.use(armored, async (keyring) => {
    const scratch = await deps.pool.openScratch(`operating-system-${platform}`);
    try {
      const place = {
        release: title,
        source: { protocol, url },
        agreed: { hosts: [hostOf(url)], networks },
        limits: { maxSeconds: request.maxSeconds },
        acceptedTools: request.acceptedTools,
      };
      const reading: SourceReading = {
        files: deps.files,
        fetch: startFetching(deps, place, scratch),
        folder: '',
        signatures: { ...nothingSigned, checksums: repository.keys.length > 0 ? 'required' : 'ignored' },
        keyring,
      };
      const found = await readers[format](reading, { ...repository, platform });
      return { root: { url, file: found.file, sha256: found.sha256 }, packages: found.packages };
    } finally {
      await deps.pool.discard(scratch);
    }
  });
}

// Whoever names an address agrees to its host.
function hostOf(url: string): string {
  const address = readSourceAddress(url);
  return address === undefined ? '' : `${address.host}:${address.port}`;
}

function refuseTooLarge(reading: SystemReading): void {
  const bytes = canonicalJson(reading).length;
  if (bytes <= mostBytes) return;
  const count = counted(reading.packages.length, 'package');
  throw refuse(
    'intake-too-large',
    `what members reach of the operating system of ${reading.platform} is too much`,
    [`${count} in ${bytes} bytes; the record takes at most ${mostBytes}`],
  );
}
