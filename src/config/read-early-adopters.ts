import { didYouMean } from '../document/closest-name.ts';
import type { ConfigDocument } from '../document/generated/config.ts';
import type { DocumentPath } from '../document/places.ts';
import type { Located } from '../document/read-document.ts';
import { asDay, type Day } from '../domain/day.ts';
import type { EarlyAdopterTeam } from '../domain/early-adopter.ts';
import type { Finding } from '../domain/finding.ts';
import type { PlatformKey } from '../domain/release.ts';

type Document = Located<ConfigDocument>;
type Team = ConfigDocument['earlyAdopters'][string];
type Membership = Team['memberships'][number];

/** The registry of early adopters; of a document that `checkEarlyAdopters` has nothing against. */
export function earlyAdoptersOf({ earlyAdopters }: ConfigDocument): ReadonlyMap<string, EarlyAdopterTeam> {
  return new Map(
    Object.entries(earlyAdopters).map(([key, { mailingList, memberships, ...team }]) => [
      key,
      {
        key,
        ...team,
        platforms: team.platforms as PlatformKey[],
        mailingList: mailingList ?? null,
        memberships: memberships
          .map(({ ngi, from, to }) => ({ ngi, from: from as Day, to: (to ?? null) as Day | null }))
          .sort((a, b) => (a.from < b.from ? -1 : 1)),
      },
    ]),
  );
}

/** Platforms that no major release has, and memberships that cannot be. */
export function checkEarlyAdopters(document: Document): readonly Finding[] {
  const known = new Set(
    Object.values(document.value.majorReleases).flatMap(({ platforms }) => Object.keys(platforms)),
  );
  return Object.entries(document.value.earlyAdopters).flatMap(([key, team]) => [
    ...checkPlatforms(document, { key, team, known: [...known] }),
    ...checkMemberships(document, ['earlyAdopters', key, 'memberships'], team.memberships),
  ]);
}

function checkPlatforms(
  document: Document,
  { key, team, known }: { key: string; team: Team; known: readonly string[] },
): readonly Finding[] {
  return team.platforms.flatMap((platform, index) => {
    if (known.includes(platform)) return [];
    const message = `no major release has the platform ${platform}`;
    const hint = `${didYouMean(platform, known)} known: ${known.join(', ')}`.trim();
    const at = ['earlyAdopters', key, 'platforms', index];
    return [document.finding(at, 'value', { rule: 'early-adopter-platform', message, hint })];
  });
}

function checkMemberships(
  document: Document,
  at: DocumentPath,
  memberships: readonly Membership[],
): readonly Finding[] {
  const wrong = memberships.flatMap((membership, index) => checkDays(document, [...at, index], membership));
  return wrong.length > 0 ? wrong : checkOverlaps(document, at, memberships);
}

function checkDays(document: Document, at: DocumentPath, { from, to }: Membership): readonly Finding[] {
  const days = { from, ...(to === undefined || to === null ? {} : { to }) };
  const missing = Object.entries(days).filter(([, day]) => asDay(day) === undefined);
  if (missing.length > 0) {
    return missing.map(([field, day]) => {
      const complaint = { rule: 'unknown-day', message: `there is no day ${day}`, hint: 'correct the day' };
      return document.finding([...at, field], 'value', complaint);
    });
  }
  if (to === undefined || to === null || from < to) return [];
  const message = `a membership from ${from} to ${to} has no day`;
  const hint = 'to is the first day on which the membership is over, and comes after from';
  return [document.finding([...at, 'to'], 'value', { rule: 'early-adopter-membership', message, hint })];
}

// Half-open: a membership may begin on the day on which another one is over.
function checkOverlaps(
  document: Document,
  at: DocumentPath,
  memberships: readonly Membership[],
): readonly Finding[] {
  const sorted = [...memberships.entries()].sort(([, a], [, b]) => (a.from < b.from ? -1 : 1));
  return sorted.flatMap(([index, { ngi, from }], position) => {
    const before = sorted
      .slice(0, position)
      .find(([, earlier]) => (earlier.to ?? null) === null || from < (earlier.to ?? ''));
    if (before === undefined) return [];
    const [, other] = before;
    const message = `the membership in ${ngi} begins while the one in ${other.ngi} goes on`;
    const hint = `a team is in one infrastructure at a time: end the earlier one with to: ${from}, or begin later`;
    return [
      document.finding([...at, index, 'from'], 'value', { rule: 'early-adopter-overlap', message, hint }),
    ];
  });
}
