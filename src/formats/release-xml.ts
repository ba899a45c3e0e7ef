import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { type ReleaseXmlTarget, readTarget } from './release-xml-target.ts';
import { parseXmlSafely } from './safe-xml.ts';
import { quoted } from './scalars.ts';
import { childrenNamed, type XmlElement } from './xml-element.ts';
import { type FieldReader, fieldReader } from './xml-fields.ts';

/** What a provider says about a release, by schema 0.2. Text stays text: 9.10, 007 and 1e3 are not numbers here. */
export interface ReleaseXml {
  readonly productName: string;
  readonly productShortName: string;
  readonly technologyProvider: string;
  readonly technologyProviderShortName?: string | undefined;
  readonly contact: string;
  readonly technicalContact?: string | undefined;
  readonly description: string;
  readonly documentationLinks: readonly string[];
  readonly isoDate: string;
  readonly incremental: boolean;
  readonly emergency: boolean;
  readonly majorVersion: string;
  readonly minorVersion: string;
  readonly revisionVersion: string;
  readonly releaseNotes: string;
  readonly changeLog: string;
  readonly synchProtocol: string;
  readonly synchUrl: string;
  readonly components: readonly ReleaseXmlComponent[];
  readonly targets: readonly ReleaseXmlTarget[];
}

/** A named group of the release's package files. */
export interface ReleaseXmlComponent {
  readonly name: string;
  readonly filenames: readonly string[];
}

const limits = { maxBytes: 8 * 1024 * 1024, maxMarks: 400_000 };

/** Reads release.xml. Prefixes of namespaces are free and elements that nothing here needs are left out. */
export function readReleaseXml(bytes: Uint8Array): Parsed<ReleaseXml> {
  const document = parseXmlSafely(bytes, limits);
  if (!document.ok) return document;
  const problems: string[] = [];
  const root = document.value;
  if (root.name !== 'release')
    problems.push(`line ${root.line}: the root element is ${quoted(root.name)}, not release`);
  return parsedUnless(problems, readRelease(root, problems));
}

function readRelease(root: XmlElement, problems: string[]): ReleaseXml {
  const read = fieldReader(root, problems);
  return {
    productName: read.required('productName'),
    productShortName: read.required('productShortName'),
    technologyProvider: read.required('technologyProvider'),
    technologyProviderShortName: read.optional('technologyProviderShortName'),
    contact: read.required('contact'),
    technicalContact: read.optional('technicalContact'),
    description: read.required('description'),
    documentationLinks: read.several('documentationLink'),
    isoDate: read.required('ISODate'),
    incremental: yesOrNo(read, 'incremental'),
    emergency: yesOrNo(read, 'emergency'),
    majorVersion: read.required('majorVersion'),
    minorVersion: read.required('minorVersion'),
    revisionVersion: read.required('revisionVersion'),
    releaseNotes: read.required('releaseNotes'),
    changeLog: read.required('changeLog'),
    synchProtocol: read.required('synchProtocol'),
    synchUrl: read.required('synchURL'),
    components: readComponents(root, problems),
    targets: readTargets(root, problems),
  };
}

function yesOrNo(read: FieldReader, name: string): boolean {
  const text = read.required(name);
  const answer = text.toLowerCase();
  if (text !== '' && !['true', 'yes', 'false', 'no'].includes(answer)) {
    read.complain(`${name} is ${quoted(text)}; known: true, false, Yes, No`);
  }
  return answer === 'true' || answer === 'yes';
}

function readComponents(root: XmlElement, problems: string[]): readonly ReleaseXmlComponent[] {
  const elements = childrenNamed(root, 'components').flatMap((list) => childrenNamed(list, 'component'));
  const components = elements.map((element) => {
    const read = fieldReader(element, problems);
    const filenames = childrenNamed(element, 'package').map((child) => {
      const filename = fieldReader(child, problems).attribute('filename');
      const problem = filename === '' ? undefined : pathProblem(filename);
      if (problem !== undefined) problems.push(`line ${child.line}: ${problem}`);
      return filename;
    });
    return { name: read.attribute('name'), filenames };
  });
  complainOfTwice(
    components.map(({ name }) => name),
    'component',
    problems,
  );
  return components;
}

function readTargets(root: XmlElement, problems: string[]): readonly ReleaseXmlTarget[] {
  const elements = childrenNamed(root, 'target');
  if (elements.length === 0) problems.push(`line ${root.line}: the release names no target`);
  const targets = elements.map((element) => readTarget(element, problems));
  complainOfTwice(
    targets.map(({ platform, arch }) => (platform && arch ? `${platform}/${arch}` : '')),
    'target',
    problems,
  );
  return targets;
}

function complainOfTwice(names: readonly string[], what: string, problems: string[]): void {
  const repeated = new Set(names.filter((name, at) => name !== '' && names.indexOf(name) !== at));
  for (const name of repeated) problems.push(`the ${what} ${quoted(name)} stands more than once`);
}
