import type { Instant } from '../domain/instant.ts';
import type { Pool } from '../ports/pool.ts';
import type { Signer } from '../ports/signer.ts';
import { aptMetadata } from './apt/apt-metadata.ts';
import { signApt } from './apt/sign-apt.ts';
import type { Metadata } from './metadata.ts';
import type { Place } from './place.ts';
import type { MemberContent } from './read-members.ts';
import { signYum } from './yum/sign-yum.ts';
import { yumMetadata } from './yum/yum-metadata.ts';

/** What the metadata of a generation depends on beside its members. */
export interface MetadataDates {
  readonly date: Instant;
  readonly validDays: number;
}

export function buildMetadata(
  pool: Pool,
  contents: readonly MemberContent[],
  at: MetadataDates & { readonly place: Place },
): Promise<Metadata> {
  const { repository } = at.place;
  return repository.format === 'yum'
    ? yumMetadata(pool, contents, at.date)
    : aptMetadata(pool, contents, { repository, date: at.date, validDays: at.validDays });
}

/** The signed root files by base name. */
export function signRoot(
  signer: Signer,
  place: Place,
  rootText: string,
): Promise<ReadonlyMap<string, string>> {
  return place.repository.format === 'yum' ? signYum(signer, rootText) : signApt(signer, rootText);
}
