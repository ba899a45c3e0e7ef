// XML 1.0, 2.2: everything else cannot be written, not even as a reference.
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** The first character that XML forbids, and where it stands; null when there is none. */
export function forbiddenInXml(text: string): { readonly code: number; readonly index: number } | null {
  const found = notXml.exec(text);
  return found === null ? null : { code: found[0].codePointAt(0) ?? 0, index: found.index };
}

export function isXmlText(text: string): boolean {
  return forbiddenInXml(text) === null;
}
