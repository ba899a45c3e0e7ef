import type { CommitSha } from '../domain/desired-state.ts';
import { canonicalJson, type Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { PooledPackage } from '../domain/member.ts';
import type { Promotion } from '../domain/promoted.ts';
import type { RecordedVote } from '../domain/record.ts';
import { releaseFileOf } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';
import { type Parsed, unreadable } from './parsed.ts';

/** Payload type of every in-toto statement. */
export const statementPayloadType = 'application/vnd.in-toto+json';

/** What kind of statement ours is: a name, and no address, because nothing has to be fetched to understand it. */
export const promotionType = 'urn:stagepost:promotion:v1';

/** What an attestation says: how these packages came into this repository. */
export interface PromotionStatement {
  readonly promotion: Promotion;
  readonly repository: RepositoryKey;
  readonly packages: readonly Pick<PooledPackage, 'file' | 'sha256'>[];
  /** Digest of the member's manifest. */
  readonly member: Sha256;
  /** The commit of main that was reconciled. */
  readonly reconciled: string;
  readonly plan: Sha256;
  readonly generation: {
    readonly number: number;
    readonly previous: Sha256 | null;
    /** The signed text of its metadata, which stands for all of it: path and digest. */
    readonly metadata: { readonly path: string; readonly sha256: Sha256 };
  };
  readonly promotedAt: Instant;
}

/** The in-toto Statement v1 as one text: sorted keys, no spaces. */
export function statementText(statement: PromotionStatement): string {
  const { promotion, packages } = statement;
  const { release, from, to, route, reason } = promotion;
  return canonicalJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: packages.map(({ file, sha256 }) => ({ name: file, digest: { sha256 } })),
    predicateType: promotionType,
    predicate: {
      release,
      repository: statement.repository,
      transition: { from, to, route, reason },
      asked: descriptor(promotion.commit),
      releaseFile: { name: releaseFileOf(release), digest: { gitBlob: promotion.blob } },
      reconciled: descriptor(statement.reconciled),
      policy: { name: 'stagepost.yaml', digest: { gitBlob: promotion.policy } },
      approvals: promotion.approvals.map(({ commit, ...vote }) => ({ ...vote, ...descriptor(commit) })),
      plan: { digest: { sha256: statement.plan } },
      member: { digest: { sha256: statement.member } },
      generation: generationOf(statement.generation),
      gates: promotion.gates.map(({ gate, verdict: { kind, sentence } }) => ({
        gate,
        verdict: kind,
        sentence,
      })),
      promotedAt: statement.promotedAt,
    },
  });
}

function descriptor(gitCommit: string) {
  return { digest: { gitCommit } };
}

function generationOf({ number, previous, metadata: { path, sha256 } }: PromotionStatement['generation']) {
  return {
    number,
    previous: previous === null ? null : { digest: { sha256: previous } },
    metadata: { name: path, digest: { sha256 } },
  };
}

/** Reads exactly what {@link statementText} writes. */
export function readStatement(text: string): Parsed<PromotionStatement> {
  const statement = statementIn(text);
  if (statement !== null && statementText(statement) === text) return { ok: true, value: statement };
  return unreadable(['it is no statement about a promotion in its one spelling']);
}

// Whatever is missing or of another kind makes another text.
function statementIn(text: string): PromotionStatement | null {
  try {
    const { subject, predicate: said } = JSON.parse(text);
    const { release, transition, asked, releaseFile, policy, gates, generation } = said;
    const steps = gates.map((each: Record<string, string>) => ({
      gate: each.gate,
      verdict: { kind: each.verdict, sentence: each.sentence },
    }));
    return {
      promotion: {
        release,
        ...transition,
        commit: asked.digest.gitCommit,
        blob: releaseFile.digest.gitBlob,
        policy: policy.digest.gitBlob,
        approvals: said.approvals.map(voteIn),
        gates: steps,
      },
      repository: said.repository,
      packages: subject.map(packageIn),
      member: said.member.digest.sha256,
      reconciled: said.reconciled.digest.gitCommit,
      plan: said.plan.digest.sha256,
      generation: {
        number: generation.number,
        previous: generation.previous?.digest.sha256 ?? null,
        metadata: { path: generation.metadata.name, sha256: generation.metadata.digest.sha256 },
      },
      promotedAt: said.promotedAt,
    };
  } catch {
    return null;
  }
}

function voteIn({ digest, ...vote }: { digest: { gitCommit: CommitSha } } & RecordedVote): RecordedVote {
  return { ...vote, commit: digest.gitCommit };
}

function packageIn({ name, digest }: { name: string; digest: { sha256: Sha256 } }) {
  return { file: name, sha256: digest.sha256 };
}
