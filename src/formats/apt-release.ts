import { readRfc2822, writeRfc2822 } from './apt-date.ts';
import { type Field, fieldValue, readStanzas, type Stanza, writeStanza } from './deb822.ts';
import { type Parsed, parsedUnless, unreadable } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { asCount, isSha256, quoted } from './scalars.ts';

/** One index file of a suite; the path is relative to the folder of the Release file. */
export interface AptReleaseFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** The Release file of a suite. Dates are ISO 8601 in UTC with whole seconds, such as `2026-11-22T09:41:00Z`. */
export interface AptRelease {
  readonly origin: string;
  readonly label: string;
  readonly suite: string;
  readonly codename: string;
  readonly date: string;
  readonly validUntil?: string | undefined;
  readonly architectures: readonly string[];
  readonly components: readonly string[];
  readonly description: string;
  readonly files: readonly AptReleaseFile[];
}

export function writeAptRelease(release: AptRelease): string {
  const until: readonly Field[] =
    release.validUntil === undefined ? [] : [['Valid-Until', writeRfc2822(release.validUntil)]];
  return writeStanza([
    ['Origin', release.origin],
    ['Label', release.label],
    ['Suite', release.suite],
    ['Codename', release.codename],
    ['Date', writeRfc2822(release.date)],
    ...until,
    ['Acquire-By-Hash', 'yes'],
    ['Architectures', words(release.architectures)],
    ['Components', words(release.components)],
    ['Description', release.description],
    ['SHA256', release.files.map((file) => `\n ${fileLine(file)}`).join('')],
  ]);
}

function words(list: readonly string[]): string {
  const odd = list.find((word) => !/^[A-Za-z0-9][A-Za-z0-9._/+-]*$/.test(word));
  if (odd !== undefined) throw new Error(`a Release file cannot list ${quoted(odd)}`);
  return list.join(' ');
}

function fileLine(file: AptReleaseFile): string {
  const problem = fileProblem(file);
  if (problem !== undefined) throw new Error(`a Release file cannot list ${quoted(file.path)}: ${problem}`);
  return `${file.sha256} ${file.size} ${file.path}`;
}

function fileProblem(file: AptReleaseFile): string | undefined {
  if (!isSha256(file.sha256)) return `${quoted(file.sha256)} is not a SHA-256 digest`;
  if (asCount(String(file.size)) === undefined) return 'the size is not a whole number of bytes';
  return pathProblem(file.path);
}

/** Reads a Release file, without its signature, as a client would see it. */
export function readAptRelease(text: string): Parsed<AptRelease & { readonly acquireByHash: boolean }> {
  const stanzas = readStanzas(text);
  if (!stanzas.ok) return stanzas;
  const [stanza] = stanzas.value;
  if (stanza === undefined || stanzas.value.length > 1) {
    return unreadable([`a Release file has one stanza, this one has ${stanzas.value.length}`]);
  }
  const problems: string[] = [];
  const validUntil = stanza.has('valid-until') ? dateIn(stanza, 'Valid-Until', problems) : undefined;
  return parsedUnless(problems, {
    origin: required(stanza, 'Origin', problems),
    label: required(stanza, 'Label', problems),
    suite: required(stanza, 'Suite', problems),
    codename: required(stanza, 'Codename', problems),
    date: dateIn(stanza, 'Date', problems),
    validUntil,
    acquireByHash: fieldValue(stanza, 'Acquire-By-Hash') === 'yes',
    architectures: required(stanza, 'Architectures', problems).split(/\s+/).filter(Boolean),
    components: required(stanza, 'Components', problems).split(/\s+/).filter(Boolean),
    description: required(stanza, 'Description', problems),
    files: filesIn(stanza, problems),
  });
}

function required(stanza: Stanza, name: string, problems: string[]): string {
  const value = fieldValue(stanza, name);
  if (value === undefined) problems.push(`the field ${name} is missing`);
  return value ?? '';
}

function dateIn(stanza: Stanza, name: string, problems: string[]): string {
  const text = required(stanza, name, problems);
  const date = readRfc2822(text);
  if (date === undefined && stanza.has(name.toLowerCase())) {
    problems.push(`${name} is ${quoted(text)}, not a date such as Sun, 22 Nov 2026 09:41:00 UTC`);
  }
  return date ?? '';
}

function filesIn(stanza: Stanza, problems: string[]): readonly AptReleaseFile[] {
  const lines = required(stanza, 'SHA256', problems)
    .split('\n')
    .filter((line) => line !== '');
  const files = lines.map((line) => {
    const [sha256 = '', size = '', path = '', ...rest] = line.trim().split(/\s+/);
    const file = { path, size: asCount(size) ?? -1, sha256 };
    const problem = rest.length > 0 ? 'there is more than a digest, a size and a path' : fileProblem(file);
    if (problem !== undefined) problems.push(`SHA256 has the line ${quoted(line)}: ${problem}`);
    return file;
  });
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) problems.push(`SHA256 lists ${quoted(path)} twice`);
    paths.add(path);
  }
  return files;
}
