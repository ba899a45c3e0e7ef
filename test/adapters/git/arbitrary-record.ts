import fc from 'fast-check';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { type Sha256, sha256Of } from '../../../src/domain/digest.ts';
import type { DatedFailure } from '../../../src/domain/failure.ts';
import type { Generation } from '../../../src/domain/generation.ts';
import { instantOfMs } from '../../../src/domain/instant.ts';
import type { ObservedState } from '../../../src/domain/lifecycle.ts';
import type { Member, PooledPackage } from '../../../src/domain/member.ts';
import type { SystemReading } from '../../../src/domain/operating-system.ts';
import {
  approvalKey,
  type Inventory,
  type ReconcilerRecord,
  type RecordedGeneration,
  type ReleaseRecord,
  type StepApproval,
  type Visit,
} from '../../../src/domain/record.ts';
import { desirableStates, type PlatformKey, type ReleaseId } from '../../../src/domain/release.ts';
import type { RepositoryKey } from '../../../src/domain/repository.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 });
const commit = hex.map((digits) => digits as CommitSha);
const sha256: fc.Arbitrary<Sha256> = hex.map(sha256Of);
const instant = fc.integer({ min: 0, max: 4e12 }).map(instantOfMs);
const name = fc.stringMatching(/^[a-z0-9_][a-z0-9._+~-]{0,6}$/);
const releaseId = fc.tuple(name, name).map((parts) => parts.join('/') as ReleaseId);
const platform = fc.tuple(name, name).map((parts) => parts.join('/') as PlatformKey);
const repository = fc
  .array(name, { minLength: 2, maxLength: 4 })
  .map((parts) => ['production', ...parts].join('/') as RepositoryKey);
const resting = fc.constantFrom('Submitted', ...desirableStates);

const failure: fc.Arbitrary<DatedFailure> = fc.record({
  code: fc.constantFrom('git-failed', 'checksum-mismatch'),
  message: anyText,
  hint: anyText,
  treatment: fc.constantFrom('retry', 'needs-person', 'fatal'),
  details: fc.array(anyText, { maxLength: 2 }),
  since: instant,
});

const observed: fc.Arbitrary<ObservedState> = fc.oneof(
  fc.record({ state: resting }),
  fc.record({
    state: fc.constant('Production'),
    withdrawn: fc.record({ since: anyText, reason: anyText }),
  }),
  fc.record({ state: fc.constant('Ignored'), wanted: fc.constantFrom(...desirableStates) }),
  fc.record({
    state: fc.constant('Deferred'),
    from: fc.constantFrom('InVerification', 'WaitingForResponse', 'Production'),
    position: fc.nat(),
  }),
  fc.record({
    state: fc.constant('Failed'),
    from: resting,
    wanted: fc.constantFrom(...desirableStates),
    failure,
  }),
);

const visit: fc.Arbitrary<Visit> = fc.record({
  state: fc.oneof(resting, fc.constantFrom('Deferred', 'Failed')),
  entered: instant,
  commit,
  reason: fc.option(anyText),
});

function releaseRecord(release: ReleaseId): fc.Arbitrary<ReleaseRecord> {
  const visits = fc.tuple(visit, fc.array(visit, { maxLength: 2 }));
  return fc.tuple(observed, visits).map(([state, [first, rest]]) => ({
    release,
    observed: state,
    visits: [first, ...rest],
  }));
}

const member: fc.Arbitrary<Member> = fc.record({
  release: releaseId,
  platform,
  digest: sha256,
  packages: fc.nat(),
});

function recordedGeneration(key: RepositoryKey): fc.Arbitrary<RecordedGeneration> {
  const generation: fc.Arbitrary<Generation> = fc.record({
    schemaVersion: fc.constant(1),
    repository: fc.constant(key),
    number: fc.integer({ min: 1, max: 1e9 }),
    date: instant,
    commit,
    plan: sha256,
    members: fc.array(member, { maxLength: 2 }),
    files: fc.array(fc.record({ path: anyText, size: fc.nat(), sha256 }), { maxLength: 2 }),
    previous: fc.option(sha256),
  });
  const rootName = fc.constantFrom(
    'repomd.xml',
    'repomd.xml.asc',
    'Release',
    'InRelease',
    'generation.json.asc',
    'attestations/umd-5/voms-4.2.0+2.000041.intoto.jsonl',
  );
  const rootFiles = fc.array(fc.tuple(rootName, anyText), { maxLength: 3 }).map((pairs) => new Map(pairs));
  return fc.record({ generation, rootFiles });
}

// A map in which every value is made for its key.
function keyed<K, V>(
  keys: fc.Arbitrary<K>,
  valueFor: (key: K) => fc.Arbitrary<V>,
): fc.Arbitrary<ReadonlyMap<K, V>> {
  const pairs = keys.chain((key) => valueFor(key).map((value) => [key, value] as const));
  return fc.array(pairs, { maxLength: 3 }).map((all) => new Map(all));
}

const stepApproval: fc.Arbitrary<StepApproval> = fc.record({
  release: releaseId,
  from: fc.constantFrom('Submitted', 'Deferred', 'Failed', ...desirableStates),
  to: fc.constantFrom(...desirableStates),
  commit,
  base: commit,
  policy: sha256,
  content: sha256,
  text: sha256,
  roles: fc.array(anyText, { maxLength: 2 }),
  needed: fc.integer({ min: 1, max: 20 }),
  votes: fc.array(
    fc.record({
      person: anyText,
      role: anyText,
      signedWith: anyText,
      commit,
      as: fc.constantFrom('edit', 'approval'),
    }),
    { maxLength: 2 },
  ),
});

function byKey(approvals: readonly StepApproval[]): ReconcilerRecord['approvals'] {
  return new Map(approvals.map((each) => [approvalKey(each), each]));
}

function systemReading(of: PlatformKey): fc.Arbitrary<SystemReading> {
  const texts = fc.array(anyText, { maxLength: 2 });
  const found = { name: anyText, epoch: anyText, version: anyText, release: anyText, arch: anyText };
  const relations = { provides: texts, requires: texts, conflicts: texts, obsoletes: texts, files: texts };
  return fc.record({
    platform: fc.constant(of),
    declaration: sha256,
    readAt: instant,
    roots: fc.array(fc.record({ url: anyText, file: anyText, sha256 }), { maxLength: 2 }),
    members: fc.array(sha256, { maxLength: 2 }),
    packages: fc.array(fc.record({ ...found, ...relations }), { maxLength: 2 }),
  });
}

/** Any record that can be. */
export const anyRecord: fc.Arbitrary<ReconcilerRecord> = fc.record({
  parent: fc.option(commit),
  commit: fc.option(commit),
  behind: keyed(releaseId, () => fc.option(commit)),
  releases: keyed(releaseId, releaseRecord),
  generations: keyed(repository, recordedGeneration),
  approvals: fc.array(stepApproval, { maxLength: 3 }).map(byKey),
  systems: keyed(platform, systemReading),
});

const leftOut = fc.array(
  fc.record({ file: anyText, part: fc.constantFrom('source' as const, 'debug' as const) }),
);

/** Any inventory that can be. */
export const anyInventory: fc.Arbitrary<Inventory> = fc
  .tuple(packagesOfRelease(), fc.option(leftOut))
  .map(([packages, files]) => (files === null ? packages : { ...packages, leftOut: files }));

function packagesOfRelease(): fc.Arbitrary<Omit<Inventory, 'leftOut'>> {
  return fc.record({
    release: releaseId,
    content: sha256,
    platforms: fc.array(
      fc.record({
        platform,
        digest: sha256,
        packages: fc.array(anyPackage(), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
  });
}

function anyPackage(): fc.Arbitrary<PooledPackage> {
  const fields = fc.record({
    name: anyText,
    epoch: anyText,
    version: anyText,
    release: anyText,
    arch: anyText,
    file: anyText,
    size: fc.nat(),
    sha256,
  });
  const some = fc.array(anyText, { maxLength: 2 });
  const relations = fc.record({
    provides: some,
    requires: some,
    conflicts: some,
    obsoletes: some,
    recommends: some,
    files: some,
  });
  return fc
    .tuple(fields, fc.option(relations))
    .map(([found, known]) => (known === null ? found : { ...found, relations: known }));
}
