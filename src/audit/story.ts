import type { CommitSha } from '../domain/desired-state.ts';
import type { Generation } from '../domain/generation.ts';
import type { Instant } from '../domain/instant.ts';
import type { PooledPackage } from '../domain/member.ts';
import { type PlatformKey, pinsOf, type ReleaseId, type ReleaseSource } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';
import type { SignatureVerdict } from '../domain/signature.ts';
import { broughtBy } from './attested.ts';
import type { Audit } from './audit.ts';
import { signedIn, signedKey } from './checks/signatures.ts';
import { type AuditFacts, fileKey } from './facts.ts';
import { type AuditFinding, generationFile } from './finding.ts';
import { newGenerations, stepsOf } from './step.ts';

/** A package that was found, with the platforms of the release that brought it. */
export interface FoundPackage {
  readonly release: ReleaseId;
  readonly platforms: readonly PlatformKey[];
  readonly package: PooledPackage;
}

/** A state of the release, who asked for it, and who wrote it down. */
export interface StoryEvent {
  readonly state: string;
  readonly entered: Instant;
  readonly reason: string | null;
  readonly commit: CommitSha;
  /** Who wrote the commit of main; null where main does not have it. */
  readonly author: string | null;
  readonly recordCommit: CommitSha;
}

/** A stay in one repository. */
export interface StoryStay {
  readonly repository: RepositoryKey;
  readonly firstGeneration: number;
  readonly lastGeneration: number;
  readonly from: Instant;
  /** Null while it is there. */
  readonly until: Instant | null;
  /** What gpgv said of the signature of each of these generations. */
  readonly signatures: readonly SignatureVerdict[];
}

/** An attestation of its way into a repository, and what it says of the gates. */
export interface StoryAttestation {
  readonly repository: RepositoryKey;
  /** The file, relative to the repository. */
  readonly file: string;
  readonly to: string;
  readonly plan: string;
  readonly gates: readonly { readonly gate: string; readonly sentence: string }[];
  readonly signature: SignatureVerdict;
}

/** Everything that git tells of a package. */
export interface PackageStory extends FoundPackage {
  readonly source: ReleaseSource | null;
  /** Digests in main that pin what was fetched. */
  readonly pins: readonly string[];
  readonly events: readonly StoryEvent[];
  readonly stays: readonly StoryStay[];
  readonly attestations: readonly StoryAttestation[];
  /** What the audit found about its release. */
  readonly findings: readonly AuditFinding[];
}

/** The packages that a name, a name with version, a file name or a digest stands for, oldest release first. */
export function findPackages({ steps }: AuditFacts, wanted: string): readonly FoundPackage[] {
  const found = new Map<string, FoundPackage>();
  for (const { release, platforms } of steps.at(-1)?.inventories.values() ?? [])
    for (const { platform, packages } of platforms)
      for (const each of packages.filter((one) => namesOf(one).includes(wanted))) {
        const key = `${release} ${each.sha256} ${each.file}`;
        const before = found.get(key)?.platforms ?? [];
        found.set(key, { release, platforms: [...before, platform], package: each });
      }
  return [...found.values()];
}

/** Tells the story of one of them. */
export function storyOf(facts: AuditFacts, { findings }: Audit, found: FoundPackage): PackageStory {
  const visits = facts.steps.at(-1)?.record.releases.get(found.release)?.visits ?? [];
  const files = visits.flatMap(({ commit }) => facts.main.files.get(fileKey(commit, found.release)) ?? []);
  const source = files[0]?.release.content.source ?? null;
  return {
    ...found,
    source,
    pins: source === null ? [] : pinsOf(source),
    events: eventsOf(facts, found.release),
    stays: staysOf(facts, found),
    attestations: attestationsOf(facts, found),
    findings: findings.filter(({ file, found: seen, message }) =>
      [file, seen, message].some((text) => text.includes(found.release)),
    ),
  };
}

function namesOf({ name, epoch, version, release, arch, file, sha256 }: PooledPackage): readonly string[] {
  const versions = release === '' ? [version] : [version, `${version}-${release}`];
  const all = versions.flatMap((each) => [each, `${epoch}:${each}`]);
  const rpms = all.flatMap((each) => [`${name}-${each}`, `${name}-${each}.${arch}`]);
  const debs = all.flatMap((each) => [`${name}_${each}`, `${name}_${each}_${arch}`, `${name}=${each}`]);
  return [name, file, sha256, `sha256:${sha256}`, ...rpms, ...debs];
}

function eventsOf({ steps, main }: AuditFacts, release: ReleaseId): readonly StoryEvent[] {
  const visits = steps.at(-1)?.record.releases.get(release)?.visits ?? [];
  return visits.flatMap(({ state, entered, reason, commit }, index) => {
    const step = steps.find((each) => (each.record.releases.get(release)?.visits.length ?? 0) > index);
    const author = main.commits.get(commit)?.author ?? null;
    return step === undefined ? [] : [{ state, entered, reason, commit, author, recordCommit: step.commit }];
  });
}

function attestationsOf(facts: AuditFacts, found: FoundPackage): readonly StoryAttestation[] {
  const verdicts = verdictsOf(facts);
  return stepsOf(facts.steps).flatMap((step) =>
    newGenerations(step).flatMap((recorded) =>
      broughtBy(recorded).flatMap(({ file, statement }): readonly StoryAttestation[] => {
        if (statement === null || statement.promotion.release !== found.release) return [];
        if (!statement.packages.some(({ sha256 }) => sha256 === found.package.sha256)) return [];
        const { to, gates } = statement.promotion;
        const signature = verdicts.get(`${step.after.commit} ${generationFile(recorded.key, file)}`);
        return [
          {
            ...{ repository: recorded.key, file, to, plan: statement.plan },
            gates: gates.map(({ gate, verdict: { sentence } }) => ({ gate, sentence })),
            signature: signature ?? { kind: 'missing', detail: '' },
          },
        ];
      }),
    ),
  );
}

function staysOf(facts: AuditFacts, found: FoundPackage): readonly StoryStay[] {
  const verdicts = verdictsOf(facts);
  const ended: StoryStay[] = [];
  let open = new Map<RepositoryKey, StoryStay>();
  for (const { commit, committedAt, record } of facts.steps) {
    const next = new Map<RepositoryKey, StoryStay>();
    for (const [key, { generation }] of record.generations) {
      if (!holds(generation, found)) continue;
      const verdict = verdicts.get(`${commit} ${generationFile(key, 'generation.json.asc')}`);
      next.set(key, prolonged(open.get(key), generation, verdict ?? { kind: 'missing', detail: '' }));
    }
    for (const [key, stay] of open)
      if (!next.has(key))
        ended.push({ ...stay, until: record.generations.get(key)?.generation.date ?? committedAt });
    open = next;
  }
  return [...ended, ...open.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function holds({ members }: Generation, { release, platforms }: FoundPackage): boolean {
  return members.some((member) => member.release === release && platforms.includes(member.platform));
}

function prolonged(
  stay: StoryStay | undefined,
  { repository, number, date }: Generation,
  signature: SignatureVerdict,
): StoryStay {
  if (stay?.lastGeneration === number) return stay;
  return {
    repository,
    firstGeneration: stay?.firstGeneration ?? number,
    lastGeneration: number,
    from: stay?.from ?? date,
    until: null,
    signatures: [...(stay?.signatures ?? []), signature],
  };
}

function verdictsOf({ steps, signatures }: AuditFacts): ReadonlyMap<string, SignatureVerdict> {
  return new Map(
    signedIn(steps).flatMap((signed) => {
      const verdict = signatures.get(signedKey(signed));
      return verdict === undefined ? [] : [[`${signed.step.commit} ${signed.file}`, verdict] as const];
    }),
  );
}
