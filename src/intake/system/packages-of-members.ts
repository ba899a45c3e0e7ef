import type { SolvablePackage } from '../../domain/installability.ts';
import type { Member } from '../../domain/member.ts';
import type { Pool } from '../../ports/pool.ts';
import { relatedPackages } from '../pooled-inventory.ts';
import { solvable } from './system-packages.ts';

/** What the packages of members say; those of which nobody wrote it down ask for nothing, and nobody judges them. */
export async function packagesOfMembers(
  pool: Pool,
  members: readonly Member[],
): Promise<readonly SolvablePackage[]> {
  const found: SolvablePackage[] = [];
  for (const member of members) {
    const packages = await relatedPackages(pool, await pool.manifest(member));
    for (const { relations, ...each } of packages)
      if (relations !== undefined) found.push(solvable(each, relations));
  }
  return found;
}
