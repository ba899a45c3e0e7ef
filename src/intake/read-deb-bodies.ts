import type { PooledPackage, SegmentName } from '../domain/member.ts';
import { checkPackagesBody } from '../formats/packages-index.ts';
import { decoded, type Expected, type ReadBodies, unequal } from './metadata-body.ts';

/** Reads the Packages text again against the control fields; it is a body as it stands. */
export function readDebBodies(
  documents: ReadonlyMap<SegmentName, Buffer>,
  { packages, prefix }: Expected,
): ReadBodies {
  const content = documents.get('packages') ?? Buffer.alloc(0);
  const bodies = [{ name: 'packages', content }] as const;
  const text = decoded(content);
  if (text === undefined) return { bodies, problems: ['the Packages text is not UTF-8'] };
  const found = checkPackagesBody(text);
  if (!found.ok) return { bodies, problems: found.problems };
  const problems = unequal(
    packages.map((each) => {
      const what = `${each.name} ${versionOf(each)} ${each.arch}`;
      return `${what} at ${prefix}/${each.file}, ${each.size} bytes sha256:${each.sha256}`;
    }),
    found.value.map((each) => {
      const what = `${each.package} ${withEpoch(each.version)} ${each.architecture}`;
      return `${what} at ${each.filename}, ${each.size} bytes sha256:${each.sha256}`;
    }),
  );
  return { bodies, problems };
}

function versionOf({ epoch, version, release }: PooledPackage): string {
  return `${epoch}:${version}${release === '' ? '' : `-${release}`}`;
}

function withEpoch(version: string): string {
  return version.includes(':') ? version : `0:${version}`;
}
