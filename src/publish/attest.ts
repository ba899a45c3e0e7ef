import { sha256Of } from '../domain/digest.ts';
import { type Attestation, attestationFile } from '../domain/generation.ts';
import type { Instant } from '../domain/instant.ts';
import type { Promotion } from '../domain/promoted.ts';
import type { ReleaseId } from '../domain/release.ts';
import { envelopeLine, preAuthenticationEncoding, signatureBytes } from '../formats/dsse.ts';
import {
  type PromotionStatement,
  statementPayloadType,
  statementText,
} from '../formats/promotion-statement.ts';
import { rootFileNames, rootFolder } from '../formats/repository-layout.ts';
import type { Signer } from '../ports/signer.ts';
import type { Place } from './place.ts';
import type { MemberContent } from './read-members.ts';

/** What the attestations of a new generation are made of. */
export interface ToAttest {
  readonly number: number;
  readonly date: Instant;
  readonly commit: string;
  readonly planDigest: PromotionStatement['plan'];
  readonly previous: PromotionStatement['generation']['previous'];
  /** Attestations of members that stay. */
  readonly attestations: readonly Attestation[];
  /** What is said of the members that come. */
  readonly promotions: ReadonlyMap<ReleaseId, Promotion>;
}

/** The attestations of all members in their order, and the texts of the new ones by path. */
export interface Attested {
  readonly attestations: readonly Attestation[];
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Signs one statement for each release that comes. It names the signed text of the metadata and the generation before,
 * but not its own generation by digest, because generation.json names the attestation.
 */
export async function attest(
  signer: Pick<Signer, 'detach' | 'fingerprint'>,
  {
    place,
    contents,
    rootText,
  }: { readonly place: Place; readonly contents: readonly MemberContent[]; readonly rootText: string },
  request: ToAttest,
): Promise<Attested> {
  const texts = new Map<string, string>();
  const attestations: Attestation[] = [];
  const metadata = { path: rootPath(place), sha256: sha256Of(rootText) };
  for (const { member, manifest } of contents) {
    const { release } = member;
    const earlier = request.attestations.find((each) => each.release === release);
    const promotion = request.promotions.get(release);
    if (earlier !== undefined) attestations.push(earlier);
    if (earlier !== undefined || promotion === undefined) continue;
    const payload = statementText({
      promotion,
      repository: place.repository.key,
      packages: manifest.packages,
      member: member.digest,
      reconciled: request.commit,
      plan: request.planDigest,
      generation: { number: request.number, previous: request.previous, metadata },
      promotedAt: request.date,
    });
    const text = await sign(signer, payload);
    texts.set(attestationFile({ release, since: request.number }), text);
    attestations.push({ release, since: request.number, sha256: sha256Of(text) });
  }
  return { attestations, texts };
}

async function sign(signer: Pick<Signer, 'detach' | 'fingerprint'>, payload: string): Promise<string> {
  const payloadType = statementPayloadType;
  const armored = await signer.detach(preAuthenticationEncoding({ payloadType, payload }));
  const signature = signatureBytes(armored);
  return envelopeLine({ payloadType, payload, keyid: await signer.fingerprint(), signature });
}

function rootPath({ repository }: Place): string {
  return `${rootFolder(repository)}/${rootFileNames(repository.format)[0]}`;
}
