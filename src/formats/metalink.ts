import { type Parsed, parsedUnless } from './parsed.ts';
import { parseXmlText } from './safe-xml.ts';
import { asCount, isSha256, quoted } from './scalars.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml-element.ts';

/** Which repomd.xml a yum client shall take, and where it is (Metalink 3.0, as librepo reads it). */
export interface Metalink {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly size: number;
  readonly sha256: string;
  /** Addresses of that repomd.xml, the one to ask first at the head. */
  readonly urls: readonly string[];
}

const limits = { maxBytes: 64 * 1024, maxMarks: 1000 };
const best = 100;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes a metalink; librepo sorts the addresses by preference, which falls from 100. */
export function writeMetalink({ timestamp, size, sha256, urls }: Metalink): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" xmlns:mm0="http://fedorahosted.org/mirrormanager">
  <files>
    <file name="repomd.xml">
      <mm0:timestamp>${timestamp}</mm0:timestamp>
      <size>${size}</size>
      <verification>
        <hash type="sha256">${sha256}</hash>
      </verification>
      <resources>
${urls.map(urlElement).join('')}      </resources>
    </file>
  </files>
</metalink>
`;
}

function urlElement(url: string, at: number): string {
  const { protocol } = new URL(url);
  const scheme = protocol.slice(0, -1);
  return `        <url protocol="${scheme}" type="${scheme}" preference="${best - at}">${escaped(url)}</url>\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
}

/** Reads a metalink without any knowledge of how it was written. */
export function readMetalink(xml: string): Parsed<Metalink> {
  const document = parseXmlText(xml, limits);
  if (!document.ok) return document;
  const files = childNamed(document.value, 'files');
  const all = files === undefined ? [] : childrenNamed(files, 'file');
  const [file] = all.filter((element) => element.attributes.get('name') === 'repomd.xml');
  if (file === undefined || all.length !== 1)
    return { ok: false, problems: ['the metalink does not name exactly one file, repomd.xml'] };
  const problems: string[] = [];
  const hashes = childrenOf(file, 'verification', 'hash');
  const sha256 = hashes.find((element) => element.attributes.get('type') === 'sha256')?.text ?? '';
  if (hashes.length !== 1 || !isSha256(sha256))
    problems.push('the metalink does not give exactly one hash, a SHA-256 digest');
  const timestamp = countIn(file, 'timestamp', problems);
  const size = countIn(file, 'size', problems);
  return parsedUnless(problems, { timestamp, size, sha256, urls: urlsIn(file) });
}

function urlsIn(file: XmlElement): readonly string[] {
  const preference = (element: XmlElement) => Number(element.attributes.get('preference') ?? 0);
  const urls = childrenOf(file, 'resources', 'url');
  return [...urls].sort((a, b) => preference(b) - preference(a)).map((element) => element.text);
}

function childrenOf(file: XmlElement, group: string, name: string): readonly XmlElement[] {
  const parent = childNamed(file, group);
  return parent === undefined ? [] : childrenNamed(parent, name);
}

function countIn(file: XmlElement, name: string, problems: string[]): number {
  const text = childNamed(file, name)?.text ?? '';
  const value = asCount(text);
  if (value === undefined)
    problems.push(`the ${name} of the metalink is ${quoted(text)}, not a whole number`);
  return value ?? 0;
}
