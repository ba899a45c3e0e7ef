import { join } from 'node:path';
import { sha256Of } from '../domain/digest.ts';
import type { PooledPackage } from '../domain/member.ts';
import { readOsv } from '../formats/osv-reader.ts';
import { readUpdateinfo } from '../formats/updateinfo-reader.ts';
import type { Files } from '../ports/files.ts';
import type { MemberContent } from './read-members.ts';

/** An advisory as the manifest of a member has it. */
interface Expected {
  readonly id: string;
  readonly packages: readonly PooledPackage[];
}

/** The advisories that these members have to tell of, in their order. */
function expectedAdvisories(contents: readonly MemberContent[]): readonly Expected[] {
  return contents.flatMap(({ manifest }) =>
    (manifest.advisories ?? []).map(({ id, files }) => ({
      id,
      packages: manifest.packages.filter(({ file }) => files.includes(file)),
    })),
  );
}

/** Whether any member has something to tell. */
export function hasAdvisories(contents: readonly MemberContent[]): boolean {
  return contents.some(({ manifest }) => manifest.advisories !== undefined);
}

/** What is wrong with updateinfo.xml: it tells of the advisories of all members in order, each with exactly its packages. */
export function updateinfoProblems(contents: readonly MemberContent[], xml: string): readonly string[] {
  const read = readUpdateinfo(xml);
  if (!read.ok) return read.problems.map((problem) => `updateinfo: ${problem}`);
  const wanted = expectedAdvisories(contents).map(lineOf);
  const found = read.value.map(lineOf);
  if (wanted.length !== found.length)
    return [`updateinfo has ${found.length} advisories; the members have ${wanted.length}`];
  return found.flatMap((line, at) =>
    line === wanted[at] ? [] : [`updateinfo has ${line} where the members have ${wanted[at]}`],
  );
}

function lineOf({
  id,
  packages,
}: {
  readonly id: string;
  readonly packages: readonly Omit<PooledPackage, 'size' | 'sha256'>[];
}): string {
  const names = packages.map(
    ({ name, epoch, version, release, arch, file }) =>
      `${name}-${epoch}:${version}-${release}.${arch} in ${file}`,
  );
  return `${id} for ${names.join(', ')}`;
}

/** What a root text says of the OSV file. */
export interface OsvPromise {
  readonly size: number;
  readonly sha256: string;
}

/**
 * What is wrong with the OSV file, which stands at two places: it has the promised bytes, and a record for every advisory
 * of the members with the names of its packages.
 */
export async function osvProblems(
  files: Files,
  contents: readonly MemberContent[],
  {
    folder,
    names,
    promise,
  }: { readonly folder: string; readonly names: readonly string[]; readonly promise: OsvPromise },
): Promise<readonly string[]> {
  const texts = await Promise.all(names.map((name) => promisedText(files, join(folder, name), promise)));
  const [text] = texts;
  if (text === null || text === undefined || texts.includes(null))
    return [`${names.join(' or ')} is missing or has not the promised size and digest`];
  const read = readOsv(text);
  if (!read.ok) return read.problems.map((problem) => `${names[0]}: ${problem}`);
  const wanted = namesById(expectedAdvisories(contents));
  const found = namesById(read.value.map(({ id, fixed }) => ({ id, packages: fixed })));
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((id) =>
    wanted.get(id) === found.get(id)
      ? []
      : [
          `${names[0]} has for ${id} ${found.get(id) ?? 'nothing'}; the members have ${wanted.get(id) ?? 'nothing'}`,
        ],
  );
}

async function promisedText(files: Files, path: string, promise: OsvPromise): Promise<string | null> {
  if ((await files.facts(path))?.size !== promise.size) return null;
  const bytes = await files.read(path, promise.size);
  return bytes === null || sha256Of(bytes) !== promise.sha256 ? null : Buffer.from(bytes).toString('utf8');
}

function namesById(
  advisories: readonly { readonly id: string; readonly packages: readonly { readonly name: string }[] }[],
): ReadonlyMap<string, string> {
  const names = new Map<string, Set<string>>();
  for (const { id, packages } of advisories) {
    const known = names.get(id) ?? new Set();
    for (const { name } of packages) known.add(name);
    names.set(id, known);
  }
  return new Map([...names].map(([id, known]) => [id, [...known].sort().join(', ')]));
}
