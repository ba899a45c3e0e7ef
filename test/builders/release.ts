import { dayOf } from '../../src/domain/day.ts';
import type { CommitSha, DesiredRelease, Edit } from '../../src/domain/desired-state.ts';
import { asSha256, sha256Of } from '../../src/domain/digest.ts';
import { type EarlyAdopterReport, noReports } from '../../src/domain/early-adopter.ts';
import { asInstant, type Instant } from '../../src/domain/instant.ts';
import { known } from '../../src/domain/observation.ts';
import {
  contentDigest,
  type DesirableState,
  type Emergency,
  type PlatformKey,
  type Release,
  type ReleaseContent,
  releaseFileOf,
  releaseIdOf,
} from '../../src/domain/release.ts';
import { el9 } from './policy.ts';

export const noon = asInstant('2026-11-22T12:00:00Z') as Instant;

/** A made-up commit id that depends on its name only. */
export function aCommit(name: string): CommitSha {
  return sha256Of(name).slice(0, 40) as CommitSha;
}

interface Wish {
  readonly product?: string;
  readonly version?: string;
  readonly majorRelease?: string;
  readonly platforms?: readonly PlatformKey[];
  readonly type?: ReleaseContent['type'];
  readonly desired?: DesirableState;
  readonly emergency?: Emergency;
  readonly nextInSlot?: boolean;
  readonly components?: ReleaseContent['components'];
}

/** A release that is fine in every respect. */
export function aRelease(wish: Wish = {}): Release {
  const content: ReleaseContent = {
    product: wish.product ?? 'voms',
    shortName: `emi.${wish.product ?? 'voms'}`,
    version: wish.version ?? '4.2.0',
    submission: 1,
    majorRelease: wish.majorRelease ?? 'umd-5',
    provider: 'emi',
    platforms: wish.platforms ?? [el9],
    components: wish.components ?? [],
    type: wish.type ?? 'NonIncremental',
    security: false,
    source: {
      protocol: 'rsync',
      url: 'rsync://repo.emi.example.org/umd5/',
      checksums: 'checksums.xml',
      checksumsDigest: asSha256('a'.repeat(64)) ?? sha256Of(''),
      checksumsSignature: null,
      releaseXml: 'release.xml',
    },
    links: {
      releaseNotes: 'https://example.org/notes',
      changeLog: 'https://example.org/changes',
      documentation: ['https://example.org/docs'],
      certification: [],
      issues: [],
      advisories: [],
    },
    stacks: [],
  };
  const id = releaseIdOf(content);
  return {
    id,
    file: releaseFileOf(id),
    content,
    workflow: {
      desiredState: wish.desired ?? 'Unverified',
      emergency: wish.emergency ?? { route: 'normal' },
      reason: 'because',
      outcome: 'Success',
      nextInSlot: wish.nextInSlot || null,
      withdrawn: null,
      verificationReport: 'https://example.org/v',
      stageRolloutReport: 'https://example.org/s',
      stageRolloutReportDate: null,
      waivers: [],
      tickets: { rt: null, helpdesk: null },
    },
  };
}

/** The report of a team about voms, accepted unless told otherwise; a result has its day. */
export function aReport(team: string, parts: Partial<EarlyAdopterReport> = {}): EarlyAdopterReport {
  return {
    team,
    file: `releases/umd-5/voms-4.2.0.reports/${team}.yaml`,
    state: 'accepted',
    invitedAt: null,
    acceptedAt: null,
    result: null,
    date: parts.result === undefined ? null : dayOf(noon),
    link: null,
    comments: null,
    ...parts,
  };
}

/** An edit of a release at a position of main. */
export function anEdit(release: Release, desiredState: DesirableState, position: number): Edit {
  return {
    commit: aCommit(`main ${position}`),
    position,
    author: 'a reviewer',
    committedAt: noon,
    desiredState,
    route: release.workflow.emergency.route,
    reason: release.workflow.reason,
    withdrawn: release.workflow.withdrawn,
    workflow: { ...release.workflow, desiredState },
    content: contentDigest(release.content),
    text: sha256Of(`${release.id} ${desiredState}`),
    approval: known(null),
    at: { file: release.file, line: 20, column: 15 },
    blob: aCommit(`${release.file} at ${position}`),
  };
}

/** A release with the edits that are not settled yet, given as the states they asked for from a position on. */
export function aDesiredRelease(
  wish: Wish,
  states: readonly [DesirableState, ...DesirableState[]],
  position: number,
): DesiredRelease {
  const release = aRelease({ ...wish, desired: states.at(-1) ?? 'Unverified' });
  const [first, ...rest] = states;
  return {
    release,
    content: contentDigest(release.content),
    reports: noReports,
    edits: [
      anEdit(release, first, position),
      ...rest.map((state, index) => anEdit(release, state, position + index + 1)),
    ],
  };
}
