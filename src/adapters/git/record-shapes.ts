import type { CommitSha } from '../../domain/desired-state.ts';
import { asSha256 } from '../../domain/digest.ts';
import type { DatedFailure, FailureCode } from '../../domain/failure.ts';
import type { Attestation, Generation, GenerationFile } from '../../domain/generation.ts';
import type { SolvablePackage } from '../../domain/installability.ts';
import { asInstant } from '../../domain/instant.ts';
import type { ObservedState, RestingState } from '../../domain/lifecycle.ts';
import type { Member, PooledPackage } from '../../domain/member.ts';
import type { SystemReading } from '../../domain/operating-system.ts';
import { type LeftOutFile, packageParts } from '../../domain/package-part.ts';
import type {
  Inventory,
  ReconcilerRecord,
  RecordedVote,
  ReleaseRecord,
  StepApproval,
  Visit,
} from '../../domain/record.ts';
import type { PackageRelations } from '../../domain/relations.ts';
import {
  type DesirableState,
  desirableStates,
  type PlatformKey,
  type ReleaseId,
} from '../../domain/release.ts';
import type { RepositoryKey } from '../../domain/repository.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import {
  listOf,
  Misfit,
  mapOf,
  nullable,
  objectOf,
  objectWith,
  oneOf,
  type Shape,
  textOf,
  whole,
} from './shape.ts';

const segment = /^[A-Za-z0-9_][A-Za-z0-9._+~-]*$/;
const restingStates = ['Submitted', ...desirableStates] as const;

const text = textOf('a text', (value) => value);
const instant = textOf('a moment', asInstant);
const sha256 = textOf('a SHA-256 digest', asSha256);
const commit = textOf('a commit', (value) =>
  /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? (value as CommitSha) : undefined,
);
const release = names<ReleaseId>('the id of a release', 2, 2);
const platform = names<PlatformKey>('a platform', 2, 2);
const repository = names<RepositoryKey>('the key of a repository', 2, 12);

// The list of codes may change from version to version; what an older one wrote stays readable.
const failureCode = textOf('the code of a failure', (value) =>
  /^[a-z]+(-[a-z]+)*$/.test(value) ? (value as FailureCode) : undefined,
);

const failure = objectOf<DatedFailure>({
  code: failureCode,
  message: text,
  hint: text,
  treatment: oneOf(['retry', 'needs-person', 'fatal']),
  details: listOf(text),
  since: instant,
});

const deferred = objectOf<ObservedState & { state: 'Deferred' }>({
  state: oneOf(['Deferred']),
  from: oneOf(['InVerification', 'WaitingForResponse', 'Production']),
  position: whole(0),
});

const failed = objectOf<ObservedState & { state: 'Failed' }>({
  state: oneOf(['Failed']),
  from: oneOf(restingStates),
  wanted: oneOf(desirableStates),
  failure,
});

const resting = objectOf<{ readonly state: RestingState }>({ state: oneOf(restingStates) });

const withdrawn = objectOf<ObservedState & { withdrawn: Withdrawal }>({
  state: oneOf(['Production']),
  withdrawn: objectOf<Withdrawal>({ since: text, reason: text }),
});

const ignoredByPolicy = objectOf<ObservedState & { state: 'Ignored'; wanted: DesirableState }>({
  state: oneOf(['Ignored']),
  wanted: oneOf(desirableStates),
});

const observed: Shape<ObservedState> = (value, at) => {
  const state = (value as { state?: unknown } | null)?.state;
  if (state === 'Deferred') return deferred(value, at);
  if ((value as { withdrawn?: unknown } | null)?.withdrawn !== undefined) return withdrawn(value, at);
  if (state === 'Failed') return failed(value, at);
  const isWanted = (value as { wanted?: unknown } | null)?.wanted !== undefined;
  return isWanted ? ignoredByPolicy(value, at) : resting(value, at);
};

const visit = objectOf<Visit>({
  state: oneOf([...restingStates, 'Deferred', 'Failed']),
  entered: instant,
  commit,
  reason: nullable(text),
});

const visits: Shape<ReleaseRecord['visits']> = (value, at) => {
  const [first, ...rest] = listOf(visit)(value, at);
  if (first === undefined) throw new Misfit(`${at}: expected one visit at least`);
  return [first, ...rest];
};

const member = objectOf<Member>({ release, platform, digest: sha256, packages: whole(0) });

const generationFile = objectOf<GenerationFile>({ path: text, size: whole(0), sha256 });

const packageFields = {
  name: text,
  epoch: text,
  version: text,
  release: text,
  arch: text,
  file: text,
  size: whole(0),
  sha256,
};

// Relations were not kept from the beginning.
const pooledPackage: Shape<PooledPackage> = objectWith<PooledPackage>(packageFields, {
  relations: objectOf<PackageRelations>({
    provides: listOf(text),
    requires: listOf(text),
    conflicts: listOf(text),
    obsoletes: listOf(text),
    recommends: listOf(text),
    files: listOf(text),
  }),
});

/** What record.json holds. */
export type RecordHead = { readonly schemaVersion: 1 } & Pick<ReconcilerRecord, 'commit' | 'behind'>;

/** Reads record.json. */
export const headShape = objectOf<RecordHead>({
  schemaVersion: oneOf([1]),
  commit: nullable(commit),
  behind: mapOf(release, nullable(commit)),
});

/** The record of a release. */
export const releaseShape = objectOf<ReleaseRecord>({ release, observed, visits });

const vote = objectOf<RecordedVote>({
  person: text,
  role: text,
  signedWith: text,
  commit,
  as: oneOf(['edit', 'approval']),
});

/** Who approved a step. */
export const approvalShape = objectOf<StepApproval>({
  release,
  from: oneOf([...restingStates, 'Deferred', 'Failed']),
  to: oneOf(desirableStates),
  commit,
  base: commit,
  policy: sha256,
  content: sha256,
  text: sha256,
  roles: listOf(text),
  needed: whole(1),
  votes: listOf(vote),
});

const generationFields = {
  schemaVersion: oneOf([1]),
  repository,
  number: whole(1),
  date: instant,
  commit: text,
  plan: sha256,
  members: listOf(member),
  files: listOf(generationFile),
  previous: nullable(sha256),
} as const;
const attestation = objectOf<Attestation>({ release, since: whole(1), sha256 });

/** A recorded generation; those of earlier versions name neither the record that they were planned from nor attestations. */
export const generationShape: Shape<Generation> = objectWith<Generation>(generationFields, {
  record: nullable(commit),
  attestations: listOf(attestation),
});

/** The packages of a release. */
export const inventoryShape: Shape<Inventory> = objectWith<Inventory>(
  {
    release,
    content: sha256,
    platforms: listOf(objectOf({ platform, digest: sha256, packages: listOf(pooledPackage) })),
  },
  { leftOut: listOf(objectOf<LeftOutFile>({ file: text, part: oneOf(packageParts) })) },
);

/** What an operating system offers. */
export const systemShape = objectOf<SystemReading>({
  platform,
  declaration: sha256,
  readAt: instant,
  roots: listOf(objectOf({ url: text, file: text, sha256 })),
  members: listOf(sha256),
  packages: listOf(
    objectOf<SolvablePackage>({
      name: text,
      epoch: text,
      version: text,
      release: text,
      arch: text,
      provides: listOf(text),
      requires: listOf(text),
      conflicts: listOf(text),
      obsoletes: listOf(text),
      files: listOf(text),
    }),
  ),
});

/** Whether a path is made of names that every file system and every stream of git takes as they are. */
export function isPlainPath(path: string): boolean {
  return path.split('/').every((part) => segment.test(part));
}

function names<T extends string>(what: string, least: number, most: number): Shape<T> {
  return textOf(what, (value) => {
    const parts = value.split('/').length;
    return isPlainPath(value) && parts >= least && parts <= most ? (value as T) : undefined;
  });
}
