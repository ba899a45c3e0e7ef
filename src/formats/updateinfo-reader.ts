import { type Parsed, parsedUnless } from './parsed.ts';
import { parseXmlText } from './safe-xml.ts';
import { quoted } from './scalars.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml-element.ts';

/** A package of an update, as its attributes say. */
export interface UpdatedPackage {
  readonly name: string;
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  readonly file: string;
  readonly sha256: string;
}

/** An update as a client finds it; texts that are not there are empty. */
export interface Update {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly severity: string;
  readonly issued: string;
  readonly description: string;
  readonly references: readonly { readonly type: string; readonly id: string; readonly href: string }[];
  readonly packages: readonly UpdatedPackage[];
}

const limits = { maxBytes: 500_000_000, maxMarks: 50_000_000 };

/** Reads updateinfo.xml without any knowledge of how it was written. */
export function readUpdateinfo(xml: string): Parsed<readonly Update[]> {
  const document = parseXmlText(xml, limits);
  if (!document.ok) return document;
  const root = document.value;
  const problems: string[] = [];
  if (root.name !== 'updates')
    problems.push(`line ${root.line}: the root element is ${quoted(root.name)}, not updates`);
  const updates = childrenNamed(root, 'update').map(readUpdate);
  for (const [at, { id, packages }] of updates.entries()) {
    if (id === '') problems.push(`update ${at + 1} has no id`);
    if (packages.length === 0) problems.push(`the update ${quoted(id)} has no packages`);
  }
  return parsedUnless(problems, updates);
}

function readUpdate(element: XmlElement): Update {
  const text = (name: string) => childNamed(element, name)?.text ?? '';
  const references = below(element, 'references', 'reference').map((reference) => ({
    type: attribute(reference, 'type'),
    id: attribute(reference, 'id'),
    href: attribute(reference, 'href'),
  }));
  const collections = below(element, 'pkglist', 'collection');
  return {
    id: text('id'),
    type: attribute(element, 'type'),
    title: text('title'),
    severity: text('severity'),
    issued: attribute(childNamed(element, 'issued'), 'date'),
    description: text('description'),
    references,
    packages: collections.flatMap((each) => childrenNamed(each, 'package')).map(readPackage),
  };
}

function readPackage(element: XmlElement): UpdatedPackage {
  return {
    name: attribute(element, 'name'),
    epoch: attribute(element, 'epoch'),
    version: attribute(element, 'version'),
    release: attribute(element, 'release'),
    arch: attribute(element, 'arch'),
    file: childNamed(element, 'filename')?.text ?? '',
    sha256: childNamed(element, 'sum')?.text ?? '',
  };
}

function below(element: XmlElement, folder: string, name: string): readonly XmlElement[] {
  return childrenNamed(element, folder).flatMap((each) => childrenNamed(each, name));
}

function attribute(element: XmlElement | undefined, name: string): string {
  return element?.attributes.get(name) ?? '';
}
