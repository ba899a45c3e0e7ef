import { type Instant, plusSeconds } from '../../domain/instant.ts';
import { archOf } from '../../domain/release.ts';
import type { Repository } from '../../domain/repository.ts';
import { writeAptRelease } from '../../formats/apt-release.ts';
import { osvFileName } from '../../formats/osv.ts';
import { rootFolder } from '../../formats/repository-layout.ts';
import type { Pool } from '../../ports/pool.ts';
import { osvMetadata } from '../advisory-metadata.ts';
import { joinFile, type Metadata } from '../metadata.ts';
import type { MemberContent } from '../read-members.ts';
import { readSegments } from '../read-segments.ts';

const secondsOfDay = 86_400;

/** The one component of our suites. */
export const component = 'main';

/** Folder of the indexes of a repository's architecture, relative to the folder of its Release file. */
export function indexFolder(repository: Repository): string {
  return `${component}/binary-${archOf(repository.platform)}`;
}

/** Packages.gz and what advisories there are, both also under their digests, and the Release text; the same members and dates always give the same bytes. */
export async function aptMetadata(
  pool: Pool,
  contents: readonly MemberContent[],
  at: { readonly repository: Repository; readonly date: Instant; readonly validDays: number },
): Promise<Metadata> {
  const { repository, date } = at;
  const joined = joinFile(await readSegments(pool, contents, 'packages'));
  const folder = indexFolder(repository);
  const suite = rootFolder(repository);
  const osv = await osvMetadata(pool, contents);
  const rootText = writeAptRelease({
    origin: 'Stagepost',
    label: repository.title,
    suite: repository.suite,
    codename: repository.suite,
    date,
    validUntil: plusSeconds(date, at.validDays * secondsOfDay),
    architectures: [archOf(repository.platform)],
    components: [component],
    description: repository.title,
    files: [
      // apt checks the unpacked index against this line and never asks for the file itself.
      { path: `${folder}/Packages`, size: joined.openSize, sha256: joined.openSha256 },
      { path: `${folder}/Packages.gz`, size: joined.bytes.length, sha256: joined.sha256 },
      ...(osv === null ? [] : [{ path: osvFileName, size: osv.bytes.length, sha256: osv.sha256 }]),
    ],
  });
  const files = new Map([
    [`${suite}/${folder}/Packages.gz`, joined.bytes],
    [`${suite}/${folder}/by-hash/SHA256/${joined.sha256}`, joined.bytes],
  ]);
  if (osv !== null) {
    files.set(`${suite}/${osvFileName}`, osv.bytes);
    files.set(`${suite}/by-hash/SHA256/${osv.sha256}`, osv.bytes);
  }
  return { files, rootText };
}
