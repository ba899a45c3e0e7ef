import type { ActualState } from '../domain/actual-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Member, MemberManifest, PooledPackage } from '../domain/member.ts';
import { known, type Observation } from '../domain/observation.ts';
import { relationsSegment, withRelations } from '../formats/member-relations.ts';
import type { Pool } from '../ports/pool.ts';
import { attempt } from './attempt.ts';
import { eachOf } from './each-of.ts';

/** Packages by the digest of the manifest that names them. Whoever calls keeps it, so that each manifest is read once. */
export type PackageCache = Map<Sha256, readonly PooledPackage[]>;

type PackagesPool = Pick<Pool, 'manifest' | 'segment'>;

const atOnce = 16;

/** The same world with the packages of these members, read from the pool where they are not known already. */
export async function withPackages(
  deps: { readonly pool: PackagesPool; readonly packages: PackageCache },
  actual: ActualState,
  members: readonly Member[],
): Promise<ActualState> {
  const found = new Map<Sha256, Observation<readonly PooledPackage[]>>();
  const read = await eachOf(members, atOnce, (member) => packagesOf(deps, member));
  for (const [index, { digest }] of members.entries()) {
    const seen = read[index];
    if (seen !== undefined) found.set(digest, seen);
  }
  return { ...actual, packages: found };
}

async function packagesOf(
  { pool, packages }: { readonly pool: PackagesPool; readonly packages: PackageCache },
  member: Member,
): Promise<Observation<readonly PooledPackage[]>> {
  const cached = packages.get(member.digest);
  if (cached !== undefined) return known(cached);
  const seen = await attempt(() => pool.manifest(member));
  if (seen.kind === 'unknown') return seen;
  const found = await relatedPackages(pool, seen.value);
  packages.set(member.digest, found);
  return known(found);
}

// Where it cannot be read what packages say of others, they are taken without it: a plan counts them as not known.
async function relatedPackages(
  pool: PackagesPool,
  manifest: MemberManifest,
): Promise<MemberManifest['packages']> {
  const segment = relationsSegment(manifest);
  if (segment === undefined) return manifest.packages;
  const read = await attempt(async () =>
    withRelations(manifest, { ...segment, bytes: await pool.segment(manifest, segment) }),
  );
  return read.kind === 'known' ? read.value : manifest.packages;
}
