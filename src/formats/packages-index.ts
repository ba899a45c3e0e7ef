import { fieldValue, readStanzas, type Stanza } from './deb822.ts';
import { type Parsed, parsedUnless, unreadable } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { asCount, isSha256, quoted } from './scalars.ts';

export interface DebStanza {
  readonly package: string;
  readonly version: string;
  readonly architecture: string;
  /** Path of the package, relative to the root of the repository. */
  readonly filename: string;
  readonly size: number;
  readonly sha256: string;
  /** Every field, for dependencies and the like. */
  readonly fields: Stanza;
}

/**
 * Checks a Packages text, such as apt-ftparchive writes it, before it becomes a part of other Packages files: each
 * stanza is whole, and the text ends so that another one may follow.
 */
export function checkPackagesBody(text: string): Parsed<readonly DebStanza[]> {
  const stanzas = readStanzas(text);
  const problems: string[] = stanzas.ok ? [] : [...stanzas.problems];
  if (text !== '' && !text.endsWith('\n\n')) problems.push('the text does not end with an empty line');
  if (text.startsWith('\n')) problems.push('the text starts with an empty line');
  if (!stanzas.ok) return unreadable(problems);
  const checked = stanzas.value.map((stanza, at) => checkStanza(stanza, at + 1, problems));
  return problems.length > 0 ? unreadable(problems) : { ok: true, value: checked };
}

/**
 * Reads a Packages text of a provider, which may end as it likes; a leading `./` of a path, which flat repositories
 * write, is left out.
 */
export function readPackagesIndex(text: string): Parsed<readonly DebStanza[]> {
  const stanzas = readStanzas(text);
  if (!stanzas.ok) return stanzas;
  const problems: string[] = [];
  const read = stanzas.value.map((stanza, at) => checkStanza(withPlainPath(stanza), at + 1, problems));
  return parsedUnless(problems, read);
}

function withPlainPath(stanza: Stanza): Stanza {
  const [name, path] = stanza.get('filename') ?? ['Filename', ''];
  return new Map([...stanza, ['filename', [name, path.replace(/^\.\//, '')]]]);
}

function checkStanza(fields: Stanza, number: number, problems: string[]): DebStanza {
  const name = fieldValue(fields, 'Package') ?? '';
  const complain = (problem: string) => problems.push(`stanza ${number}${name && ` (${name})`}: ${problem}`);
  const oneLine = (field: string): string => {
    const value = fieldValue(fields, field) ?? '';
    if (value === '') complain(`the field ${field} is missing or empty`);
    else if (/\s/.test(value)) complain(`the field ${field} is ${quoted(value)}, with blanks in it`);
    return value;
  };
  const found = {
    package: oneLine('Package'),
    version: oneLine('Version'),
    architecture: oneLine('Architecture'),
    filename: oneLine('Filename'),
    sha256: oneLine('SHA256'),
  };
  const sizeText = oneLine('Size');
  const size = asCount(sizeText);
  if (sizeText !== '' && size === undefined)
    complain(`the size ${quoted(sizeText)} is not a number of bytes`);
  const problem = found.filename === '' ? undefined : pathProblem(found.filename);
  if (problem !== undefined) complain(problem);
  if (found.sha256 !== '' && !isSha256(found.sha256)) {
    complain(`SHA256 is ${quoted(found.sha256)}, not 64 lower-case hexadecimal digits`);
  }
  return { ...found, size: size ?? 0, fields };
}
