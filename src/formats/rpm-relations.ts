import type { PackageRelations } from '../domain/relations.ts';
import { decodeReferences } from './xml-references.ts';

const sections = ['provides', 'requires', 'conflicts', 'obsoletes', 'recommends'] as const;
const signs: ReadonlyMap<string, string> = new Map([
  ['EQ', '='],
  ['LT', '<'],
  ['GT', '>'],
  ['LE', '<='],
  ['GE', '>='],
]);
const packageForm = /<package type="rpm">[\s\S]*?<\/package>/g;

/**
 * The relations of each package in a piece of primary.xml, by the digest of its file. Only for text that createrepo_c
 * wrote and that was read and judged as a whole before: every text in it is escaped, so that a tag is a tag.
 */
export function rpmRelations(primary: string): ReadonlyMap<string, PackageRelations> {
  const found = new Map<string, PackageRelations>();
  for (const [text] of primary.matchAll(packageForm)) {
    const sha256 = /<checksum type="sha256" pkgid="YES">([0-9a-f]{64})</.exec(text)?.[1];
    if (sha256 !== undefined) found.set(sha256, relationsOf(text));
  }
  return found;
}

function relationsOf(text: string): PackageRelations {
  const [provides = [], requires = [], conflicts = [], obsoletes = [], recommends = []] = sections.map(
    (section) => entriesOf(text, section),
  );
  const files = [...text.matchAll(/<file(?: type="[a-z]+")?>([^<]*)<\/file>/g)].map(([, path = '']) =>
    decodeReferences(path),
  );
  return { provides, requires, conflicts, obsoletes, recommends, files };
}

function entriesOf(text: string, section: (typeof sections)[number]): readonly string[] {
  const start = text.indexOf(`<rpm:${section}>`);
  if (start < 0) return [];
  const part = text.slice(start, text.indexOf(`</rpm:${section}>`, start));
  return [...part.matchAll(/<rpm:entry ([^>]*)\/>/g)].map(([, attributes = '']) => entryText(attributes));
}

function entryText(attributes: string): string {
  const values = new Map(
    [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      decodeReferences(value),
    ]),
  );
  const name = values.get('name') ?? '';
  const sign = signs.get(values.get('flags') ?? '');
  if (sign === undefined) return name;
  const epoch = values.get('epoch') ?? '0';
  const release = values.get('rel');
  const version = `${values.get('ver') ?? ''}${release === undefined ? '' : `-${release}`}`;
  return `${name} ${sign} ${epoch === '0' ? '' : `${epoch}:`}${version}`;
}
