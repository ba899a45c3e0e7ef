import { join, posix } from 'node:path';
import { asSha256 } from '../domain/digest.ts';
import { failureOf, StagepostError } from '../domain/failure.ts';
import type { Member, PooledRelease } from '../domain/member.ts';
import type { FetchRelease } from '../domain/plan.ts';
import { packageFolderOf } from '../ports/pool.ts';
import type { CheckedFile, CheckedPlatform } from './checked-package.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { isSound, type Lack, type Repairs, repairsOf, soundManifest } from './pool-repairs.ts';
import { refuseOtherContent } from './pooled-inventory.ts';
import { recordedTimes } from './recorded-times.ts';
import { type Fetched, withFetched } from './with-fetched.ts';

const byHand =
  'Put the right files in place from a backup or from the cache of a client, or submit what the provider has now as a new submission.';

/**
 * Fetches a release again whose copy in the pool is damaged, with every check of an intake, and puts the fetched files
 * in the place of the damaged ones, each by one rename. What was fetched must be what was taken in then, package by
 * package and byte by byte, and nothing is replaced but by a file with the recorded digest; otherwise it throws.
 * Idempotent.
 */
export async function repairRelease(
  deps: IntakeDeps,
  action: FetchRelease,
  keys: ReadonlyMap<string, string>,
): Promise<void> {
  const pooled = await deps.pool.describe(action.release);
  if (pooled === null)
    throw new StagepostError({
      code: 'plan-changed',
      message: `${action.release} is no longer in the pool`,
      hint: 'plan again',
    });
  refuseOtherContent(action, pooled);
  if (isWhole(await repairsOf(deps, pooled.members))) return;
  const rendered = (platform: CheckedPlatform) => asThen(deps, pooled, platform);
  try {
    await withFetched(deps, { action, keys, rendered }, (fetched) => putInPlace(deps, pooled, fetched));
  } catch (error) {
    throw frozen(action, error);
  }
}

function isWhole({ lacks, strange }: Repairs): boolean {
  return lacks.length === 0 && strange.length === 0;
}

// createrepo_c writes down the time of each file, so what is sound is rendered from the file that was rendered then,
// and the others get the time that was written down.
async function asThen(
  { pool, files, changes }: IntakeDeps,
  { release, members }: PooledRelease,
  platform: CheckedPlatform,
): Promise<CheckedPlatform> {
  const folder = pool.packageFolder(release, platform.key);
  const times = await recordedTimes(
    pool,
    members.find((member) => member.platform === platform.key),
  );
  const chosen: CheckedFile[] = [];
  for (const each of platform.files) {
    const path = join(folder, posix.basename(each.file.path));
    const sha256 = asSha256(each.file.sha256) ?? '';
    const time = times.get(sha256);
    const sound = await isSound(files, path, sha256);
    if (!sound && time !== undefined) await changes.setModified(each.path, time);
    chosen.push(sound ? { ...each, path } : each);
  }
  return { ...platform, files: chosen };
}

async function putInPlace(
  deps: IntakeDeps,
  { release, members }: PooledRelease,
  fetched: Fetched,
): Promise<void> {
  const { scratch } = fetched;
  await refuseOtherPackages(deps, members, scratch);
  // Only a manifest that is right tells what else is wrong, so that there may be a second round.
  for (let round = 1; round <= 2; round += 1) {
    const { lacks, strange } = await repairsOf(deps, members);
    await refuseOtherMetadata(deps, lacks, { scratch, release });
    await deps.pool.replace(
      release,
      scratch,
      lacks.map(({ path }) => path),
    );
    for (const path of strange) await deps.changes.remove(path);
  }
  const left = await repairsOf(deps, members);
  if (!isWhole(left))
    throw damaged(
      `${release} is damaged again`,
      [...left.lacks.map(({ path }) => path), ...left.strange],
      'Something writes into the pool. Stop it, and look at its disk.',
    );
}

/** A member whose own manifest is damaged is told by the digest of the manifest that was rendered now, and by nothing else. */
async function refuseOtherPackages(
  { pool, files }: IntakeDeps,
  members: readonly Member[],
  scratch: string,
): Promise<void> {
  const problems: string[] = [];
  for (const member of members) {
    const manifest = await soundManifest(pool, member);
    for (const { file, sha256 } of manifest?.packages ?? []) {
      const path = join(packageFolderOf(member.platform), file);
      const found = await digestOf(files, join(scratch, path));
      if (found === null) problems.push(`${path} is not offered any more`);
      else if (found !== sha256) problems.push(`${path} has the digest ${found} instead of ${sha256}`);
    }
  }
  if (problems.length > 0)
    throw damaged('what the provider offers now is not what was taken in', problems, byHand);
}

async function refuseOtherMetadata(
  { files }: IntakeDeps,
  lacks: readonly Lack[],
  { scratch, release }: { readonly scratch: string; readonly release: string },
): Promise<void> {
  const problems: string[] = [];
  for (const { path, sha256 } of lacks) {
    const found = await digestOf(files, join(scratch, path));
    if (found !== sha256) problems.push(`${path} is made with the digest ${found} instead of ${sha256}`);
  }
  if (problems.length > 0)
    throw damaged(
      `metadata of ${release} cannot be rendered again with the same bytes`,
      problems,
      'The times of package files stand in it, and another version of the tools may write it otherwise. Put the named files in place from a backup, or submit the release as a new submission.',
    );
}

async function digestOf(files: IntakeDeps['files'], path: string): Promise<string | null> {
  return (await files.facts(path))?.kind === 'file' ? (await files.digest(path)).sha256 : null;
}

function damaged(message: string, details: readonly string[], hint: string): StagepostError {
  return new StagepostError({ code: 'pool-damaged', message, hint, treatment: 'needs-person', details });
}

/** The same failure, with what it means for a release that is published already. */
function frozen({ release, source }: FetchRelease, error: unknown): StagepostError {
  const { code, message, hint, treatment, details } = failureOf(error);
  return new StagepostError(
    {
      code,
      message: `${release} stays frozen, because its damaged copy in the pool could not be mended from ${source.url}: ${message}`,
      hint: code === 'pool-damaged' ? hint : `${hint} ${byHand}`.trim(),
      treatment,
      details,
    },
    { cause: error },
  );
}
