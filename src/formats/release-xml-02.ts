import { isIsoDate } from './iso-date.ts';
import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { type ReleaseXmlTarget, readTarget } from './release-xml-target.ts';
import { quoted } from './scalars.ts';
import { childrenNamed, type XmlElement } from './xml-element.ts';
import { type FieldReader, fieldReader } from './xml-fields.ts';

/** What a provider says about a release, by schema 0.2. */
export interface ReleaseXml02 {
  readonly generation: '0.2';
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
  /** Empty when the provider's folders say which file belongs to which platform. */
  readonly targets: readonly ReleaseXmlTarget[];
}

/** A named group of the release's package files. */
export interface ReleaseXmlComponent {
  readonly name: string;
  readonly filenames: readonly string[];
}

/** Reads the root of schema 0.2. Prefixes of namespaces are free and elements that nothing here needs are left out. */
export function readRelease02(root: XmlElement): Parsed<ReleaseXml02> {
  const problems: string[] = [];
  const version = root.attributes.get('schemaVersion') ?? '0.2';
  if (version !== '0.2')
    problems.push(`line ${root.line}: schemaVersion is ${quoted(version)}; the one that is read is "0.2"`);
  return parsedUnless(problems, readRelease(root, problems));
}

function readRelease(root: XmlElement, problems: string[]): ReleaseXml02 {
  const read = fieldReader(root, problems);
  return {
    generation: '0.2',
    productName: read.required('productName'),
    productShortName: read.required('productShortName'),
    technologyProvider: read.required('technologyProvider'),
    technologyProviderShortName: read.optional('technologyProviderShortName'),
    contact: read.required('contact'),
    technicalContact: read.optional('technicalContact'),
    description: read.required('description'),
    documentationLinks: read.several('documentationLink'),
    isoDate: isoDate(read),
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

/** The day of a release. */
export function isoDate(read: FieldReader): string {
  const text = read.required('ISODate');
  if (text !== '' && !isIsoDate(text))
    read.complain(`ISODate is ${quoted(text)}, not a day that exists, written as YYYYMMDD`);
  return text;
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
