import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { parseXmlText } from './safe-xml.ts';
import { asCount, isSha256, quoted } from './scalars.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml-element.ts';

export interface PrimaryPackage {
  readonly name: string;
  /** Decimal digits. */
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  /** Digest of the package file; the three metadata files name the package by it. */
  readonly sha256: string;
  /** Relative to the root of the repository. */
  readonly location: string;
  readonly size: number;
}

// The dependencies inside `format` are most of the file and nothing that this reader answers.
const limits = { maxBytes: 500_000_000, maxMarks: 200_000_000, skip: ['metadata.package.format'] };

/** Reads the packages of primary.xml; also says when the declared number of packages is not the real one. */
export function readPrimary(xml: string): Parsed<readonly PrimaryPackage[]> {
  const document = parseXmlText(xml, limits);
  if (!document.ok) return document;
  const root = document.value;
  const problems: string[] = [];
  if (root.name !== 'metadata')
    problems.push(`line ${root.line}: the root element is ${quoted(root.name)}, not metadata`);
  const packages = childrenNamed(root, 'package').map((element) => readPackage(element, problems));
  const declared = root.attributes.get('packages') ?? '';
  if (declared !== String(packages.length)) {
    problems.push(
      `line ${root.line}: packages=${quoted(declared)} is declared and ${packages.length} are there`,
    );
  }
  return parsedUnless(problems, packages);
}

function readPackage(element: XmlElement, problems: string[]): PrimaryPackage {
  const attributes = (child: string) => childNamed(element, child)?.attributes ?? new Map<string, string>();
  const version = attributes('version');
  const digestKind = attributes('checksum').get('type');
  const found = {
    name: childNamed(element, 'name')?.text ?? '',
    epoch: version.get('epoch') ?? '0',
    version: version.get('ver') ?? '',
    release: version.get('rel') ?? '',
    arch: childNamed(element, 'arch')?.text ?? '',
    sha256: digestKind === 'sha256' ? (childNamed(element, 'checksum')?.text ?? '') : '',
    location: attributes('location').get('href') ?? '',
    size: asCount(attributes('size').get('package') ?? '') ?? -1,
  };
  if (attributes('location').has('xml:base'))
    problems.push(`line ${element.line}: xml:base leads elsewhere and is refused`);
  for (const problem of problemsOf(found)) problems.push(`line ${element.line}: ${problem}`);
  return found;
}

function problemsOf(found: PrimaryPackage): readonly string[] {
  const problems: string[] = [];
  for (const key of ['name', 'version', 'release', 'arch'] as const) {
    if (found[key] === '') problems.push(`a package has no ${key}`);
  }
  const who = `the package ${quoted(found.name)}`;
  if (!/^[0-9]+$/.test(found.epoch))
    problems.push(`${who} has the epoch ${quoted(found.epoch)}, not a number`);
  if (!isSha256(found.sha256)) {
    problems.push(`${who} has no SHA-256 digest of 64 lower-case hexadecimal digits`);
  }
  if (found.size < 0) problems.push(`${who} has no size in bytes`);
  const problem = pathProblem(found.location);
  if (problem !== undefined) problems.push(problem);
  return problems;
}
