import type { Finding, Location } from '../domain/finding.ts';
import { compareFindings } from '../domain/finding.ts';
import { good, type Result, refused } from '../domain/result.ts';
import { checkStructure } from './check-structure.ts';
import { decodeText } from './decode-text.ts';
import { explainErrors } from './explain-errors.ts';
import { type DocumentPath, offsetOf } from './places.ts';
import { readYaml, type YamlContent } from './read-yaml.ts';
import { checkSchema, type DocumentTypes, type SchemaName } from './schemas.ts';
import { type Complaint, findingAt, locationAt, type SourceText } from './source-text.ts';

/** A checked value that remembers where each part of it was written. */
export interface Located<T> {
  readonly value: T;
  /** The place of a value or of its name; where a field is missing, the name that it should stand below. */
  locate(path: DocumentPath, which: 'key' | 'value'): Location;
  /** A finding at that place. */
  finding(path: DocumentPath, which: 'key' | 'value', complaint: Complaint): Finding;
}

export interface DocumentRequest<N extends SchemaName> {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly schema: N;
  /** Changes the value before it is checked: other spellings become the canonical ones. */
  readonly prepare?: (value: unknown) => unknown;
}

const maxFindings = 100;

/** Reads one YAML file: the value with its places, or everything that is wrong with it. */
export function readDocument<N extends SchemaName>(
  request: DocumentRequest<N>,
): Result<Located<DocumentTypes[N]>> {
  const read = readChecked(request);
  return read.ok ? read : refused(limited([...read.findings].sort(compareFindings)));
}

function readChecked<N extends SchemaName>(request: DocumentRequest<N>): Result<Located<DocumentTypes[N]>> {
  const decoded = decodeText(request.file, request.bytes);
  if (!decoded.ok) return decoded;
  const source = decoded.value;
  const structure = checkStructure(source);
  if (structure.length > 0) return refused(structure);
  const yaml = readYaml(source);
  return yaml.ok ? checkContent(source, yaml.value, request) : yaml;
}

function checkContent<N extends SchemaName>(
  source: SourceText,
  { value, places }: YamlContent,
  { schema, prepare }: DocumentRequest<N>,
): Result<Located<DocumentTypes[N]>> {
  const prepared = prepare === undefined ? value : prepare(value);
  const errors = checkSchema(schema, prepared);
  const finding = (path: DocumentPath, which: 'key' | 'value', complaint: Complaint) =>
    findingAt(source, offsetOf(places, path, which), complaint);
  if (errors.length > 0) {
    const explained = explainErrors(errors, places);
    return refused(explained.map(({ path, which, ...complaint }) => finding(path, which, complaint)));
  }
  return good({
    value: prepared as DocumentTypes[N],
    locate: (path, which) => locationAt(source, offsetOf(places, path, which)),
    finding,
  });
}

function limited(findings: readonly Finding[]): readonly Finding[] {
  const last = findings[maxFindings - 1];
  if (findings.length <= maxFindings || last === undefined) return findings;
  const message = `${findings.length - maxFindings + 1} more problems follow from here on`;
  return [...findings.slice(0, maxFindings - 1), { ...last, rule: 'many-problems', message, hint: '' }];
}
