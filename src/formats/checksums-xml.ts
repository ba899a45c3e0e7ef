import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { parseXmlSafely } from './safe-xml.ts';
import { asCount, isSha256, quoted } from './scalars.ts';
import type { XmlElement } from './xml-element.ts';

/** One file that a provider promises. */
export interface ManifestFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

type Complain = (line: number, problem: string) => void;

const namespace = 'urn:stagepost:checksums:1';
const mostFiles = 20_000;
const limits = { maxBytes: 8 * 1024 * 1024, maxMarks: 200_000 };
const weakDigests = ['md5', 'sha1', 'sha'];

/** Reads the manifest of a release, schema version 1: every file with its size and SHA-256 digest. */
export function readChecksumsXml(bytes: Uint8Array): Parsed<readonly ManifestFile[]> {
  const document = parseXmlSafely(bytes, limits);
  if (!document.ok) return document;
  const problems: string[] = [];
  const complain: Complain = (line, problem) => problems.push(`line ${line}: ${problem}`);
  const root = document.value;
  checkRoot(root, complain);
  const elements = root.children.filter((child) => isFileElement(child, complain));
  const count = elements.length;
  if (count === 0) complain(root.line, 'the manifest lists no file');
  if (count > mostFiles)
    complain(root.line, `the manifest lists ${count} files; at most ${mostFiles} are read`);
  const files = elements.map((element) => readFile(element, complain));
  checkUnique(
    files.map(({ path }, at) => ({ path, line: elements[at]?.line ?? 0 })),
    complain,
  );
  return parsedUnless(problems, files);
}

function checkRoot(root: XmlElement, complain: Complain): void {
  if (root.name !== 'checksums' || root.prefix !== '')
    complain(root.line, 'the root element is not checksums');
  if (root.attributes.get('xmlns') !== namespace)
    complain(root.line, `checksums does not say xmlns="${namespace}"`);
  const version = root.attributes.get('schemaVersion');
  if (version !== '1')
    complain(root.line, `schemaVersion is ${quoted(version ?? '')}; the one that is read is "1"`);
  checkAttributes(root, ['xmlns', 'schemaVersion'], complain);
  checkNoText(root, complain);
}

function isFileElement(element: XmlElement, complain: Complain): boolean {
  if (element.name === 'file' && element.prefix === '') return true;
  const name = element.prefix === '' ? element.name : `${element.prefix}:${element.name}`;
  complain(element.line, `unknown element ${quoted(name)}; only file is known here`);
  return false;
}

function readFile(element: XmlElement, complain: Complain): ManifestFile {
  const path = element.attributes.get('path');
  const say = (problem: string) =>
    complain(element.line, path === undefined ? problem : `file ${quoted(path)}: ${problem}`);
  const about: Complain = (_line, problem) => say(problem);
  checkAttributes(element, ['path', 'size', 'sha256'], about);
  checkNoText(element, about);
  for (const child of element.children) say(`unknown element ${quoted(child.name)} inside file`);
  if (path === undefined) say('file has no path');
  const problem = path === undefined ? undefined : pathProblem(path);
  if (problem !== undefined) complain(element.line, problem);
  const sizeText = element.attributes.get('size');
  const size = sizeText === undefined ? undefined : asCount(sizeText);
  if (sizeText === undefined) say('file has no size');
  else if (size === undefined)
    say(`the size ${quoted(sizeText)} is not a whole number of bytes without leading zeros`);
  const digest = element.attributes.get('sha256');
  const wrong = digestProblem(digest);
  if (wrong !== undefined) say(wrong);
  return { path: path ?? '', size: size ?? 0, sha256: digest ?? '' };
}

function digestProblem(digest: string | undefined): string | undefined {
  if (digest === undefined) return 'file has no sha256';
  if (isSha256(digest)) return undefined;
  if (isSha256(digest.toLowerCase())) return 'sha256 has upper-case digits; write them in lower case';
  return `sha256 is ${quoted(digest)}, not 64 lower-case hexadecimal digits`;
}

function checkAttributes(element: XmlElement, known: readonly string[], complain: Complain): void {
  for (const name of element.attributes.keys()) {
    if (known.includes(name)) continue;
    const weak = weakDigests.includes(name.toLowerCase());
    const problem = weak
      ? `${name} is refused: weak digests are not read, only sha256`
      : `unknown attribute ${quoted(name)}`;
    complain(element.line, problem);
  }
}

function checkNoText(element: XmlElement, complain: Complain): void {
  if (element.text.trim() !== '')
    complain(element.line, `unexpected text ${quoted(element.text.trim())} in ${element.name}`);
}

/** Also refuses what collides where case does not count, and a file that is the folder of another one. */
function checkUnique(
  files: readonly { readonly path: string; readonly line: number }[],
  complain: Complain,
): void {
  const first = new Map<string, { readonly path: string; readonly line: number }>();
  for (const file of files) {
    const key = file.path.toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, file);
    else if (file.path !== '') {
      const how =
        other.path === file.path ? 'stands already' : `differs only by case from ${quoted(other.path)}`;
      complain(file.line, `file ${quoted(file.path)}: ${how} in line ${other.line}`);
    }
  }
  for (const file of files) {
    const folder = foldersOf(file.path).find((name) => first.has(name));
    if (folder !== undefined)
      complain(file.line, `file ${quoted(file.path)}: ${quoted(folder)} is listed as a file`);
  }
}

function foldersOf(path: string): readonly string[] {
  const parts = path.toLowerCase().split('/');
  return parts.slice(0, -1).map((_part, at) => parts.slice(0, at + 1).join('/'));
}
