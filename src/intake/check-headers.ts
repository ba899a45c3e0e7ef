import { posix } from 'node:path';
import type { PackageIdentity } from '../domain/member.ts';
import type { CheckedFile, CheckedPlatform } from './checked-package.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { AssignedFile } from './offer.ts';

/** One line for each package whose header is not what its file name or release.xml says, or is another one's, too. */
export function headerProblems(
  platforms: readonly CheckedPlatform[],
  tools: IntakeDeps['tools'],
): readonly string[] {
  const lines = platforms.flatMap(({ format, files }) =>
    files.flatMap((each) => [
      ...nameProblems(each, tools[format].fileNameOf(each.identity)),
      ...saidProblems(each),
    ]),
  );
  // A file of several platforms is looked at several times.
  return [...new Set([...lines, ...sameNameProblems(platforms)])];
}

function nameProblems({ file }: CheckedFile, wanted: string): readonly string[] {
  return posix.basename(file.path) === wanted ? [] : [`${file.path}: the header makes it ${wanted}`];
}

function saidProblems({ file, said, identity }: CheckedFile): readonly string[] {
  if (said === null) return [];
  const name = `${said.name} ${saidVersion(said)} ${said.arch}`;
  const header = `${identity.name} ${versionOf(identity)} ${identity.arch}`;
  return name === header ? [] : [`${file.path}: release.xml says ${name}, the header says ${header}`];
}

/** With or without an epoch, and with the revision in either attribute: what counts is the whole. */
function saidVersion({ version, release }: NonNullable<AssignedFile['said']>): string {
  const whole = release === '' ? version : `${version}-${release}`;
  return whole.replace(/^\d+:/, '');
}

function versionOf({ version, release }: PackageIdentity): string {
  return release === '' ? version : `${version}-${release}`;
}

/** What one name stands for never changes: clients that have the one would take it for the other. */
function sameNameProblems(platforms: readonly CheckedPlatform[]): readonly string[] {
  const files = platforms.flatMap(({ format, files: own }) => own.map((each) => ({ format, each })));
  const groups = Map.groupBy(files, ({ format, each: { identity } }) => {
    const { name, epoch, arch } = identity;
    return `${format} ${name} ${epoch}:${versionOf(identity)} ${arch}`;
  });
  return [...groups].flatMap(([key, group]) => {
    const digests = new Set(group.map(({ each }) => each.file.sha256));
    const paths = new Set(group.map(({ each }) => each.file.path));
    if (digests.size === 1) return [];
    return [`${key.slice(key.indexOf(' ') + 1)} has different bytes in ${[...paths].join(' and ')}`];
  });
}
