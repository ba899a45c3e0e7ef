import { type Parsed, parsedUnless } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { parseXmlText } from './safe-xml.ts';
import { asCount, isSha256, quoted } from './scalars.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml-element.ts';

/** A file that the root of a repository promises; the path is relative to the repository, or to its suite. */
export interface PromisedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

const limits = { maxBytes: 8 * 1024 * 1024, maxMarks: 20_000 };

/**
 * Reads which primary metadata the repomd.xml of a provider names. Unlike our own it may have other kinds of metadata
 * in any form; nothing else of it is used.
 */
export function readProviderRepomd(xml: string): Parsed<PromisedFile> {
  const document = parseXmlText(xml, limits);
  if (!document.ok) return document;
  const root = document.value;
  const problems: string[] = [];
  if (root.name !== 'repomd')
    problems.push(`line ${root.line}: the root element is ${quoted(root.name)}, not repomd`);
  const found = childrenNamed(root, 'data').filter(({ attributes }) => attributes.get('type') === 'primary');
  const [data] = found;
  if (data === undefined || found.length > 1)
    problems.push(`there is one data element of the type "primary", here are ${found.length}`);
  const file = data === undefined ? { path: '', size: 0, sha256: '' } : readData(data, problems);
  return parsedUnless(problems, file);
}

function readData(data: XmlElement, problems: string[]): PromisedFile {
  const complain = (problem: string) => problems.push(`line ${data.line}: ${problem}`);
  const checksum = childNamed(data, 'checksum');
  const kind = checksum?.attributes.get('type') ?? '';
  const sha256 = checksum?.text.trim() ?? '';
  if (kind !== 'sha256') complain(`the checksum is of the type ${quoted(kind)}; only sha256 is read`);
  else if (!isSha256(sha256)) complain('the checksum is not 64 lower-case hexadecimal digits');
  const location = childNamed(data, 'location')?.attributes;
  const path = location?.get('href') ?? '';
  const problem = pathProblem(path);
  if (problem !== undefined) complain(problem);
  if (location?.has('xml:base')) complain('xml:base leads elsewhere and is refused');
  const size = asCount(childNamed(data, 'size')?.text.trim() ?? '');
  if (size === undefined) complain('size is not a whole number');
  return { path, size: size ?? 0, sha256 };
}
