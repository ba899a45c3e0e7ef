import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { isoDate } from './release-xml-02.ts';
import { quoted } from './scalars.ts';
import { childrenNamed, type XmlElement } from './xml-element.ts';
import { fieldReader } from './xml-fields.ts';

/**
 * What a provider says about a release in the forms of 2010 and 2011. They list no files: which file belongs to which
 * platform is said by the provider's folders. What is undefined was not said.
 */
export interface ReleaseXml2010 {
  readonly generation: '2010-09' | '2010-10';
  readonly name?: string | undefined;
  readonly shortName?: string | undefined;
  readonly version?: string | undefined;
  readonly isoDate?: string | undefined;
  readonly packages: readonly NamedPackage[];
}

/** A package by name only; without a version it is a virtual one, which has no file. */
export interface NamedPackage {
  readonly name: string;
  readonly version?: string | undefined;
  readonly line: number;
}

// What October 2010 brought, and September did not know.
const later = [
  'DistributionName',
  'DistributionShortName',
  'TechnologyProvider',
  'ISODate',
  'MajorVersion',
  'MinorVersion',
  'RevisionVersion',
  'Repositories',
  'Repofiles',
];

/** Whether this is the first form of all: packages without a release around them. */
export function isFlatList(root: XmlElement): boolean {
  return root.name.toLowerCase() === 'packages';
}

/** Reads the flat list of September 2010. */
export function readFlatList(root: XmlElement): Parsed<ReleaseXml2010> {
  const problems: string[] = [];
  const elements = root.children.filter(({ name }) => name.toLowerCase() === 'package').map(capitalised);
  if (elements.length === 0) problems.push(`line ${root.line}: the list names no package`);
  const packages = elements.map((element) => readNamed(element, problems));
  return parsedUnless(problems, { generation: '2010-09', packages });
}

/** Reads a Release of September 2010, or of October 2010 and later when it has anything that came then. */
export function readRelease2010(root: XmlElement): Parsed<ReleaseXml2010> {
  const problems: string[] = [];
  const isLater = root.children.some(({ name }) => later.includes(name));
  const found = isLater ? readOctober(root, problems) : readSeptember(root, problems);
  const lists = [root, ...childrenNamed(root, 'Packages')];
  const packages = lists
    .flatMap((list) => childrenNamed(list, 'Package'))
    .map((element) => readNamed(element, problems));
  return parsedUnless(problems, { ...found, packages });
}

function readSeptember(root: XmlElement, problems: string[]): Omit<ReleaseXml2010, 'packages'> {
  const read = fieldReader(root, problems);
  return { generation: '2010-09', name: read.required('Name'), version: read.required('Version') };
}

function readOctober(root: XmlElement, problems: string[]): Omit<ReleaseXml2010, 'packages'> {
  const read = fieldReader(root, problems);
  for (const name of ['DistributionName', 'TechnologyProvider']) read.required(name);
  const numbers = ['MajorVersion', 'MinorVersion', 'RevisionVersion'].map((name) => read.required(name));
  const version = numbers.join('.');
  const whole = read.optional('Version');
  if (whole !== undefined && whole !== version)
    read.complain(`Version is ${quoted(whole)}, and the three numbers make ${quoted(version)}`);
  checkPaths(root, problems);
  return {
    generation: '2010-10',
    name: read.optional('Name'),
    shortName: read.required('DistributionShortName'),
    version,
    isoDate: isoDate(read),
  };
}

/** Repositories and repository files are kept and not followed, but nothing in them may lead elsewhere. */
function checkPaths(root: XmlElement, problems: string[]): void {
  const repositories = childrenNamed(root, 'Repositories').flatMap((list) =>
    childrenNamed(list, 'Repository'),
  );
  const files = childrenNamed(root, 'Repofiles').flatMap((list) => childrenNamed(list, 'Repofile'));
  const places = [
    ...repositories.flatMap((each) => childrenNamed(each, 'RelativePath')),
    ...files.flatMap((each) => childrenNamed(each, 'Relativepath')),
  ];
  for (const { text, line, name } of places) {
    const path = text.trim().replace(/^\.\//, '').replace(/\/$/, '');
    const problem = ['', '.'].includes(path) ? undefined : pathProblem(path);
    if (problem !== undefined) problems.push(`line ${line}: ${name}: ${problem}`);
  }
}

function readNamed(element: XmlElement, problems: string[]): NamedPackage {
  const read = fieldReader(element, problems);
  const isVirtual = read.optional('Type')?.toLowerCase() === 'virtual';
  const name = read.required('Name');
  return { name, version: isVirtual ? undefined : read.required('Version'), line: element.line };
}

/** The flat list was shown with small and with capital letters. */
function capitalised(element: XmlElement): XmlElement {
  const children = element.children.map((child) => ({
    ...child,
    name: child.name.slice(0, 1).toUpperCase() + child.name.slice(1),
  }));
  return { ...element, children };
}
