import { type Parsed, parsedUnless, unreadable } from './parsed.ts';
import { quoted } from './scalars.ts';

/** What is compared of a record: which versions of which packages fix what it tells of. */
export interface OsvFacts {
  readonly id: string;
  readonly summary: string;
  readonly details: string;
  readonly aliases: readonly string[];
  readonly fixed: readonly { readonly ecosystem: string; readonly name: string; readonly version: string }[];
}

/** Reads a list of records without any knowledge of how it was written, and says what a record may not lack. */
export function readOsv(text: string): Parsed<readonly OsvFacts[]> {
  const value = parseJson(text);
  if (!Array.isArray(value)) return unreadable(['the text is not a list in JSON']);
  const problems: string[] = [];
  const records = value.map((each, at) =>
    readRecord(asObject(each), (what) => problems.push(`record ${at + 1} ${what}`)),
  );
  const ids = records.map(({ id }) => id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at)))
    problems.push(`the record ${quoted(id)} stands more than once`);
  return parsedUnless(problems, records);
}

type Complain = (what: string) => void;
type Json = Readonly<Record<string, unknown>>;

function readRecord(record: Json, complain: Complain): OsvFacts {
  for (const field of ['id', 'modified', 'published', 'summary', 'details'])
    if (asText(record[field]) === '') complain(`has no ${field}`);
  return {
    id: asText(record.id),
    summary: asText(record.summary),
    details: asText(record.details),
    aliases: asList(record.aliases).map(asText),
    fixed: asList(record.affected).flatMap((each) => readAffected(asObject(each), complain)),
  };
}

function readAffected(affected: Json, complain: Complain): OsvFacts['fixed'] {
  const { ecosystem, name } = asObject(affected.package);
  const events = asList(affected.ranges).flatMap((range) => asList(asObject(range).events).map(asObject));
  if (asText(ecosystem) === '' || asText(name) === '') complain('has a package without a name');
  if (!events.some(({ introduced }) => introduced === '0')) complain('does not say since when');
  const fixed = events.filter((event) => 'fixed' in event);
  return fixed.map((event) => ({
    ecosystem: asText(ecosystem),
    name: asText(name),
    version: asText(event.fixed),
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
