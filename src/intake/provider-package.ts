import type { AssignedFile } from './offer.ts';

/** A package that a provider's repository names; the path of its file is relative to the repository. */
export interface ProviderPackage {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly epoch: string;
  readonly said: NonNullable<AssignedFile['said']>;
}

/** The packages that the release file selects by name, or by name and version; all when it selects none. */
export function selected(
  packages: readonly ProviderPackage[],
  wishes: readonly string[] | null,
): { readonly packages: readonly ProviderPackage[]; readonly missing: readonly string[] } {
  if (wishes === null) return { packages, missing: [] };
  const wanted = new Set(wishes);
  const found = packages.filter((each) => spellings(each).some((spelling) => wanted.has(spelling)));
  const met = new Set(found.flatMap(spellings));
  return { packages: found, missing: wishes.filter((wish) => !met.has(wish)) };
}

/** `voms`, `voms=4.2.0`, `voms=4.2.0-1` and `voms=0:4.2.0-1`. */
function spellings({ epoch, said: { name, version, release } }: ProviderPackage): readonly string[] {
  const whole = release === '' ? version : `${version}-${release}`;
  return [name, ...[version, whole, `${epoch}:${whole}`].map((each) => `${name}=${each}`)];
}
