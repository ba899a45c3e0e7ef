import type { Member } from '../../domain/member.ts';
import type { EnterState, PublishGeneration } from '../../domain/plan.ts';
import type { PackageRelations } from '../../domain/relations.ts';
import { type Evidence, standing } from './evidence.ts';

/**
 * Whether whoever comes to clients was judged where policy blocks a breakage: somebody has answered, and no name that
 * its packages need is lost by the same plan. Versions and conflicts are the solver's.
 */
export function checkInstallability(evidence: Evidence): readonly string[] {
  const answers = [...evidence.actual.installability.values()];
  return [...evidence.entered.values()].flat().flatMap((action) => {
    if (!isBlocking(action, evidence)) return [];
    const arrivals = evidence.publications.filter(
      ({ repository, added }) => repository.stage !== 'unverified' && added.includes(action.release),
    );
    const related = arrivals.filter((arrival) => relationsOf(arrival, action, evidence).length > 0);
    if (related.length === 0) return [];
    const { release, to } = action;
    const isAnswered = answers.some(({ kind }) => kind === 'known');
    return [
      ...(isAnswered
        ? []
        : [`${release} would enter ${to.state} although nobody told what can be installed`]),
      ...related.flatMap((arrival) => [
        ...unaskedSystem(arrival, action, evidence),
        ...lost(arrival, action, evidence),
      ]),
    ];
  });
}

function isBlocking({ release, to }: EnterState, { desired, record }: Evidence): boolean {
  if (to.state !== 'StageRollout' && to.state !== 'Production') return false;
  const observed = record.releases.get(release)?.observed;
  const comes = observed !== undefined && 'from' in observed ? observed.from : observed?.state;
  if (comes === 'Production') return false;
  const { newBreakage, exceptions } = desired.policy.gates.installability;
  const major = release.slice(0, release.indexOf('/'));
  return (
    (exceptions.filter((each) => each.majorRelease === major)[0]?.newBreakage ?? newBreakage) === 'block'
  );
}

/** What its packages there say of others. */
function relationsOf(
  { repository, members }: PublishGeneration,
  { release }: EnterState,
  { actual }: Evidence,
): readonly PackageRelations[] {
  // Sources and debug packages have platforms of their own, and nobody judges them.
  if (/-(source|debug)$/.test(repository.platform)) return [];
  const own = members.filter((member) => member.release === release);
  return own.flatMap(({ digest }) => {
    const packages = actual.packages.get(digest);
    return packages?.kind === 'known' ? packages.value.flatMap(({ relations }) => relations ?? []) : [];
  });
}

/** Where policy has an operating system, it was read for what comes. */
function unaskedSystem(
  { repository: { platform }, members }: PublishGeneration,
  { release, to }: EnterState,
  { desired, record }: Evidence,
): readonly string[] {
  if (!desired.policy.operatingSystems.repositories.has(platform)) return [];
  const asked = record.systems.get(platform)?.members ?? [];
  const own = members.filter((member) => member.release === release);
  if (own.every(({ digest }) => asked.includes(digest))) return [];
  return [
    `${release} would enter ${to.state} although the operating system of ${platform} was not read for it`,
  ];
}

function lost(arrival: PublishGeneration, action: EnterState, evidence: Evidence): readonly string[] {
  const { majorRelease, platform } = arrival.repository;
  const before = new Set<string>();
  const after = new Set<string>();
  for (const [key] of evidence.actual.repositories) {
    const [stage, major, ...place] = key.split('/');
    const isShared = stage === 'production' || stage === 'stage-rollout';
    if (!isShared || major !== majorRelease || place.slice(0, 2).join('/') !== platform) continue;
    const present = standing(evidence, key)[0]?.members ?? [];
    const next = evidence.publications.find(({ repository }) => repository.key === key)?.members ?? present;
    collect(present, evidence, before);
    collect(next, evidence, after);
  }
  const system = systemNames(arrival, evidence);
  const needs = relationsOf(arrival, action, evidence).flatMap(({ requires }) => requires);
  // A need that is a name and nothing else; the others have spaces, parentheses or bars.
  const gone = needs.filter(
    (name) => !/[\s(|:]/.test(name) && before.has(name) && !after.has(name) && !system.has(name),
  );
  return gone.map((name) => `${action.release} would enter ${action.to.state}, needs ${name}, and loses it`);
}

/** What clients may have from their operating system instead. */
function systemNames(
  { repository: { platform } }: PublishGeneration,
  { desired, record }: Evidence,
): ReadonlySet<string> {
  const isDeclared = desired.policy.operatingSystems.repositories.has(platform);
  const packages = isDeclared ? (record.systems.get(platform)?.packages ?? []) : [];
  return new Set(
    packages.flatMap(({ name, provides, files }) => [
      name,
      ...provides.map((text) => text.split(' ')[0] ?? text),
      ...files,
    ]),
  );
}

function collect(members: readonly Member[], { actual }: Evidence, names: Set<string>): void {
  for (const { digest } of members) {
    const packages = actual.packages.get(digest);
    if (packages?.kind !== 'known') continue;
    for (const { name, relations } of packages.value)
      for (const text of [name, ...(relations?.provides ?? []), ...(relations?.files ?? [])])
        names.add(text.split(' ')[0] ?? text);
  }
}
