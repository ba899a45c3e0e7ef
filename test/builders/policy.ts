import { nobodyAsked } from '../../src/domain/approval-policy.ts';
import type { Day } from '../../src/domain/day.ts';
import type { EarlyAdopterTeam } from '../../src/domain/early-adopter.ts';
import type { GatePolicy } from '../../src/domain/gates.ts';
import type { Guards } from '../../src/domain/guards.ts';
import type { MajorRelease } from '../../src/domain/major-release.ts';
import { type NotificationPolicy, shippedMatrix } from '../../src/domain/notification.ts';
import { noSystems } from '../../src/domain/operating-system.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { nothingSigned } from '../../src/domain/signature.ts';
import type { RequestPolicy } from '../../src/domain/ticket-request.ts';

export const el9 = 'el9/x86_64' as PlatformKey;
export const debian12 = 'debian-12/amd64' as PlatformKey;

/** A major release with one yum and one apt platform, the shipped layout and one slot. */
export function aMajorRelease(parts: Partial<MajorRelease> = {}): MajorRelease {
  return {
    key: 'umd-5',
    title: 'UMD 5',
    platforms: [
      { key: el9, format: 'yum', suite: '' },
      { key: debian12, format: 'apt', suite: 'debian-12' },
    ],
    layout: {
      unverified: '{shortName}/{version}/{platform}/{arch}',
      'stage-rollout': '{major}/{platform}/{arch}',
      production: '{major}/{platform}/{arch}/{area}',
    },
    parts: { source: 'leave-out', debug: 'leave-out' },
    slot: 'major-release',
    deferred: 'automatic',
    keepGenerations: 5,
    keepDays: 0,
    validDays: 14,
    retention: { unverified: 30, stageRollout: 90 },
    drift: 'heal',
    rollbackAllowed: false,
    withdrawAllowed: false,
    ...parts,
  };
}

/** A policy with that major release and one provider. */
export function aPolicy(...majors: readonly MajorRelease[]): Policy {
  const all = majors.length > 0 ? majors : [aMajorRelease()];
  return {
    title: 'Example',
    majorReleases: new Map(all.map((major) => [major.key, major])),
    providers: new Map([
      [
        'emi',
        {
          key: 'emi',
          title: 'EMI',
          hosts: ['repo.emi.example.org'],
          networks: [],
          keys: [],
          signatures: nothingSigned,
          contacts: [],
        },
      ],
    ]),
    earlyAdopters: new Map(),
    approvals: nobodyAsked,
    defaultReleaseType: 'NonIncremental',
    unsupportedTargets: 'hold',
    emergencyRoutes: ['fast', 'direct'],
    intake: { maxBytes: 1e9, maxFileBytes: 1e8, maxFiles: 1000, maxSeconds: 60 },
    retry: { firstSeconds: 60, mostSeconds: 3600 },
    scrub: { days: 7, maxBytes: 2 ** 30 },
    acceptedRsync: [],
    guards: someGuards(),
    gates: someGates(),
    operatingSystems: noSystems,
    notifications: someNotifications(),
    helpdesk: { closeAt: 'outcome' },
    tickets: { owners: { verification: null, stagedRollout: null } },
    requests: someRequests(),
  };
}

/** What becomes of changes on tickets, as a file has it that does not say so. */
export function someRequests(parts: Partial<RequestPolicy> = {}): RequestPolicy {
  return {
    groups: new Map([
      ['verification', ['sw-rel-qc']],
      ['stage-rollout', ['sw-rel-sr']],
      ['release-manager', ['sw-rel-production']],
      ['repository', ['sw-rel-admin']],
    ]),
    merge: ['mark'],
    emergency: 'propose',
    ...parts,
  };
}

/** A team on the list emi with every platform, in one infrastructure since 2024. */
export function aTeam(key: string, parts: Partial<EarlyAdopterTeam> = {}): EarlyAdopterTeam {
  return {
    key,
    site: key.toUpperCase(),
    stacks: ['emi'],
    platforms: [],
    contacts: [],
    mailingList: null,
    memberships: [{ ngi: 'NGI_PT', from: '2024-01-01' as Day, to: null }],
    ...parts,
  };
}

/** Guards as a file has them that does not name them. */
export function someGuards(parts: Partial<Guards> = {}): Guards {
  return {
    removal: { maxPackages: 1000, maxPercent: 20, percentFrom: 10 },
    maxTransitions: 25,
    freezes: [],
    allowances: [],
    allowAt: { has: 'nothing', file: 'stagepost.yaml', line: 1 },
    ...parts,
  };
}

/** Notifications as a file has them that does not name them. */
export function someNotifications(parts: Partial<NotificationPolicy> = {}): NotificationPolicy {
  return {
    lists: {
      verification: 'sw-rel-qc',
      stagedRollout: 'sw-rel-sr',
      releaseManager: 'sw-rel-production',
      administrators: 'sw-rel-admin',
    },
    stackLists: new Map(),
    watchers: [],
    matrix: shippedMatrix,
    by: 'ticket-or-mail',
    daily: { hour: 0, recipients: [] },
    perHour: 20,
    ...parts,
  };
}

/** Gates as a file has them that does not name them. */
export function someGates(parts: Partial<GatePolicy> = {}): GatePolicy {
  return {
    timeZone: 'UTC',
    requiredLinks: [],
    windows: [],
    closed: [],
    freezes: [],
    exempt: ['fast', 'direct'],
    soak: { minDays: 0, emergencyMinDays: 0, exceptions: [] },
    earlyAdopters: { minimumSuccesses: 0, emergencyMinimumSuccesses: 0 },
    // Worlds in memory ask nobody unless a test has something to say about it.
    installability: { newBreakage: 'ignore', exceptions: [] },
    limits: { submittedWorkingDays: 5, unverifiedDays: 30, verificationDays: 7 },
    ...parts,
  };
}
