import { basename } from 'node:path';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { PackageIdentity } from '../domain/member.ts';
import type { SignatureRule, SignatureRules } from '../domain/signature.ts';
import type { Keyring } from '../ports/keyring.ts';
import type { PackageSignature } from '../ports/package-tools.ts';
import { headerProblems } from './check-headers.ts';
import { namedProblems } from './check-named.ts';
import type { CheckedPlatform } from './checked-package.ts';
import type { FetchedPlatform } from './fetch-packages.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { Offer } from './offer.ts';
import { counted, refuse } from './refuse.ts';
import { type BadSignature, lineOf, refuseSignatures } from './refuse-signatures.ts';

/** What signatures are judged by. */
interface Judges {
  readonly keyring: Keyring;
  readonly rules: SignatureRules;
}

/** Reads every header, compares it with what the file is called and said to be, and checks signatures. */
export async function checkPackages(
  deps: IntakeDeps,
  { platforms, named }: { readonly platforms: readonly FetchedPlatform[]; readonly named: Offer['named'] },
  judges: Judges,
): Promise<readonly CheckedPlatform[]> {
  const formats = pathsByFormat(platforms);
  const identities = new Map<string, PackageIdentity>();
  for (const [format, paths] of formats) {
    deps.progress.step(`reading the headers of ${counted(paths.length, 'package')}`);
    const found = await deps.tools[format].identify(paths);
    for (const [at, identity] of found.entries()) identities.set(paths[at] ?? '', identity);
  }
  const bad: BadSignature[] = [];
  for (const [format, paths] of formats) bad.push(...(await badSignatures(deps, { format, paths }, judges)));
  const checked = platforms.map((platform) => ({
    ...platform,
    files: platform.files.flatMap((each) => {
      const identity = identities.get(each.path);
      return identity === undefined ? [] : [{ ...each, identity }];
    }),
  }));
  const missing = namedProblems(named, [...identities.values()]);
  refuseIfAny([...headerProblems(checked, deps.tools), ...missing], bad);
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

async function badSignatures(
  { tools, progress }: IntakeDeps,
  { format, paths }: { readonly format: RepositoryFormat; readonly paths: readonly string[] },
  { keyring, rules }: Judges,
): Promise<readonly BadSignature[]> {
  const rule = { yum: rules.rpm, apt: rules.deb }[format];
  if (rule === 'ignored') return [];
  progress.step(`checking the signatures of ${counted(paths.length, 'package')}`);
  return notGood(await tools[format].checkSignatures(paths, keyring), rule);
}

function notGood(found: readonly PackageSignature[], rule: SignatureRule): readonly BadSignature[] {
  const fine = rule === 'required' ? ['good'] : ['good', 'missing'];
  return found
    .filter(({ verdict }) => !fine.includes(verdict.kind))
    .map(({ path, verdict }) => ({ name: basename(path), verdict, place: 'inside' }));
}

function refuseIfAny(headers: readonly string[], bad: readonly BadSignature[]): void {
  if (headers.length > 0) {
    const problems = [...headers, ...bad.map(lineOf)];
    throw refuse('content-refused', `the packages have ${counted(problems.length, 'problem')}`, problems);
  }
  if (bad.length > 0) throw refuseSignatures(bad);
}
