import { pathProblem } from './relative-path.ts';
import { quoted } from './scalars.ts';
import { childrenNamed, type XmlElement } from './xml-element.ts';
import { fieldReader } from './xml-fields.ts';

/** What a release brings for one platform and architecture, both in the provider's spelling. */
export interface ReleaseXmlTarget {
  readonly platform: string;
  readonly arch: string;
  readonly capabilities: readonly string[];
  readonly packages: readonly ReleaseXmlPackage[];
}

export interface ReleaseXmlPackage {
  readonly name: string;
  readonly version: string;
  /** May be empty for a Debian package. */
  readonly release: string;
  readonly arch: string;
  readonly filename: string;
  readonly url?: string | undefined;
  readonly type: 'rpm' | 'deb';
}

export function readTarget(element: XmlElement, problems: string[]): ReleaseXmlTarget {
  const read = fieldReader(element, problems);
  const elements = childrenNamed(element, 'packages').flatMap((list) => childrenNamed(list, 'package'));
  if (elements.length === 0) read.complain('the target lists no package');
  const seen = new Set<string>();
  const packages = elements.map((child) => {
    const found = readPackage(child, problems);
    const { filename } = found;
    if (seen.has(filename) && filename !== '') {
      problems.push(`line ${child.line}: the file ${quoted(filename)} stands twice in one target`);
    }
    seen.add(filename);
    return found;
  });
  return {
    platform: read.required('targetPlatform'),
    arch: read.required('targetArch'),
    capabilities: childrenNamed(element, 'capability').map((child) => child.text.trim()),
    packages,
  };
}

function readPackage(element: XmlElement, problems: string[]): ReleaseXmlPackage {
  const read = fieldReader(element, problems);
  const type = read.attribute('pkgtype');
  if (type !== '' && type !== 'rpm' && type !== 'deb')
    read.complain(`pkgtype is ${quoted(type)}; known: rpm, deb`);
  const filename = read.attribute('filename');
  const problem = filename === '' ? undefined : pathProblem(filename);
  if (problem !== undefined) read.complain(problem);
  return {
    name: read.attribute('pkgname'),
    version: read.attribute('version'),
    release: type === 'deb' ? (element.attributes.get('release') ?? '') : read.attribute('release'),
    arch: read.attribute('arch'),
    filename,
    url: element.attributes.get('url'),
    type: type === 'deb' ? 'deb' : 'rpm',
  };
}
