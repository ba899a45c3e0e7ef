import type { ActualState } from '../../domain/actual-state.ts';
import type { Member } from '../../domain/member.ts';
import { type Observation, unknown } from '../../domain/observation.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { versionText } from '../../domain/version/compare-packages.ts';

/** One package of a release. */
export interface PackageRow {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  readonly bytes: number;
}

/** The packages of a release on one platform. */
export interface PlatformPackages {
  readonly platform: string;
  readonly count: number;
  /** Unknown where nothing had to read them. */
  readonly packages: Observation<readonly PackageRow[]>;
}

/** The packages of a release by platform; unknown where the pool cannot be read, null before they are fetched. */
export function packagesView(
  id: ReleaseId,
  { pool, packages }: Pick<ActualState, 'pool' | 'packages'>,
): Observation<readonly PlatformPackages[] | null> {
  const pooled = pool.get(id) ?? unknown('nobody has looked into the pool for it');
  if (pooled.kind === 'unknown') return pooled;
  const members = pooled.value?.members ?? null;
  return { kind: 'known', value: members?.map((member) => platformOf(member, packages)) ?? null };
}

/** The bytes of a member's packages; null where they were not read. */
export function bytesOf(member: Member, packages: ActualState['packages']): number | null {
  const found = packages.get(member.digest);
  return found?.kind === 'known' ? found.value.reduce((sum, { size }) => sum + size, 0) : null;
}

function platformOf(member: Member, packages: ActualState['packages']): PlatformPackages {
  const found = packages.get(member.digest) ?? unknown('their names were not read in the last cycle');
  return {
    platform: member.platform,
    count: member.packages,
    packages: found.kind === 'unknown' ? found : { kind: 'known', value: found.value.map(rowOf) },
  };
}

function rowOf(found: Parameters<typeof versionText>[0] & { readonly size: number }): PackageRow {
  return { name: found.name, version: versionText(found), arch: found.arch, bytes: found.size };
}
