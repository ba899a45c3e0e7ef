import { fieldValue, readStanzas } from './deb822.ts';
import { type Parsed, parsedUnless, unreadable } from './parsed.ts';
import type { PromisedFile } from './provider-repomd.ts';
import { pathProblem } from './relative-path.ts';
import { asCount, isSha256, quoted } from './scalars.ts';

const begin = '-----BEGIN PGP SIGNED MESSAGE-----\n';
const end = '\n-----BEGIN PGP SIGNATURE-----\n';

/** Reads the index files that an InRelease or Release file of a provider names; of it only the SHA-256 digests are used. */
export function readProviderRelease(text: string): Parsed<readonly PromisedFile[]> {
  const signed = text.startsWith(begin) ? signedText(text) : text;
  if (signed === undefined) return unreadable(['the signature does not follow the text that it signs']);
  const stanzas = readStanzas(signed);
  if (!stanzas.ok) return stanzas;
  const [stanza] = stanzas.value;
  if (stanza === undefined || stanzas.value.length > 1)
    return unreadable([`a Release file has one stanza, this one has ${stanzas.value.length}`]);
  const value = fieldValue(stanza, 'SHA256');
  if (value === undefined) {
    const weak = ['MD5Sum', 'SHA1', 'SHA512'].filter((name) => fieldValue(stanza, name) !== undefined);
    return unreadable([
      `there is no SHA256; only that is read, and not ${weak.join(', ') || 'anything else'}`,
    ]);
  }
  const problems: string[] = [];
  const lines = value.split('\n').filter((line) => line.trim() !== '');
  return parsedUnless(
    problems,
    lines.map((line) => readLine(line, problems)),
  );
}

function readLine(line: string, problems: string[]): PromisedFile {
  const [sha256 = '', digits = '', path = '', ...rest] = line.trim().split(/\s+/);
  const size = asCount(digits);
  const problem =
    isSha256(sha256) && size !== undefined && rest.length === 0 ? pathProblem(path) : 'not of its form';
  if (problem !== undefined) problems.push(`SHA256 has the line ${quoted(line)}: ${problem}`);
  return { path, size: size ?? 0, sha256 };
}

/** RFC 9580, 7: armour headers up to an empty line, then text in which a leading dash is escaped. */
function signedText(text: string): string | undefined {
  const start = text.indexOf('\n\n');
  const stop = text.indexOf(end);
  if (start < 0 || stop < start) return undefined;
  return `${text.slice(start + 2, stop).replaceAll(/^- /gm, '')}\n`;
}
