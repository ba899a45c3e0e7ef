import { sha256Of } from '../../domain/digest.ts';
import { failureOf, StagepostError } from '../../domain/failure.ts';
import { type Instant, instantOfMs } from '../../domain/instant.ts';
import type { Repository } from '../../domain/repository.ts';
import { readAptRelease } from '../../formats/apt-release.ts';
import { readMetalink } from '../../formats/metalink.ts';
import { readRepomd } from '../../formats/repomd.ts';
import { metalinkFile, rootFolder } from '../../formats/repository-layout.ts';
import type { GivenFile, PublicFiles } from '../../ports/public-files.ts';
import type { Signer } from '../../ports/signer.ts';

/** What finding a root file as a client needs. */
export interface RootDeps {
  readonly publicFiles: PublicFiles;
  readonly signer: Pick<Signer, 'checkDetached' | 'checkClearsigned'>;
}

/** Where a repository is reached: its address without a slash at its end. */
export interface Place {
  readonly repository: Repository;
  readonly url: string;
}

/** A root file that a client believes, or why it does not. */
export type FoundRoot =
  | {
      readonly kind: 'signed';
      /** As generation.json names the file. */
      readonly path: string;
      readonly sha256: string;
      readonly date: Instant;
      readonly validUntil: Instant | null;
      readonly cachedSeconds: number | null;
    }
  | { readonly kind: 'wrong'; readonly reason: string };

/** As dnf does it: the metalink names a generation and the digest of its repomd.xml, which is signed. */
export async function rootByMetalink(deps: RootDeps, { url }: Place): Promise<FoundRoot> {
  const metalink = await read(deps, `${url}/${metalinkFile}`);
  const parsed = readMetalink(textOf(metalink));
  if (!parsed.ok) return wrong(parsed.problems.join('; '));
  const { urls, sha256 } = parsed.value;
  const [first = ''] = urls;
  if (!first.startsWith(`${url}/`)) return wrong(`the metalink leads to ${first}, which is not below ${url}`);
  const found = await signedRepomd(deps, first, metalink.cachedSeconds);
  if (found.kind === 'wrong' || found.sha256 === sha256) return found;
  return wrong('the metalink and repomd.xml do not belong together');
}

/** As older clients of yum do it: two files below the address, one after the other. */
export async function rootByBaseurl(deps: RootDeps, { url }: Place): Promise<FoundRoot> {
  const look = () => signedRepomd(deps, `${url}/repodata/repomd.xml`, null);
  const found = await look();
  // Between the two there may be a switch; clients ask again, too.
  return found.kind === 'wrong' ? look() : found;
}

/** As apt does it: one file that holds its own signature. */
export async function rootOfApt(
  { publicFiles, signer }: RootDeps,
  { repository, url }: Place,
): Promise<FoundRoot> {
  const path = `${rootFolder(repository)}/InRelease`;
  const file = await read({ publicFiles }, `${url}/${path}`);
  const signed = await judged(() => signer.checkClearsigned(textOf(file)));
  if (!signed.good) return wrong(`the signature of InRelease is not good: ${signed.reason}`);
  const release = readAptRelease(signed.value);
  if (!release.ok) return wrong(release.problems.join('; '));
  const { date, validUntil } = release.value;
  return {
    kind: 'signed',
    path,
    sha256: sha256Of(file.bytes),
    date: date as Instant,
    validUntil: (validUntil ?? null) as Instant | null,
    cachedSeconds: file.cachedSeconds,
  };
}

async function signedRepomd(
  { publicFiles, signer }: RootDeps,
  url: string,
  cachedBefore: number | null,
): Promise<FoundRoot> {
  const root = await read({ publicFiles }, url);
  const signature = await read({ publicFiles }, `${url}.asc`);
  const signed = await judged(() => signer.checkDetached(textOf(root), textOf(signature)));
  if (!signed.good) return wrong(`the signature of repomd.xml is not good: ${signed.reason}`);
  const repomd = readRepomd(textOf(root));
  if (!repomd.ok) return wrong(repomd.problems.join('; '));
  const ages = [cachedBefore, root.cachedSeconds].filter((age) => age !== null);
  return {
    kind: 'signed',
    path: 'repodata/repomd.xml',
    sha256: sha256Of(root.bytes),
    date: instantOfMs(repomd.value.revision * 1000),
    validUntil: null,
    cachedSeconds: ages.length === 0 ? null : Math.max(...ages),
  };
}

async function read({ publicFiles }: Pick<RootDeps, 'publicFiles'>, url: string): Promise<GivenFile> {
  const found = await publicFiles.read(url);
  if (found === null) throw missing(url);
  return found;
}

function missing(url: string): StagepostError {
  return new StagepostError({
    code: 'public-unreachable',
    message: `${url}: there is no such file`,
    hint: 'See that the address in the host file leads to the folder of the stage.',
  });
}

type Judged<T> =
  | { readonly good: true; readonly value: T }
  | { readonly good: false; readonly reason: string };

// A tool that does not answer says nothing about the signature.
async function judged<T>(check: () => Promise<T>): Promise<Judged<T>> {
  try {
    return { good: true, value: await check() };
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== 'signature-bad') throw error;
    return { good: false, reason: message };
  }
}

function wrong(reason: string): FoundRoot {
  return { kind: 'wrong', reason };
}

function textOf({ bytes }: GivenFile): string {
  return Buffer.from(bytes).toString('utf8');
}
