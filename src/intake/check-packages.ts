import type { RepositoryFormat } from '../domain/major-release.ts';
import type { PackageIdentity } from '../domain/member.ts';
import { headerProblems } from './check-headers.ts';
import { namedProblems } from './check-named.ts';
import type { CheckedPlatform } from './checked-package.ts';
import type { FetchedPlatform } from './fetch-packages.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { Offer } from './offer.ts';
import { counted, refuse } from './refuse.ts';

/** Reads every header, compares it with what the file is called and said to be, and checks signatures. */
export async function checkPackages(
  deps: IntakeDeps,
  { platforms, named }: { readonly platforms: readonly FetchedPlatform[]; readonly named: Offer['named'] },
  armoredKeys: readonly string[],
): Promise<readonly CheckedPlatform[]> {
  const identities = new Map<string, PackageIdentity>();
  const unsigned: string[] = [];
  for (const [format, paths] of pathsByFormat(platforms)) {
    deps.progress.step(`reading the headers of ${counted(paths.length, 'package')}`);
    const found = await deps.tools[format].identify(paths);
    for (const [at, identity] of found.entries()) identities.set(paths[at] ?? '', identity);
    if (armoredKeys.length === 0) continue;
    const problems = await deps.tools[format].checkSignatures(paths, armoredKeys);
    unsigned.push(...problems.map(({ file, sentence }) => `${file}: ${sentence}`));
  }
  const checked = platforms.map((platform) => ({
    ...platform,
    files: platform.files.flatMap((each) => {
      const identity = identities.get(each.path);
      return identity === undefined ? [] : [{ ...each, identity }];
    }),
  }));
  const missing = namedProblems(named, [...identities.values()]);
  refuseIfAny([...headerProblems(checked, deps.tools), ...missing], unsigned);
  return checked;
}

function pathsByFormat(
  platforms: readonly FetchedPlatform[],
): ReadonlyMap<RepositoryFormat, readonly string[]> {
  const formats = Map.groupBy(platforms, ({ format }) => format);
  return new Map(
    [...formats].map(([format, group]) => {
      const paths = new Set(group.flatMap(({ files }) => files.map(({ path }) => path)));
      return [format, [...paths]] as const;
    }),
  );
}

function refuseIfAny(headers: readonly string[], unsigned: readonly string[]): void {
  const problems = [...headers, ...unsigned];
  if (problems.length === 0) return;
  const code = headers.length === 0 ? 'signature-bad' : 'content-refused';
  throw refuse(code, `the packages have ${counted(problems.length, 'problem')}`, problems);
}
