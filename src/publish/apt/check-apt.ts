import { join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import { archOf } from '../../domain/release.ts';
import { type AptRelease, type AptReleaseFile, readAptRelease } from '../../formats/apt-release.ts';
import { osvFileName } from '../../formats/osv.ts';
import { checkPackagesBody } from '../../formats/packages-index.ts';
import { rootFolder } from '../../formats/repository-layout.ts';
import { readText } from '../../ports/files.ts';
import { hasAdvisories, osvProblems } from '../check-advisories.ts';
import type { ReadBack } from '../check-packages.ts';
import { problemsOfSignature } from '../check-signature.ts';
import type { CheckDeps, Expected } from '../expected-generation.ts';
import type { Place } from '../place.ts';
import { readGzip } from '../read-gzip.ts';
import { indexFolder } from './apt-metadata.ts';

/** Reads the metadata of an apt generation as a client does: Release in both signed forms, and the index by its digest. */
export async function checkApt(deps: CheckDeps, place: Place, expected: Expected): Promise<ReadBack> {
  const suite = join(expected.folder, rootFolder(place.repository));
  const text = await readText(deps.files, join(suite, 'Release'));
  if (text === null) return { packages: null, problems: ['Release is missing'] };
  const signed = await checkSignatures(deps, suite, text);
  const release = readAptRelease(text);
  if (!release.ok) return { packages: null, problems: [...signed, ...release.problems] };
  const index = await readIndex(deps, release.value, join(suite, indexFolder(place.repository)));
  const fields = fieldProblems(place, release.value, expected);
  const osv = await checkOsv(deps, release.value, { suite, expected });
  return { packages: index.packages, problems: [...signed, ...fields, ...index.problems, ...osv] };
}

async function checkSignatures(deps: CheckDeps, suite: string, release: string): Promise<readonly string[]> {
  const detached = await readText(deps.files, join(suite, 'Release.gpg'));
  const envelope = await readText(deps.files, join(suite, 'InRelease'));
  if (detached === null || envelope === null) return ['Release.gpg or InRelease is missing'];
  return [
    ...(await problemsOfSignature('Release', () => deps.signer.checkDetached(release, detached))),
    ...(await problemsOfSignature('InRelease', async () => {
      const inside = await deps.signer.checkClearsigned(envelope);
      if (inside !== release) throw otherText();
    })),
  ];
}

function otherText(): StagepostError {
  return new StagepostError({ code: 'signature-bad', message: 'it holds another text than Release' });
}

function fieldProblems(
  place: Place,
  release: AptRelease & { readonly acquireByHash: boolean },
  expected: Expected,
): readonly string[] {
  const { suite, platform } = place.repository;
  const { date } = expected.generation;
  const facts: readonly (readonly [string, boolean])[] = [
    ['Suite', release.suite === suite && release.codename === suite],
    ['Date', release.date === date],
    ['Valid-Until', release.validUntil !== undefined && release.validUntil > date],
    ['Architectures', release.architectures.join(' ') === archOf(platform)],
    ['Acquire-By-Hash', release.acquireByHash],
  ];
  return facts.filter(([, holds]) => !holds).map(([field]) => `Release has the wrong ${field}`);
}

async function readIndex(deps: CheckDeps, release: AptRelease, folder: string): Promise<ReadBack> {
  const open = release.files.find((file) => file.path.endsWith('/Packages'));
  const packed = release.files.find((file) => file.path.endsWith('/Packages.gz'));
  const others = release.files.filter((file) => ![open, packed].includes(file) && file.path !== osvFileName);
  if (open === undefined || packed === undefined || others.length > 0)
    return { packages: null, problems: ['Release does not name exactly Packages and Packages.gz'] };
  const promise = promiseOf(open, packed);
  const plain = await readGzip(deps.files, join(folder, 'Packages.gz'), promise);
  const byHash = await readGzip(deps.files, join(folder, 'by-hash/SHA256', packed.sha256), promise);
  const problems = [...plain.problems, ...byHash.problems];
  const body = checkPackagesBody(plain.text ?? '');
  if (!body.ok) return { packages: null, problems: [...problems, ...body.problems] };
  const packages = body.value.map(({ filename, size, sha256 }) => ({ location: filename, size, sha256 }));
  return { packages, problems };
}

async function checkOsv(
  { files }: CheckDeps,
  release: AptRelease,
  { suite, expected }: { readonly suite: string; readonly expected: Expected },
): Promise<readonly string[]> {
  const promise = release.files.find(({ path }) => path === osvFileName);
  const wanted = hasAdvisories(expected.contents);
  if (promise === undefined) return wanted ? [`Release does not name ${osvFileName}`] : [];
  if (!wanted) return [`Release names ${osvFileName}, and no member has an advisory`];
  const names = [osvFileName, `by-hash/SHA256/${promise.sha256}`];
  return osvProblems(files, expected.contents, { folder: suite, names, promise });
}

function promiseOf(open: AptReleaseFile, packed: AptReleaseFile) {
  return { size: packed.size, sha256: packed.sha256, openSize: open.size, openSha256: open.sha256 };
}
