import type { Advisory } from './advisory.ts';
import { digestOfValue, type Sha256 } from './digest.ts';
import type { Withdrawal } from './withdrawal.ts';

/** `<major>/<product>-<version>`, with `+<submission>` from the second on; names the release everywhere. */
export type ReleaseId = string & { readonly __brand: 'ReleaseId' };

/** `<platform>/<arch>`, such as `el9/x86_64` or `debian-12/amd64`: a target of a release. */
export type PlatformKey = string & { readonly __brand: 'PlatformKey' };

/** The states that a person may ask for in a release file (R37, R57). */
export const desirableStates = [
  'Unverified',
  'InVerification',
  'WaitingForResponse',
  'StageRollout',
  'Production',
  'Rejected',
  'Ignored',
  'NotPublished',
] as const;

/** A state that a person may ask for. */
export type DesirableState = (typeof desirableStates)[number];

/** Every state a release can be seen in; Submitted, Deferred and Failed are observed, never desired (R45, R49, R57). */
export type StateName = DesirableState | 'Submitted' | 'Deferred' | 'Failed';

/** How urgent a release is and by which way it may go (R20, R55). */
export type Emergency =
  | { readonly route: 'normal' }
  | { readonly route: 'fast' }
  | { readonly route: 'direct'; readonly approver: string; readonly reason: string };

/** The way of an emergency release. */
export type EmergencyRoute = Emergency['route'];

/** Where the provider offers the files of a release, and what names each of them with its digest (R7, R15, R16, R61). */
export type ReleaseSource = ManifestSource | RepositorySource;

interface SourcePlace {
  readonly protocol: 'rsync' | 'https' | 'ftp';
  /** The folder that holds everything; ends with a slash. */
  readonly url: string;
}

/** A folder with a pinned manifest. */
export interface ManifestSource extends SourcePlace {
  /** Name of the checksum manifest below the folder. */
  readonly checksums: string;
  readonly checksumsDigest: Sha256;
  /** Name of a detached signature of the manifest below the folder; null when there is none. */
  readonly checksumsSignature: string | null;
  /** Name of release.xml below the folder; null when there is none, and the folders alone say what is for whom. */
  readonly releaseXml: string | null;
}

/** Repositories of the provider whose metadata is the manifest. */
export interface RepositorySource extends SourcePlace {
  readonly repositories: readonly SourceRepository[];
}

/** A yum or apt repository of a provider. */
export interface SourceRepository {
  /** The platform that its packages are for; its format is that of the platform. */
  readonly platform: PlatformKey;
  /** Its folder below that of the source; empty, or ending with a slash. */
  readonly path: string;
  /** Digest of repodata/repomd.xml, or of InRelease or Release; pins every package. */
  readonly digest: Sha256;
  /** Suite of an apt repository; null for a flat one and for yum. */
  readonly suite: string | null;
  readonly components: readonly string[];
  /** Names, or `name=version`, of the packages that are taken; null for all. */
  readonly packages: readonly string[] | null;
}

/** The digests in git that pin every byte of a release. */
export function pinsOf(source: ReleaseSource): readonly Sha256[] {
  return 'repositories' in source
    ? source.repositories.map(({ digest }) => digest)
    : [source.checksumsDigest];
}

/** What people should read about a release (R1-R6). */
export interface ReleaseLinks {
  readonly releaseNotes: string;
  readonly changeLog: string;
  readonly documentation: readonly string[];
  readonly certification: readonly string[];
  readonly issues: readonly string[];
  readonly advisories: readonly string[];
}

/** A named group of packages inside a release (R35). */
export interface ReleaseComponent {
  readonly name: string;
  readonly packages: readonly string[];
}

/** What a release is. Frozen once fetched: new content is a new version or a new submission (R36). */
export interface ReleaseContent {
  readonly product: string;
  /** Names the unverified area (R34, R66). */
  readonly shortName: string;
  readonly version: string;
  readonly submission: number;
  readonly majorRelease: string;
  readonly provider: string;
  readonly platforms: readonly PlatformKey[];
  readonly components: readonly ReleaseComponent[];
  readonly type: 'NonIncremental' | 'Incremental';
  readonly security: boolean;
  readonly source: ReleaseSource;
  readonly links: ReleaseLinks;
  /** Not given when there are none, so that the digest of content that knows of none stays what it was. */
  readonly advisories?: readonly Advisory[];
  readonly stacks: readonly string[];
}

/**
 * The digest by which content is held (R36). Whether a release is an emergency was once a part of it, and pools and
 * records hold digests in which it is not.
 */
export function contentDigest(content: ReleaseContent): Sha256 {
  return digestOfValue({ ...content, emergency: false });
}

/** A team whose report is not waited for, by decision of the staged-rollout manager (R106). */
export interface EarlyAdopterWaiver {
  readonly team: string;
  readonly reason: string;
}

/** What is wanted of a release; people change it by pull request. */
export interface ReleaseWorkflow {
  /** Null while nothing is asked for: the release is Submitted and stays so (R24). */
  readonly desiredState: DesirableState | null;
  readonly emergency: Emergency;
  readonly reason: string | null;
  readonly outcome: 'Success' | 'Warning' | null;
  /** Names a Deferred release for the free slot, where policy leaves that to people (R48); null for no. */
  readonly nextInSlot: true | null;
  /** Takes the packages of a release out of production that stays there by its state; null for none. */
  readonly withdrawn: Withdrawal | null;
  readonly verificationReport: string | null;
  readonly stageRolloutReport: string | null;
  /** The day on which that report was published, in UTC, as people wrote it. */
  readonly stageRolloutReportDate: string | null;
  /** Teams whose reports are not waited for (R106). */
  readonly waivers: readonly EarlyAdopterWaiver[];
  readonly tickets: { readonly rt: number | null; readonly helpdesk: number | null };
}

/** One release file, read and checked. */
export interface Release {
  readonly id: ReleaseId;
  /** Path of the file in the release repository. */
  readonly file: string;
  readonly content: ReleaseContent;
  readonly workflow: ReleaseWorkflow;
}

/** The id that a release file's content stands for. */
export function releaseIdOf(
  content: Pick<ReleaseContent, 'majorRelease' | 'product' | 'version' | 'submission'>,
): ReleaseId {
  const submission = content.submission > 1 ? `+${content.submission}` : '';
  return `${content.majorRelease}/${content.product}-${content.version}${submission}` as ReleaseId;
}

/** The path that a release file must have. */
export function releaseFileOf(id: ReleaseId): string {
  return `releases/${id}.yaml`;
}

/** The id that a path such as `releases/umd-5/voms-4.2.0.yaml` names; undefined when it is no release file. */
export function releaseIdOfFile(file: string): ReleaseId | undefined {
  const found = /^releases\/([^/]+\/[^/]+)\.yaml$/.exec(file);
  return found === null ? undefined : (found[1] as ReleaseId);
}

/** A release as people call it: `voms 4.2.0` for `umd-5/voms-4.2.0`, with its submission from the second on. */
export function releaseTitle(id: ReleaseId): string {
  const { product, version, submission } = nameParts(id);
  return (
    [product, version].join(' ').trimEnd() + (submission === undefined ? '' : `, submission ${submission}`)
  );
}

/** The major release of an id. */
export function majorOf(id: ReleaseId): string {
  return id.slice(0, id.indexOf('/'));
}

/** The product of an id; the whole name where it has no version. */
export function productOf(id: ReleaseId): string {
  return nameParts(id).product;
}

/** The version of an id; empty where it has none. */
export function versionOf(id: ReleaseId): string {
  return nameParts(id).version;
}

/** Which submission of its version an id stands for, from 1 on. */
export function submissionOf(id: ReleaseId): number {
  return Number(nameParts(id).submission ?? 1);
}

/** Whether two ids stand for submissions of one version, or are the same. */
export function isSameVersion(a: ReleaseId, b: ReleaseId): boolean {
  const [of, other] = [nameParts(a), nameParts(b)];
  return majorOf(a) === majorOf(b) && of.product === other.product && of.version === other.version;
}

function nameParts(id: ReleaseId) {
  const name = id.slice(id.indexOf('/') + 1);
  const found = /^(.+)-(\d+\.\d+\.\d+)(?:\+(\d+))?$/.exec(name);
  return { product: found?.[1] ?? name, version: found?.[2] ?? '', submission: found?.[3] };
}

/** The architecture of a platform key, also of that of a part: `x86_64` for `el9/x86_64-debug`. */
export function archOf(key: PlatformKey): string {
  return splitPlatform(key).arch.replace(/-.*$/, '');
}

/** The two halves of a platform key. */
export function splitPlatform(key: PlatformKey): { readonly platform: string; readonly arch: string } {
  const slash = key.indexOf('/');
  return { platform: key.slice(0, slash), arch: key.slice(slash + 1) };
}
