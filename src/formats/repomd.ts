import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { parseXmlText } from './safe-xml.ts';
import { asCount, isSha256, quoted } from './scalars.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml-element.ts';

/** One metadata file of a yum repository; digests are SHA-256, the open ones of the uncompressed file. */
export interface RepomdData {
  readonly type: string;
  readonly checksum: string;
  readonly openChecksum: string;
  readonly location: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly size: number;
  readonly openSize: number;
}

export interface Repomd {
  readonly revision: number;
  readonly data: readonly RepomdData[];
}

const limits = { maxBytes: 1024 * 1024, maxMarks: 20_000 };

/** Writes repomd.xml as createrepo_c does. Throws on values that a repository cannot have: those are ours, not input. */
export function writeRepomd(repomd: Repomd): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
  <revision>${count(repomd.revision)}</revision>
${repomd.data.map(dataElement).join('')}</repomd>
`;
}

function dataElement(data: RepomdData): string {
  return `  <data type="${typeName(data.type)}">
    <checksum type="sha256">${digest(data.checksum)}</checksum>
    <open-checksum type="sha256">${digest(data.openChecksum)}</open-checksum>
    <location href="${path(data.location)}"/>
    <timestamp>${count(data.timestamp)}</timestamp>
    <size>${count(data.size)}</size>
    <open-size>${count(data.openSize)}</open-size>
  </data>
`;
}

function count(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`repomd.xml cannot hold the number ${value}`);
  return String(value);
}

function digest(value: string): string {
  if (!isSha256(value)) throw new Error(`repomd.xml cannot hold ${quoted(value)} as a SHA-256 digest`);
  return value;
}

function path(value: string): string {
  const problem = pathProblem(value);
  if (problem !== undefined) throw new Error(`repomd.xml: ${problem}`);
  return value;
}

function typeName(value: string): string {
  if (!/^[a-z][a-z0-9_-]*$/.test(value))
    throw new Error(`repomd.xml cannot hold the data type ${quoted(value)}`);
  return value;
}

/** Reads repomd.xml without any knowledge of how it was written; elements that we do not need are left out. */
export function readRepomd(xml: string): Parsed<Repomd> {
  const document = parseXmlText(xml, limits);
  if (!document.ok) return document;
  const root = document.value;
  const problems: string[] = [];
  if (root.name !== 'repomd')
    problems.push(`line ${root.line}: the root element is ${quoted(root.name)}, not repomd`);
  const revision = countIn(root, 'revision', problems);
  const data = childrenNamed(root, 'data').map((element) => readData(element, problems));
  const types = data.map((entry) => entry.type);
  for (const type of new Set(types.filter((name, at) => types.indexOf(name) !== at))) {
    problems.push(`the data type ${quoted(type)} stands more than once`);
  }
  return parsedUnless(problems, { revision, data });
}

function readData(element: XmlElement, problems: string[]): RepomdData {
  const type = element.attributes.get('type') ?? '';
  if (type === '') problems.push(`line ${element.line}: data has no type`);
  const location = childNamed(element, 'location')?.attributes.get('href') ?? '';
  const problem = pathProblem(location);
  if (problem !== undefined) problems.push(`line ${element.line}: ${problem}`);
  return {
    type,
    checksum: digestIn(element, 'checksum', problems),
    openChecksum: digestIn(element, 'open-checksum', problems),
    location,
    timestamp: countIn(element, 'timestamp', problems),
    size: countIn(element, 'size', problems),
    openSize: countIn(element, 'open-size', problems),
  };
}

function countIn(parent: XmlElement, name: string, problems: string[]): number {
  const text = childNamed(parent, name)?.text ?? '';
  const value = asCount(text);
  if (value === undefined)
    problems.push(`line ${parent.line}: ${name} is ${quoted(text)}, not a whole number`);
  return value ?? 0;
}

function digestIn(parent: XmlElement, name: string, problems: string[]): string {
  const child = childNamed(parent, name);
  if (child?.attributes.get('type') !== 'sha256' || !isSha256(child.text)) {
    problems.push(`line ${parent.line}: ${name} is not a SHA-256 digest of 64 lower-case hexadecimal digits`);
  }
  return child?.text ?? '';
}
