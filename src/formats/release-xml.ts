import { type Parsed, unreadable } from './parsed.ts';
import { type ReleaseXml02, readRelease02 } from './release-xml-02.ts';
import { isFlatList, type ReleaseXml2010, readFlatList, readRelease2010 } from './release-xml-2010.ts';
import { parseXmlSafely } from './safe-xml.ts';
import { quoted } from './scalars.ts';

/** What a provider says about a release, in any of the three generations of the document. */
export type ReleaseXml = ReleaseXml02 | ReleaseXml2010;

const limits = { maxBytes: 8 * 1024 * 1024, maxMarks: 400_000 };

/** Reads release.xml; its root says of which generation it is. Text stays text: 9.10, 007 and 1e3 are not numbers here. */
export function readReleaseXml(bytes: Uint8Array): Parsed<ReleaseXml> {
  const document = parseXmlSafely(bytes, limits);
  if (!document.ok) return document;
  const root = document.value;
  if (root.name === 'release') return readRelease02(root);
  if (root.name === 'Release') return readRelease2010(root);
  if (isFlatList(root)) return readFlatList(root);
  return unreadable([
    `line ${root.line}: the root element is ${quoted(root.name)}; known: release (schema 0.2), Release (2010 and 2011), packages (a flat list of September 2010)`,
  ]);
}
