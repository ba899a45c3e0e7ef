import type { ReleaseDocument } from '../document/generated/release.ts';
import type { Advisory } from '../domain/advisory.ts';
import { asSha256, type Sha256 } from '../domain/digest.ts';
import { StagepostError } from '../domain/failure.ts';
import type {
  Emergency,
  EmergencyRoute,
  PlatformKey,
  Release,
  ReleaseContent,
  ReleaseSource,
  ReleaseWorkflow,
  SourceRepository,
} from '../domain/release.ts';
import { releaseIdOf } from '../domain/release.ts';
import type { Withdrawal } from '../domain/withdrawal.ts';

/** The release that a checked document stands for. */
export function releaseOf(file: string, document: ReleaseDocument): Release {
  const content = contentOf(document);
  return { id: releaseIdOf(content), file, content, workflow: workflowOf(document) };
}

/** The way that a release asks to go. */
export function routeOf({ emergency, emergencyRoute }: ReleaseDocument): EmergencyRoute {
  return emergency ? (emergencyRoute ?? 'fast') : 'normal';
}

/** Text that says something; null for an empty one. */
export function textOrNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function contentOf(document: ReleaseDocument): ReleaseContent {
  return {
    product: document.product,
    shortName: document.shortName,
    version: document.version,
    submission: document.submission,
    majorRelease: document.majorRelease,
    provider: document.provider,
    platforms: document.platforms as PlatformKey[],
    components: document.components,
    type: document.type,
    security: document.security,
    source: sourceOf(document),
    links: document.links,
    ...(document.advisories.length === 0 ? {} : { advisories: document.advisories.map(advisoryOf) }),
    stacks: document.stacks,
  };
}

function advisoryOf(each: ReleaseDocument['advisories'][number]): Advisory {
  const { severity = null, cvss = null, packages = null } = each;
  return { ...each, severity, cvss, packages, text: each.text.trimEnd() };
}

function sourceOf({ source }: ReleaseDocument): ReleaseSource {
  const { protocol, url, checksums, checksumsDigest, releaseXml, repositories } = source;
  if (repositories !== undefined) return { protocol, url, repositories: repositories.map(repositoryOf) };
  const checksumsSignature = source.checksumsSignature ?? null;
  const digest = digestOf(checksumsDigest ?? '');
  return { protocol, url, checksums, checksumsDigest: digest, checksumsSignature, releaseXml };
}

function repositoryOf(
  each: NonNullable<ReleaseDocument['source']['repositories']>[number],
): SourceRepository {
  const folder = each.path ?? each.platform;
  return {
    platform: each.platform as PlatformKey,
    path: folder === '.' ? '' : `${folder}/`,
    digest: digestOf(each.digest),
    suite: each.suite ?? null,
    components: each.components,
    packages: each.packages ?? null,
  };
}

function digestOf(text: string): Sha256 {
  const digest = asSha256(text);
  if (digest !== undefined) return digest;
  throw new StagepostError({
    code: 'bad-release-repository',
    message: 'a digest passed the schema and is none',
  });
}

function workflowOf(document: ReleaseDocument): ReleaseWorkflow {
  return {
    desiredState: document.desiredState,
    emergency: emergencyOf(document),
    reason: textOrNull(document.reason),
    outcome: document.outcome ?? null,
    nextInSlot: document.nextInSlot || null,
    withdrawn: withdrawnOf(document),
    verificationReport: textOrNull(document.verificationReport),
    stageRolloutReport: textOrNull(document.stageRolloutReport),
    stageRolloutReportDate: document.stageRolloutReportDate ?? null,
    waivers: waiversOf(document),
    tickets: { rt: document.tickets?.rt ?? null, helpdesk: document.tickets?.helpdesk ?? null },
  };
}

function waiversOf({ earlyAdopters }: ReleaseDocument): ReleaseWorkflow['waivers'] {
  const waived = earlyAdopters?.waived ?? [];
  return waived.map(({ team, reason }) => ({ team, reason: reason.trim() }));
}

/** The withdrawal that a file asks for; null for none. */
export function withdrawnOf({ withdrawn }: ReleaseDocument): Withdrawal | null {
  return withdrawn === undefined || withdrawn === null
    ? null
    : { since: withdrawn.since, reason: withdrawn.reason.trim() };
}

function emergencyOf(document: ReleaseDocument): Emergency {
  const route = routeOf(document);
  if (route !== 'direct') return { route };
  const { emergencyApprover, emergencyReason } = document;
  return { route, approver: textOrNull(emergencyApprover) ?? '', reason: textOrNull(emergencyReason) ?? '' };
}
