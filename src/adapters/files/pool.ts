import { join } from 'node:path';
import { sha256Of } from '../../domain/digest.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { Member, MemberManifest, PooledRelease, SegmentFile } from '../../domain/member.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { FileChanges } from '../../ports/files.ts';
import { memberFolderOf, type Pool, packageFolderOf, segmentFileName } from '../../ports/pool.ts';
import { attempt } from './file-failure.ts';
import { bytesBelow, listReleases, removeRelease } from './pool-contents.ts';
import { readPooledRelease } from './pooled-release.ts';
import { protectFiles } from './protect-files.ts';
import { localFiles } from './read-files.ts';
import { replaceFiles } from './replace-files.ts';
import { syncAllFolders } from './sync.ts';

const mostDocumentBytes = 64 * 1024 * 1024;

/** A pool on this machine; both folders are absolute paths on one file system, made when first needed. */
export function openPool({
  root,
  scratch,
  changes,
}: {
  readonly root: string;
  readonly scratch: string;
  readonly changes: FileChanges;
}): Pool {
  const folderOf = (release: ReleaseId) => join(root, checkedName(release));
  return {
    describe: (release) => describe(folderOf(release), release),
    manifest: (member) => manifest(folderOf(member.release), member),
    segment: (owner, segment) => readSegment(folderOf(owner.release), owner, segment),
    releaseXml: (release) => localFiles.read(join(folderOf(release), 'release.xml'), mostDocumentBytes),
    checksumsXml: (release) => localFiles.read(join(folderOf(release), 'checksums.xml'), mostDocumentBytes),
    packageFolder: (release, platform) =>
      join(folderOf(release), packageFolderOf(checkedName(platform) as typeof platform)),
    openScratch: (purpose) => changes.makeScratch(scratch, purpose),
    admit: (release, finished) => admit(changes, folderOf(release), finished),
    replace: (release, from, paths) => replaceFiles(changes, folderOf(release), { from, paths }),
    discard: (unwanted) => changes.remove(unwanted),
    releases: () => listReleases(root),
    bytes: (release) => bytesBelow(folderOf(release)),
    remove: (release) => removeRelease(changes, folderOf(release), { scratch, release }),
  };
}

async function describe(folder: string, release: ReleaseId): Promise<PooledRelease | null> {
  if ((await localFiles.facts(folder)) === null) return null;
  const bytes = await localFiles.read(join(folder, 'release.json'), mostDocumentBytes);
  if (bytes === null) throw damaged(release, 'release.json is missing');
  const found = readPooledRelease(Buffer.from(bytes).toString('utf8'));
  if (found?.release !== release) throw damaged(release, 'release.json cannot be understood');
  return found;
}

async function manifest(
  folder: string,
  member: Pick<Member, 'release' | 'platform' | 'digest'>,
): Promise<MemberManifest> {
  const name = join(memberFolderOf(member.platform), 'member.json');
  const bytes = await localFiles.read(join(folder, name), mostDocumentBytes);
  if (bytes === null) throw damaged(member.release, `${name} is missing`);
  if (sha256Of(bytes) !== member.digest)
    throw damaged(member.release, `${name} is not the one that was made`);
  // The digest is the check of the content: these are the bytes that the intake wrote.
  const found = JSON.parse(Buffer.from(bytes).toString('utf8')) as MemberManifest;
  if (found.release !== member.release || found.platform !== member.platform) {
    throw damaged(member.release, `${name} speaks of ${found.release} on ${found.platform}`);
  }
  return found;
}

async function readSegment(folder: string, owner: MemberManifest, segment: SegmentFile): Promise<Uint8Array> {
  const name = join(memberFolderOf(owner.platform), segmentFileName(segment));
  const path = join(folder, name);
  const found = await localFiles.facts(path);
  if (found === null) throw damaged(owner.release, `${name} is missing`);
  if (found.size !== segment.size) throw damaged(owner.release, `${name} has ${found.size} bytes`);
  const bytes = await localFiles.read(path, segment.size);
  if (bytes === null || sha256Of(bytes) !== segment.sha256) {
    throw damaged(owner.release, `${name} has another digest than its manifest says`);
  }
  return bytes;
}

async function admit(changes: FileChanges, folder: string, finished: string): Promise<void> {
  await protectFiles(finished);
  await attempt(`sync ${finished}`, () => syncAllFolders(finished));
  await changes.makeFolder(join(folder, '..'));
  if ((await localFiles.facts(folder)) !== null) {
    throw new StagepostError({
      code: 'pool-damaged',
      message: `${folder} is there already`,
      hint: 'Two intakes of one release ran at once, or something outside wrote into the pool.',
      treatment: 'needs-person',
    });
  }
  await changes.rename(finished, folder);
}

// Ids also come from files that other programs may have written; none leads out of the pool.
function checkedName(name: string): string {
  const parts = name.split('/');
  const safe = parts.length === 2 && parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9._+~-]*$/.test(part));
  if (safe) return name;
  throw new StagepostError({
    code: 'pool-damaged',
    message: `the pool has no place for the name ${JSON.stringify(name)}`,
    treatment: 'needs-person',
  });
}

function damaged(release: ReleaseId, what: string): StagepostError {
  return new StagepostError({
    code: 'pool-damaged',
    message: `the pool is damaged at ${release}: ${what}`,
    hint: 'Remove the release from the pool, so that it is fetched again by its pinned digest.',
    treatment: 'needs-person',
  });
}
