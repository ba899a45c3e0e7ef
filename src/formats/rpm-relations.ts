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
// In the order in which createrepo_c writes the attributes.
const entryForm =
  /<rpm:entry name="([^"]*)"(?: flags="([A-Z]+)")?(?: epoch="([^"]*)")?(?: ver="([^"]*)")?(?: rel="([^"]*)")?(?: pre="1")?\/>/g;
const packageForm = /<package type="rpm">[\s\S]*?<\/package>/g;

/**
 * The relations of each package in a piece of primary.xml, by the digest of its file. Only for text that createrepo_c
 * wrote and that was read and judged as a whole before: every text in it is escaped, so that a tag is a tag. A package
 * whose lists have another form is left out, because nothing is known of it then.
 */
export function rpmRelations(primary: string): ReadonlyMap<string, PackageRelations> {
  const found = new Map<string, PackageRelations>();
  for (const [text] of primary.matchAll(packageForm)) {
    const sha256 = /<checksum type="sha256" pkgid="YES">([0-9a-f]{64})</.exec(text)?.[1];
    const relations = relationsOf(text);
    if (sha256 !== undefined && relations !== undefined) found.set(sha256, relations);
  }
  return found;
}

function relationsOf(text: string): PackageRelations | undefined {
  const [provides, requires, conflicts, obsoletes, recommends] = sections.map((section) =>
    entriesOf(text, section),
  );
  if (!provides || !requires || !conflicts || !obsoletes || !recommends) return undefined;
  const files = [...text.matchAll(/<file(?: type="[a-z]+")?>([^<]*)<\/file>/g)].map(([, path = '']) =>
    decodeReferences(path),
  );
  return { provides, requires, conflicts, obsoletes, recommends, files };
}

function entriesOf(text: string, section: (typeof sections)[number]): readonly string[] | undefined {
  const opening = `<rpm:${section}>`;
  const start = text.indexOf(opening);
  if (start < 0) return [];
  const part = text.slice(start + opening.length, text.indexOf(`</rpm:${section}>`, start));
  // What is left beside the entries would be a relation that nobody reads.
  if (part.replace(entryForm, '').trim() !== '') return undefined;
  return [...part.matchAll(entryForm)].map(entryText);
}

function entryText([, name = '', flags = '', epoch = '0', version = '', release]: RegExpMatchArray): string {
  const sign = signs.get(flags);
  if (sign === undefined) return decodeReferences(name);
  const evr = `${epoch === '0' ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`;
  return `${decodeReferences(name)} ${sign} ${decodeReferences(evr)}`;
}
