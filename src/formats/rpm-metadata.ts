export type RpmMetadataKind = 'primary' | 'filelists' | 'other';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const roots = {
  primary: {
    name: 'metadata',
    namespaces:
      'xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"',
  },
  filelists: { name: 'filelists', namespaces: 'xmlns="http://linux.duke.edu/metadata/filelists"' },
  other: { name: 'otherdata', namespaces: 'xmlns="http://linux.duke.edu/metadata/other"' },
} satisfies Record<RpmMetadataKind, { readonly name: string; readonly namespaces: string }>;

export function rpmMetadataHeader(kind: RpmMetadataKind, packages: number): string {
  return `${openingOf(kind)}${packages}">\n`;
}

export function rpmMetadataFooter(kind: RpmMetadataKind): string {
  return `</${roots[kind].name}>`;
}

/**
 * Cuts the package elements out of a file that createrepo_c wrote. Throws when the file is not of the one form that
 * createrepo_c writes: its bytes are put into other files as they are, so a surprise here would be published.
 */
export function splitRpmMetadata(
  kind: RpmMetadataKind,
  xml: Buffer,
): { readonly body: Buffer; readonly packages: number } {
  const headerEnd = endOfHeader(kind, xml);
  const declared = Number(xml.toString('latin1', openingOf(kind).length, headerEnd - 3));
  const footerStart = startOfFooter(kind, xml);
  const body = xml.subarray(headerEnd, footerStart);
  const packages = countPackages(kind, body);
  if (packages !== declared) {
    throw new Error(`${kind} metadata declares packages="${declared}" and has ${packages} package elements`);
  }
  return { body, packages };
}

function openingOf(kind: RpmMetadataKind): string {
  const { name, namespaces } = roots[kind];
  return `${declaration}<${name} ${namespaces} packages="`;
}

function endOfHeader(kind: RpmMetadataKind, xml: Buffer): number {
  const start = xml.toString('latin1', 0, 400);
  const opening = openingOf(kind);
  const rest = start.startsWith(opening)
    ? /^(?:0|[1-9][0-9]{0,8})">\n/.exec(start.slice(opening.length))
    : null;
  if (rest === null) throw new Error(`${kind} metadata starts otherwise than createrepo_c writes it`);
  return opening.length + rest[0].length;
}

function startOfFooter(kind: RpmMetadataKind, xml: Buffer): number {
  const footer = rpmMetadataFooter(kind);
  const end = xml.at(-1) === 0x0a ? xml.length - 1 : xml.length;
  const start = end - footer.length;
  if (xml.toString('latin1', start, end) !== footer) {
    throw new Error(`${kind} metadata does not end with ${footer}`);
  }
  return start;
}

/** createrepo_c escapes every < of a text, so a raw tag is an element unless a comment or CDATA section hides it. */
function countPackages(kind: RpmMetadataKind, body: Buffer): number {
  if (body.includes('<!'))
    throw new Error(`${kind} metadata has a comment, a CDATA section or a declaration`);
  const opened = occurrences(body, '<package ');
  const closed = occurrences(body, '</package>\n');
  const opensFirst = body.length === 0 || body.indexOf('<package ') === 0;
  const closesLast =
    body.length === 0 || body.subarray(-'</package>\n'.length).equals(Buffer.from('</package>\n'));
  if (opened !== closed || !opensFirst || !closesLast || occurrences(body, `</${roots[kind].name}>`) > 0) {
    throw new Error(
      `${kind} metadata has something other than whole package elements between header and footer`,
    );
  }
  return opened;
}

/** Counts at the start of a line only, where createrepo_c puts every package element; elsewhere is a surprise. */
function occurrences(body: Buffer, tag: string): number {
  let count = 0;
  for (let at = body.indexOf(tag); at >= 0; at = body.indexOf(tag, at + tag.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) throw new Error(`metadata has ${JSON.stringify(tag)} inside a line`);
    count++;
  }
  return count;
}
