import type { SegmentName } from '../domain/member.ts';
import { readPrimary } from '../formats/primary-reader.ts';
import { type RpmMetadataKind, splitRpmMetadata } from '../formats/rpm-metadata.ts';
import { type Body, decoded, type Expected, type ReadBodies, unequal } from './metadata-body.ts';

const kinds: readonly RpmMetadataKind[] = ['primary', 'filelists', 'other'];

/** Cuts the three metadata files of yum, and reads primary.xml again against the headers. */
export function readRpmBodies(documents: ReadonlyMap<SegmentName, Buffer>, expected: Expected): ReadBodies {
  const parts = kinds.map((kind) => split(kind, documents.get(kind)));
  const problems = [
    ...parts.flatMap(({ problem }) => problem ?? []),
    ...primaryProblems(documents.get('primary'), expected),
    ...parts.flatMap((part) => digestProblems(part, expected)),
  ];
  return { bodies: parts.map(({ name, content }) => ({ name, content })), problems };
}

interface Part extends Body {
  readonly name: RpmMetadataKind;
  readonly content: Buffer;
  readonly problem?: string;
}

function split(kind: RpmMetadataKind, xml: Buffer | undefined): Part {
  const nothing = { name: kind, content: Buffer.alloc(0) };
  if (xml === undefined) return { ...nothing, problem: `there is no ${kind} metadata` };
  try {
    return { name: kind, content: splitRpmMetadata(kind, xml).body };
  } catch (error) {
    return { ...nothing, problem: error instanceof Error ? error.message : String(error) };
  }
}

function primaryProblems(xml: Buffer | undefined, { packages, prefix }: Expected): readonly string[] {
  const text = xml === undefined ? '' : decoded(xml);
  if (text === undefined) return ['primary metadata is not UTF-8'];
  const found = readPrimary(text);
  if (!found.ok) return found.problems;
  const line = (each: Omit<(typeof found.value)[number], 'location'>, location: string) =>
    `${each.name}-${each.epoch}:${each.version}-${each.release}.${each.arch} at ${location}, ${each.size} bytes sha256:${each.sha256}`;
  return unequal(
    packages.map((each) => line(each, `${prefix}/${each.file}`)),
    found.value.map((each) => line(each, each.location)),
  );
}

/** Clients find the file list and the change log of a package by its digest. */
function digestProblems({ name, content }: Part, { packages }: Expected): readonly string[] {
  if (name === 'primary') return [];
  const found = content.toString('latin1').matchAll(/^<package pkgid="([0-9a-f]{64})"/gm);
  const line = (sha256: string) => `a package sha256:${sha256} in ${name}`;
  return unequal(
    packages.map(({ sha256 }) => line(sha256)),
    [...found].map(([, sha256 = '']) => line(sha256)),
  );
}
