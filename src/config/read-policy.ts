import type { ConfigDocument } from '../document/generated/config.ts';
import { type Located, readDocument } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import { type MajorRelease, type SupportedPlatform, withParts } from '../domain/major-release.ts';
import type { Policy, Provider } from '../domain/policy.ts';
import type { PublicKey } from '../domain/public-key.ts';
import { type PlatformKey, splitPlatform } from '../domain/release.ts';
import { good, type Result, refused } from '../domain/result.ts';
import { checkApprovals } from './check-approvals.ts';
import { checkLayouts } from './check-layouts.ts';
import { checkLimits } from './check-limits.ts';
import { checkProviders } from './check-providers.ts';
import { checkEarlyAdopters, earlyAdoptersOf } from './read-early-adopters.ts';
import { checkGates, gatesOf } from './read-gates.ts';
import { checkGuards, guardsOf } from './read-guards.ts';
import { type KeyReader, readKeys } from './read-keys.ts';
import { checkNotifications, notificationsOf } from './read-notifications.ts';
import { readOperatingSystems } from './read-operating-systems.ts';
import { approvalsOf, checkRoles, readPeople } from './read-people.ts';
import { checkSignatureRules, signatureRulesOf } from './signature-rules.ts';

/** Reads stagepost.yaml; key files are asked for by their path in the same tree, null where there is none. */
export async function readPolicy(
  file: string,
  bytes: Uint8Array,
  readKey: KeyReader,
): Promise<Result<Policy>> {
  const read = readDocument({ file, bytes, schema: 'config' });
  if (!read.ok) return read;
  const document = read.value;
  const majorReleases = majorReleasesOf(document.value);
  const { keys, findings } = await readKeys(document, readKey);
  const { people, findings: keysOfPeople } = await readPeople(document, readKey);
  const { systems, findings: ofSystems } = await readOperatingSystems(document, majorReleases, readKey);
  const approvals = approvalsOf(document, people);
  const unknownNames = [...keysOfPeople, ...checkRoles(document)];
  const all: readonly Finding[] = [
    ...checkLayouts(document, majorReleases),
    ...checkProviders(document),
    ...checkSignatureRules(document),
    ...checkEarlyAdopters(document),
    ...checkLimits(document),
    ...checkGuards(document),
    ...checkGates(document),
    ...checkNotifications(document),
    ...ofSystems,
    ...findings,
    // Who is named wrongly is missed as a member, too; that would be said twice.
    ...(unknownNames.length > 0 ? unknownNames : checkApprovals(document, approvals)),
  ];
  return all.length > 0
    ? refused(all)
    : good({ ...policyOf(document, majorReleases, keys), approvals, operatingSystems: systems });
}

function policyOf(
  document: Located<ConfigDocument>,
  majorReleases: readonly MajorRelease[],
  keys: ReadonlyMap<string, PublicKey>,
): Omit<Policy, 'approvals' | 'operatingSystems'> {
  const { value } = document;
  const providers = Object.entries(value.providers).map(([key, provider]): Provider => {
    const found = provider.keys.flatMap((path) => keys.get(path) ?? []);
    const { title, hosts, networks, contacts } = provider;
    const signatures = signatureRulesOf(provider);
    return { key, title, hosts, networks, keys: found, signatures, contacts };
  });
  return {
    title: value.title,
    majorReleases: new Map(majorReleases.map((major) => [major.key, major])),
    providers: new Map(providers.map((provider) => [provider.key, provider])),
    earlyAdopters: earlyAdoptersOf(value),
    defaultReleaseType: value.defaultReleaseType,
    unsupportedTargets: value.unsupportedTargets,
    emergencyRoutes: value.emergency.routes,
    intake: value.intake,
    retry: value.retry,
    scrub: value.scrub,
    acceptedRsync: value.rsync.accept,
    guards: guardsOf(document),
    gates: gatesOf(document),
    notifications: notificationsOf(value),
    tickets: value.tickets,
    requests: { ...value.requests, groups: new Map(Object.entries(value.requests.groups)) },
    helpdesk: value.helpdesk,
  };
}

function majorReleasesOf({ majorReleases, rollback, withdraw }: ConfigDocument): readonly MajorRelease[] {
  return Object.entries(majorReleases).map(([key, major]) => ({
    key,
    title: major.title,
    platforms: withParts(
      Object.entries(major.platforms).map(([platform, { format, suite }]) =>
        platformOf(platform as PlatformKey, format, suite),
      ),
      { source: major.sourcePackages, debug: major.debugPackages },
    ),
    parts: { source: major.sourcePackages, debug: major.debugPackages },
    layout: {
      unverified: major.layout.unverified,
      'stage-rollout': major.layout.stageRollout,
      production: major.layout.production,
    },
    slot: major.slot,
    deferred: major.deferred,
    keepGenerations: major.keepGenerations,
    keepDays: major.keepDays,
    validDays: major.validDays,
    retention: major.retention,
    drift: major.drift,
    rollbackAllowed: major.rollback?.allowed ?? rollback.allowed,
    withdrawAllowed: major.withdraw?.allowed ?? withdraw.allowed,
  }));
}

function platformOf(key: PlatformKey, format: 'yum' | 'apt', suite: string | undefined): SupportedPlatform {
  return { key, format, suite: format === 'apt' ? (suite ?? splitPlatform(key).platform) : '' };
}
