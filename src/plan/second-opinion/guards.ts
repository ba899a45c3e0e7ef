import type { Member } from '../../domain/member.ts';
import type { EnterState, PublishGeneration } from '../../domain/plan.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { type Evidence, finalState, isBeyondVerification } from './evidence.ts';

/** Whether the plan keeps within the limits of the policy, or within what a reviewed line lets through. */
export function checkGuards(evidence: Evidence): readonly string[] {
  return [
    ...evidence.publications.flatMap((action) => losses(action, evidence)),
    ...crowds(evidence),
    ...frozenMoves(evidence),
    ...otherBytes(evidence),
  ];
}

function isAllowed({ desired }: Evidence, wanted: Readonly<Record<string, unknown>>): boolean {
  return desired.policy.guards.allowances.some((entry) =>
    Object.entries(wanted).every(([name, value]) => Reflect.get(entry, name) === value),
  );
}

function losses(action: PublishGeneration, evidence: Evidence): readonly string[] {
  const { key, stage, release } = action.repository;
  if (release !== null) return [];
  const before = evidence.followed.get(action.repository.key)?.members ?? [];
  const stays = new Set(action.members.map((member) => member.release));
  const gone = before.filter((member) => !stays.has(member.release));
  const lost = count(gone.filter((member) => stage === 'production' || !isInProduction(evidence, member)));
  const limit = limitOn(lost, { before, action }, evidence);
  const unread = gone.filter((member) => isUnread(evidence, member.release));
  return [
    ...(limit === null ? [] : [`${key} would lose ${lost} of ${count(before)} packages: ${limit}`]),
    ...unread.map((member) => `${key} would lose ${member.release}, whose file is gone or cannot be read`),
  ];
}

function limitOn(
  lost: number,
  { before, action }: { readonly before: readonly Member[]; readonly action: PublishGeneration },
  evidence: Evidence,
): string | null {
  const { maxPackages, maxPercent, percentFrom } = evidence.desired.policy.guards.removal;
  const { repository, number, members } = action;
  const named = { repository: repository.key, generation: number };
  const isProduction = repository.stage === 'production';
  if (lost === 0) return null;
  if (isProduction && count(members) === 0)
    return isAllowed(evidence, { guard: 'emptying', ...named }) ? null : 'it would be empty';
  if (isAllowed(evidence, { guard: 'removal', ...named })) return null;
  if (lost > maxPackages) return `at most ${maxPackages} may go`;
  const isShare = isProduction && lost >= percentFrom && lost / count(before) > maxPercent / 100;
  return isShare ? `at most ${maxPercent} % may go` : null;
}

function count(members: readonly Member[]): number {
  return members.reduce((sum, { packages }) => sum + packages, 0);
}

function isInProduction(evidence: Evidence, { release }: Member): boolean {
  return finalState(evidence, release)?.state === 'Production';
}

// A missing file is never an order to remove.
function isUnread({ files, record, desired }: Evidence, release: ReleaseId): boolean {
  const isBroken = desired.unreadable.some(({ id }) => id === release);
  return isBroken || (record.releases.has(release) && !files.has(release));
}

function crowds(evidence: Evidence): readonly string[] {
  const { desired, record, entered } = evidence;
  const { maxTransitions } = desired.policy.guards;
  const counted = [...entered.values()].flat().filter((action) => {
    const observed = record.releases.get(action.release)?.observed;
    const again = observed?.state === 'Failed' && observed.wanted === action.to.state;
    // Out of the line is a step that was asked before, or one that is called off.
    const inLine = action.from === 'Deferred' && ['StageRollout', 'Production'].includes(action.to.state);
    return isBeyondVerification(action.to.state) && !again && !inLine;
  });
  return [...Map.groupBy(counted, ({ commit }) => commit)].flatMap(([commit, all]) => {
    const stands = desired.rewritten !== null && commit === desired.commit;
    const fits =
      all.length <= maxTransitions || stands || isAllowed(evidence, { guard: 'mass-change', commit });
    return fits
      ? []
      : [`commit ${commit} would move or end ${all.length} releases: at most ${maxTransitions} may`];
  });
}

function frozenMoves(evidence: Evidence): readonly string[] {
  const { freezes } = evidence.desired.policy.guards;
  const isFrozen = (major: string) =>
    freezes.some(({ majorRelease }) => majorRelease === null || majorRelease === major);
  const isFree = (release: ReleaseId) =>
    !isFrozen(release.slice(0, release.indexOf('/'))) ||
    evidence.desired.policy.guards.allowances.some(
      (entry) => entry.guard === 'freeze' && entry.release === release,
    );
  return evidence.plan.actions.flatMap((action) => {
    if (action.kind === 'fetch-release' || action.kind === 'retire-repository')
      return isFree(action.release) ? [] : [`${action.release} is frozen, and its packages would move`];
    if (action.kind === 'publish-generation')
      return [...action.added, ...action.removed]
        .filter((release) => isFrozen(action.repository.majorRelease) && !isFree(release))
        .map((release) => `${release} is frozen, and ${action.repository.key} would change by it`);
    return action.kind === 'enter-state' ? frozenState(action, isFrozen, evidence) : [];
  });
}

function frozenState(
  { release, to }: EnterState,
  isFrozen: (major: string) => boolean,
  evidence: Evidence,
): readonly string[] {
  const moves = isBeyondVerification(to.state) || to.state === 'Unverified';
  if (!moves || !isFrozen(release.slice(0, release.indexOf('/')))) return [];
  return isAllowed(evidence, { guard: 'freeze', release, state: to.state })
    ? []
    : [`${release} is frozen and would enter ${to.state}`];
}

// Clients of a platform enable base and updates together, and early adopters stage rollout beside them.
function otherBytes(evidence: Evidence): readonly string[] {
  const changed = evidence.publications.filter(
    ({ repository, added }) => repository.release === null && added.length > 0,
  );
  const places = new Set(
    changed.map(({ repository }) => `${repository.majorRelease}/${repository.platform}`),
  );
  return [...places].flatMap((place) => {
    const bytes = new Map<string, string>();
    const members = membersAt(evidence, place);
    return members.flatMap((member) => {
      const packages = evidence.actual.packages.get(member.digest);
      // What takes no step, such as a release on a platform that policy has just added, is read at its publication.
      if (packages === undefined) return [];
      if (packages.kind === 'unknown')
        return [`the packages of ${member.release} at ${place} were not compared`];
      return packages.value.flatMap((found) => {
        const name = [found.name, found.epoch, found.version, found.release, found.arch].join(' ');
        const other = bytes.get(name);
        bytes.set(name, found.sha256);
        return other === undefined || other === found.sha256
          ? []
          : [`${place} would offer ${found.name} ${found.version} with two contents, by ${member.release}`];
      });
    });
  });
}

/** What a platform's clients find after the plan, each member once. */
function membersAt(evidence: Evidence, place: string): readonly Member[] {
  const prefixes = [`production/${place}/`, `stage-rollout/${place}`];
  const planned = new Map(
    evidence.publications.map(({ repository, members }) => [String(repository.key), members] as const),
  );
  const found = [...evidence.actual.repositories].flatMap(([key, seen]) => {
    if (planned.has(key) || seen.kind === 'unknown' || seen.value.state !== 'published') return [];
    return [[String(key), seen.value.generation.members] as const];
  });
  const here = [...planned, ...found].filter(
    ([key]) => key === prefixes[1] || key.startsWith(prefixes[0] ?? ''),
  );
  return [
    ...new Map(here.flatMap(([, members]) => members).map((member) => [member.digest, member])).values(),
  ];
}
