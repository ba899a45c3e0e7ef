import { basename, join } from 'node:path';
import { osvFileName } from '../../formats/osv.ts';
import type { Parsed } from '../../formats/parsed.ts';
import { readPrimary } from '../../formats/primary-reader.ts';
import { type Repomd, type RepomdData, readRepomd } from '../../formats/repomd.ts';
import { readText } from '../../ports/files.ts';
import { hasAdvisories, osvProblems, updateinfoProblems } from '../check-advisories.ts';
import type { FoundPackage, ReadBack } from '../check-packages.ts';
import { problemsOfSignature } from '../check-signature.ts';
import type { CheckDeps, Expected } from '../expected-generation.ts';
import type { Place } from '../place.ts';
import { readGzip } from '../read-gzip.ts';
import { checkMetalink } from './check-metalink.ts';

const types = ['primary', 'filelists', 'other'];
const advisoryTypes = ['updateinfo', 'osv'];

/** Reads the metadata of a yum generation as a client does: repomd.xml, its signature, and all that it names. */
export async function checkYum(deps: CheckDeps, place: Place, expected: Expected): Promise<ReadBack> {
  const root = await readText(deps.files, join(expected.folder, 'repodata/repomd.xml'));
  const signature = await readText(deps.files, join(expected.folder, 'repodata/repomd.xml.asc'));
  if (root === null || signature === null)
    return { packages: null, problems: ['repomd.xml or its signature is missing'] };
  const signed = await problemsOfSignature('repomd.xml', () => deps.signer.checkDetached(root, signature));
  const linked = await checkMetalink(deps, place, { expected, repomd: root });
  const repomd = readRepomd(root);
  if (!repomd.ok) return { packages: null, problems: [...signed, ...linked, ...repomd.problems] };
  const indexes = await readIndexes(deps, expected, repomd.value);
  return {
    packages: indexes.packages,
    problems: [...signed, ...linked, ...typeProblems(repomd.value, expected), ...indexes.problems],
  };
}

function typeProblems(repomd: Repomd, { contents }: Expected): readonly string[] {
  const wanted = hasAdvisories(contents) ? [...types, ...advisoryTypes] : types;
  const named = repomd.data.map((data) => data.type);
  if (named.length === wanted.length && wanted.every((type) => named.includes(type))) return [];
  return [`repomd.xml names ${named.join(', ')}, not ${wanted.join(', ')}`];
}

async function readIndexes(deps: CheckDeps, expected: Expected, repomd: Repomd): Promise<ReadBack> {
  const problems: string[] = [];
  const texts = new Map<string, string>();
  for (const data of repomd.data) {
    if (!basename(data.location).startsWith(`${data.checksum}-`))
      problems.push(`${data.location} has not its digest in its name`);
    if (data.type === 'osv') {
      problems.push(...(await osvIn(deps, expected, data)));
      continue;
    }
    const read = await readGzip(deps.files, join(expected.folder, data.location), promiseOf(data));
    problems.push(...read.problems);
    if (read.text !== null) texts.set(data.type, read.text);
  }
  const primary: Parsed<readonly FoundPackage[]> = readPrimary(texts.get('primary') ?? '');
  if (!primary.ok) return { packages: null, problems: [...problems, ...primary.problems] };
  const digests = primary.value.map((found) => found.sha256);
  const others = ['filelists', 'other'].flatMap((type) => sameDigests(type, texts.get(type) ?? '', digests));
  const updates = texts.get('updateinfo');
  const advised = updates === undefined ? [] : updateinfoProblems(expected.contents, updates);
  return { packages: primary.value, problems: [...problems, ...others, ...advised] };
}

function osvIn(
  { files }: CheckDeps,
  { folder, contents }: Expected,
  data: RepomdData,
): Promise<readonly string[]> {
  const names = [data.location, `repodata/${osvFileName}`];
  return osvProblems(files, contents, {
    folder,
    names,
    promise: { size: data.size, sha256: data.checksum },
  });
}

function promiseOf(data: RepomdData) {
  return {
    size: data.size,
    sha256: data.checksum,
    openSize: data.openSize,
    openSha256: data.openChecksum,
  };
}

/** filelists and other name each package by its digest; clients join the three files by it. */
function sameDigests(type: string, text: string, digests: readonly string[]): readonly string[] {
  const named = [...text.matchAll(/^<package pkgid="([0-9a-f]*)"/gm)].map((match) => match[1]);
  const declared = /^<[a-z]+ [^>]*\bpackages="(\d+)">$/m.exec(text)?.[1];
  return [
    ...(declared === String(digests.length)
      ? []
      : [`${type} declares ${declared ?? 'no number of'} packages`]),
    ...(named.length === digests.length && named.every((digest, at) => digest === digests[at])
      ? []
      : [`${type} names other packages than primary, or in another order`]),
  ];
}
