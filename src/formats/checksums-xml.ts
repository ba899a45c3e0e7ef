import {
  type Complain,
  checkCount,
  checkPath,
  checkUnique,
  type ManifestFile,
  manifestLimits,
  sha256Problem,
} from './manifest-file.ts';
import { type Parsed, parsedUnless } from './parsed.ts';
import { parseXmlSafely } from './safe-xml.ts';
import { asCount, quoted } from './scalars.ts';
import type { XmlElement } from './xml-element.ts';

const namespace = 'urn:stagepost:checksums:1';
const limits = { maxBytes: manifestLimits.bytes, maxMarks: 200_000 };
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
  checkCount(elements.length, root.line, complain);
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
  else checkPath({ path, line: element.line }, complain);
  const sizeText = element.attributes.get('size');
  const size = sizeText === undefined ? undefined : asCount(sizeText);
  if (sizeText === undefined) say('file has no size');
  else if (size === undefined)
    say(`the size ${quoted(sizeText)} is not a whole number of bytes without leading zeros`);
  const digest = element.attributes.get('sha256');
  const wrong = digest === undefined ? 'file has no sha256' : sha256Problem(digest);
  if (wrong !== undefined) say(wrong);
  return { path: path ?? '', size: size ?? 0, sha256: digest ?? '' };
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
