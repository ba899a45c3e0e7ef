import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The one moment that every sample package claims to be from: 2026-01-01T00:00:00Z. */
export const PACKAGE_EPOCH_SECONDS = 1_767_225_600;

const SAFE_PATH = /^(\/[A-Za-z0-9_+~][A-Za-z0-9._+~-]*)+$/;

/** Lays out the future contents of a package below `root`, with fixed modes and times. */
export async function writeSourceTree(
  root: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  await mkdir(root, { recursive: true });
  const paths = Object.keys(files).sort();
  for (const path of paths) {
    if (!SAFE_PATH.test(path))
      throw new Error(`a sample package cannot hold the path ${JSON.stringify(path)}`);
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, files[path] ?? '');
    await chmod(target, 0o644);
    await utimes(target, PACKAGE_EPOCH_SECONDS, PACKAGE_EPOCH_SECONDS);
  }
  return paths;
}

/** Refuses what would become a second header line in a spec or control file. */
export function singleLine(field: string, value: string): string {
  if (value === '' || /[\p{Cc}]/u.test(value))
    throw new Error(`${field} must be one line: ${JSON.stringify(value)}`);
  return value;
}
