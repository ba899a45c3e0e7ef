import { asSha256 } from '../domain/digest.ts';
import { type Generation, generationText } from '../domain/generation.ts';
import { asInstant } from '../domain/instant.ts';
import { type Parsed, unreadable } from './parsed.ts';
import { pathProblem } from './relative-path.ts';
import { quoted } from './scalars.ts';

/** Name of the file inside a generation's folder. */
export const generationFileName = 'generation.json';

/** Name of its detached signature. */
export const generationSignatureName = 'generation.json.asc';

type Check = (value: unknown, at: string) => readonly string[];
type Shape = Readonly<Record<string, Check>>;

/** Reads exactly what generationText writes: no other version, no further or missing key, no other spelling. */
export function readGenerationJson(text: string): Parsed<Generation> {
  const value = parseJson(text);
  if (value === undefined) return unreadable(['the text is not JSON']);
  const version = isObject(value) ? value.schemaVersion : undefined;
  if (version !== 1) {
    return unreadable([`schemaVersion is ${shown(version)}; the one that is read is 1`]);
  }
  const problems = objectOf(shapeFor(value))(value, 'generation');
  if (problems.length > 0) return unreadable(problems);
  const generation = value as Generation;
  if (generationText(generation) !== text) {
    return unreadable(['the text is not in its canonical form: sorted keys, no spaces, one line end']);
  }
  const order = orderProblems(generation);
  return order.length > 0 ? unreadable(order) : { ok: true, value: generation };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const sha256: Check = (value, at) =>
  typeof value === 'string' && asSha256(value) === value ? [] : [`${at} is ${shown(value)}, not a digest`];

const count =
  (least: number): Check =>
  (value, at) =>
    Number.isSafeInteger(value) && (value as number) >= least
      ? []
      : [`${at} is ${shown(value)}, not a whole number of at least ${least}`];

const instant: Check = (value, at) =>
  typeof value === 'string' && asInstant(value) !== undefined
    ? []
    : [`${at} is ${shown(value)}, not a date such as 2026-11-22T09:41:00Z`];

const path: Check = (value, at) => {
  const problem = typeof value === 'string' ? pathProblem(value) : `${shown(value)} is not a path`;
  return problem === undefined ? [] : [`${at}: ${problem}`];
};

const commit: Check = (value, at) =>
  typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
    ? []
    : [`${at} is ${shown(value)}, not a commit`];

const commitOrNull: Check = (value, at) => (value === null ? [] : commit(value, at));

// A release id and a platform key have two parts each, and both become folders.
const twoParts: Check = (value, at) => {
  const parts = typeof value === 'string' ? value.split('/').length : 0;
  return parts === 2 ? path(value, at) : [`${at} is ${shown(value)}, not of the form <one>/<two>`];
};

const generationShape: Shape = {
  schemaVersion: count(1),
  repository: path,
  number: count(1),
  date: instant,
  commit,
  plan: sha256,
  members: listOf(objectOf({ release: twoParts, platform: twoParts, digest: sha256, packages: count(0) })),
  files: listOf(objectOf({ path, size: count(0), sha256 })),
  previous: (value, at) => (value === null ? [] : sha256(value, at)),
};

// What earlier versions did not write may be absent.
const laterFields: Shape = {
  record: commitOrNull,
  attestations: listOf(objectOf({ release: twoParts, since: count(1), sha256 })),
};

function shapeFor(value: unknown): Shape {
  const there = Object.entries(laterFields).filter(([name]) => isObject(value) && Object.hasOwn(value, name));
  return { ...generationShape, ...Object.fromEntries(there) };
}

function objectOf(shape: Shape): Check {
  return (value, at) => {
    if (!isObject(value)) return [`${at} is ${shown(value)}, not an object`];
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
    return [
      ...unknown.map((key) => `${at} has the unknown key ${quoted(key)}`),
      ...Object.entries(shape).flatMap(([key, check]) =>
        Object.hasOwn(value, key) ? check(value[key], `${at}.${key}`) : [`${at} has no ${key}`],
      ),
    ];
  };
}

function listOf(check: Check): Check {
  return (value, at) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(item, `${at}[${index}]`))
      : [`${at} is ${shown(value)}, not a list`];
}

function orderProblems(generation: Generation): readonly string[] {
  const paths = generation.files.map((file) => file.path);
  const unsorted = paths.find((name, at) => at > 0 && name <= (paths[at - 1] ?? ''));
  const members = generation.members.map((member) => `${member.release} for ${member.platform}`);
  const last = new Map(members.map((name, at) => [name, at]));
  const twice = members.find((name, at) => last.get(name) !== at);
  const unknown = attestationProblem(generation);
  return [
    ...(unknown === undefined ? [] : [unknown]),
    ...(unsorted === undefined ? [] : [`files are not in order of path, or twice, at ${quoted(unsorted)}`]),
    ...(twice === undefined ? [] : [`the member ${quoted(twice)} stands twice`]),
  ];
}

// Each is of a member, in the order of the members, since a generation up to this one.
function attestationProblem({ attestations, members, number }: Generation): string | undefined {
  if (attestations === undefined) return undefined;
  if (attestations.length === 0) return 'attestations is empty instead of not there';
  const late = attestations.find(({ since }) => since > number);
  if (late !== undefined) return `the attestation of ${quoted(late.release)} is of generation ${late.since}`;
  const own = attestations.map(({ release }) => release);
  const attested = new Set(own);
  const order = members.map(({ release }) => release).filter((release) => attested.has(release));
  const at = own.findIndex((release, index) => release !== order[index]);
  return at < 0 ? undefined : `attestations are not in the order of the members at ${quoted(own[at] ?? '')}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : quoted(JSON.stringify(value));
}
