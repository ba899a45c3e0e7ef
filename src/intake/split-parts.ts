import { posix } from 'node:path';
import {
  type LeftOutFile,
  type PackagePart,
  type PartRules,
  partKey,
  partOfFile,
} from '../domain/package-part.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { AssignedFile, AssignedPlatform } from './offer.ts';

/** Whether a file is not fetched by rule. */
export function isLeftOut({ path }: ManifestFile, rules: PartRules): boolean {
  const part = partIn(path, rules);
  return part !== null && (rules[part] === 'leave-out' || !isPackage(path));
}

/** The files of a manifest that are not fetched by rule. */
export function leftOutOf(manifest: readonly ManifestFile[], rules: PartRules): readonly LeftOutFile[] {
  return manifest
    .filter((file) => isLeftOut(file, rules))
    .map(({ path }) => ({ file: path, part: partOfFile(posix.basename(path)) as PackagePart }));
}

/** A platform and those parts of it that have packages, each as a platform of its own; what is left out is in neither. */
export function splitParts(platform: AssignedPlatform, rules: PartRules): readonly AssignedPlatform[] {
  const groups = Map.groupBy(
    platform.files.filter(({ file }) => !isLeftOut(file, rules)),
    ({ file }) => partIn(file.path, rules),
  );
  const of = (part: PackagePart): readonly AssignedPlatform[] => {
    const files: readonly AssignedFile[] | undefined = groups.get(part);
    return files === undefined ? [] : [{ ...platform, key: partKey(platform.key, part), files }];
  };
  return [{ ...platform, files: groups.get(null) ?? [] }, ...of('source'), ...of('debug')];
}

/** The part that a file stands apart for; null when it stands among the others. */
function partIn(path: string, rules: PartRules): PackagePart | null {
  const part = partOfFile(posix.basename(path));
  return part !== null && rules[part] === 'include' ? null : part;
}

function isPackage(path: string): boolean {
  return /\.(?:rpm|deb)$/.test(path) && !path.endsWith('.nosrc.rpm');
}
