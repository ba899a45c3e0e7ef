const types: readonly (readonly [RegExp, string])[] = [
  [/\.rpm$/, 'application/x-rpm'],
  [/\.deb$/, 'application/vnd.debian.binary-package'],
  [/\.xml$/, 'application/xml'],
  [/\.gz$/, 'application/gzip'],
  [/\.xz$/, 'application/x-xz'],
  [/\.json$/, 'application/json'],
  [/\.jsonl$/, 'application/jsonl'],
  [/(?:^|\/)(?:In)?Release$|\.(?:asc|gpg|repo|sources|txt)$|(?:^|\/)Packages$/, 'text/plain; charset=utf-8'],
];

/** The type of a published file by its name. */
export function typeOfFile(path: string): string {
  return types.find(([name]) => name.test(path))?.[1] ?? 'application/octet-stream';
}

// As deploy/nginx/repositories.conf has it: what never changes, and what may change within a second.
const immutable =
  /(?:^|\/)(?:[0-9a-f]{64}-[a-z]+\.xml\.gz|by-hash\/SHA256\/[0-9a-f]{64}|attestations\/[^/]+\/[^/]+\.intoto\.jsonl|(?:pkgs|pool)\/[^/]+\/[^/]+\/[^/]+\.(?:rpm|deb))$/;
const root = /(?:^|\/)(?:repomd\.xml|repomd\.xml\.asc|metalink\.xml|InRelease|Release|Release\.gpg)$/;

/** How long others may keep a file; what is private, nobody but who asked (and they not on a disk that others share). */
export function cacheControlOf(path: string, isPrivate: boolean): string {
  if (isPrivate) return 'private, no-store';
  return immutable.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Whether a date says which content a file has: dates have whole seconds, and two generations may be closer. */
export function isDated(path: string): boolean {
  return !root.test(path);
}
