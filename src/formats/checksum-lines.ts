import {
  type Complain,
  checkCount,
  checkPath,
  checkUnique,
  type ManifestFile,
  manifestLimits,
  sha256Problem,
} from './manifest-file.ts';
import { type Parsed, parsedUnless, unreadable } from './parsed.ts';
import { quoted } from './scalars.ts';

// GNU coreutils, "md5sum invocation": digest, space, space or asterisk, name; or the tagged form of the BSDs.
const untagged = /^([0-9A-Fa-f]{8,}) [ *](.+)$/s;
const tagged = /^([A-Z][A-Za-z0-9/-]*) \((.+)\) = ([0-9A-Fa-f]{8,})$/s;
const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };
const digitsOf: ReadonlyMap<number, string> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [56, 'sha224'],
  [96, 'sha384'],
  [128, 'sha512'],
]);
const needed = 'needed are SHA-256 digests of 64 digits, as sha256sum prints them';

interface Line {
  readonly path: string;
  readonly digest: string;
  /** What the tagged form says; null where only the number of digits tells. */
  readonly algorithm: string | null;
}

/** Reads a manifest as `sha256sum` writes it, with and without `--tag`: digests and names, and no sizes. */
export function readChecksumLines(bytes: Uint8Array): Parsed<readonly ManifestFile[]> {
  if (bytes.length > manifestLimits.bytes)
    return unreadable([`the manifest has ${bytes.length} bytes; at most ${manifestLimits.bytes} are read`]);
  const text = textOf(bytes);
  if (text === undefined) return unreadable(['the manifest is not UTF-8']);
  const problems: string[] = [];
  const complain: Complain = (line, problem) => problems.push(`line ${line}: ${problem}`);
  const lines = linesOf(text);
  checkCount(lines.length, 1, complain);
  const files = lines.flatMap(({ line, at }) => readFile(line, at, complain));
  checkUnique(files, complain);
  return parsedUnless(
    problems,
    files.map(({ path, sha256 }) => ({ path, size: null, sha256 })),
  );
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Without comments: sha256sum --check passes over them as well. */
function linesOf(text: string): readonly { readonly line: string; readonly at: number }[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const all = text === '' ? [] : lines.map((line, index) => ({ line, at: index + 1 }));
  return all.filter(({ line }) => !line.startsWith('#'));
}

function readFile(
  line: string,
  at: number,
  complain: Complain,
): readonly { readonly path: string; readonly sha256: string; readonly line: number }[] {
  const read = takeApart(line);
  if (typeof read === 'string') {
    complain(at, read);
    return [];
  }
  const path = read.path.replace(/^\.\//, '');
  checkPath({ path, line: at }, complain);
  const wrong = digestProblem(read);
  if (wrong !== undefined) complain(at, `file ${quoted(path)}: ${wrong}`);
  return [{ path, sha256: read.digest, line: at }];
}

/** The parts of a line, or what keeps it from having any. */
function takeApart(line: string): Line | string {
  if (line.endsWith('\r')) return 'the line ends with a carriage return; end lines with a line feed alone';
  const escaped = line.startsWith('\\');
  const rest = escaped ? line.slice(1) : line;
  const [, plainDigest, plainPath = ''] = untagged.exec(rest) ?? [];
  const [, algorithm = '', taggedPath = '', taggedDigest = ''] = tagged.exec(rest) ?? [];
  const tells = plainDigest === undefined ? algorithm : null;
  if (tells === '') return `${quoted(line)} is not a line of sha256sum: digest, space, space or *, name`;
  const path = unescaped(plainPath || taggedPath, escaped);
  if (path === undefined) return `${quoted(line)} has an escape that sha256sum does not write`;
  return { path, digest: plainDigest ?? taggedDigest, algorithm: tells };
}

/** A line that starts with a backslash has `\\`, `\n` and `\r` in its name; in others a backslash is one. */
function unescaped(name: string, escaped: boolean): string | undefined {
  if (!escaped) return name;
  const plain = name.replace(/\\[\\nr]/g, '');
  if (plain.includes('\\')) return undefined;
  return name.replace(/\\[\\nr]/g, (found) => escapes[found] ?? found);
}

function digestProblem({ digest, algorithm }: Line): string | undefined {
  const other = algorithm === null ? digitsOf.get(digest.length) : algorithm;
  if (other !== undefined && other !== 'SHA256') return `${other} is not read; ${needed}`;
  return sha256Problem(digest);
}
