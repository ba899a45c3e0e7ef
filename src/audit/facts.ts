import type { CommitSha, Edit } from '../domain/desired-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { ReleaseReports } from '../domain/early-adopter.ts';
import type { Instant } from '../domain/instant.ts';
import type { PooledPackage } from '../domain/member.ts';
import type { Policy } from '../domain/policy.ts';
import type { Inventory } from '../domain/record.ts';
import type { RecordStep } from '../domain/record-step.ts';
import type { Release, ReleaseId } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';
import type { SignatureVerdict } from '../domain/signature.ts';

/** A release file at one commit of main. */
export interface ReleaseAt {
  readonly release: Release;
  /** Digest of its content fields. */
  readonly content: Sha256;
  /** The reason in the file, or what its commit says that it reverts; null where neither is. */
  readonly reason: string | null;
  /** Name in git of the file. */
  readonly blob: string;
}

/** Main as far as the record cites it. */
export interface MainFacts {
  readonly head: CommitSha;
  /** The commits of its first-parent line, and of lines that it left with a reviewed entry. */
  readonly commits: ReadonlyMap<CommitSha, MainCommit>;
  /** The policy of each cited commit; null where it cannot be read. */
  readonly policies: ReadonlyMap<CommitSha, Policy | null>;
  /** Names in git of their stagepost.yaml. */
  readonly policyBlobs: ReadonlyMap<CommitSha, string>;
  /** Release files of cited commits by {@link fileKey}; null where the commit has none that can be read. */
  readonly files: ReadonlyMap<string, ReleaseAt | null>;
  /** What early adopters said in the commits that were reconciled when a release went to production, by {@link fileKey}. */
  readonly reports: ReadonlyMap<string, ReleaseReports>;
  /** By {@link fileKey}: who signed for the edit that made the file of a cited commit; nothing where it has none. */
  readonly signed: ReadonlyMap<string, SignedEdit>;
}

/** The edit that made a release file as a commit has it. */
export interface SignedEdit extends Pick<Edit, 'commit' | 'text' | 'content' | 'desiredState' | 'workflow'> {
  /** All that main has today; each vote says when it came. */
  readonly approval: Edit['approval'];
}

/** A commit of main. */
export interface MainCommit {
  /** How many commits its line has up to it. */
  readonly position: number;
  readonly author: string;
  readonly subject: string;
  readonly committedAt: Instant;
}

/** What stands below the folder of one published repository. */
export interface TreeFacts {
  readonly folder: string;
  readonly url: string;
  /** Regular files by relative path. */
  readonly files: ReadonlyMap<string, { readonly size: number; readonly sha256: Sha256 }>;
  /** Symbolic links by relative path, with their targets. */
  readonly links: ReadonlyMap<string, string>;
  /** Everything that is neither file, link nor folder. */
  readonly others: readonly string[];
  /** What the metadata of the live generation tells otherwise than its members, as a client reads it; one sentence each. */
  readonly unlike: readonly string[];
  /** What should stand beside the generations: keys, and the file that clients copy. */
  readonly offered: ReadonlyMap<string, Sha256>;
}

/** What the pool has of a release. */
export interface PoolFacts {
  /** Its packages with their relations, and what was left out, told from its files; null where they cannot be read. */
  readonly inventory: Inventory | null;
  /** By digest of the member: its packages, or what is wrong with its manifest. */
  readonly manifests: ReadonlyMap<Sha256, readonly PooledPackage[] | string>;
  /** Digests of the files beside the packages, by name. */
  readonly documents: ReadonlyMap<string, Sha256>;
  /** The digests that the provider's pinned manifest promises; null where a repository was the source. */
  readonly promised: ReadonlySet<string> | null;
}

/** A published host, looked at beside git. */
export interface HostFacts {
  readonly trees: ReadonlyMap<RepositoryKey, TreeFacts | null>;
  readonly pool: ReadonlyMap<ReleaseId, PoolFacts>;
}

/** Everything that an audit is made from. */
export interface AuditFacts {
  readonly steps: readonly RecordStep[];
  readonly main: MainFacts;
  /** By {@link signedKey}. */
  readonly signatures: ReadonlyMap<string, SignatureVerdict>;
  /** Commits that an earlier audit vouched for. */
  readonly known: readonly string[];
  /** Null where only git is looked at. */
  readonly host: HostFacts | null;
}

/** Names a release file at a commit. */
export function fileKey(commit: CommitSha, release: ReleaseId): string {
  return `${commit} ${release}`;
}
