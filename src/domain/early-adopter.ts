import type { Day } from './day.ts';
import type { Finding } from './finding.ts';
import type { EarlyAdopterWaiver, PlatformKey, Release, ReleaseContent } from './release.ts';

/** Who invites teams and weighs their reports, as sentences call them (R106). */
export const rolloutManager = 'the staged-rollout manager';

/** A time that a team spends with one national infrastructure: from the first day on, until before the last (UTC). */
export interface NgiMembership {
  readonly ngi: string;
  readonly from: Day;
  /** The first day on which it is over; null while it goes on. */
  readonly to: Day | null;
}

/** A team that tries releases in stage rollout, as administrators registered it (R104). */
export interface EarlyAdopterTeam {
  readonly key: string;
  readonly site: string;
  /** The lists that it is on; at least one. */
  readonly stacks: readonly string[];
  /** The platforms that it has; empty for every one. */
  readonly platforms: readonly PlatformKey[];
  readonly contacts: readonly string[];
  readonly mailingList: string | null;
  /** In order of time, without overlap; never empty. */
  readonly memberships: readonly NgiMembership[];
}

/** What a team says about one release (R105). The days are those that people wrote. */
export interface EarlyAdopterReport {
  readonly team: string;
  /** Path of the file in the release repository. */
  readonly file: string;
  readonly state: 'invited' | 'accepted' | 'declined';
  readonly invitedAt: Day | null;
  readonly acceptedAt: Day | null;
  /** Null until the team has reported; only with `accepted`, and with a date. */
  readonly result: 'Success' | 'Warning' | 'Reject' | null;
  readonly date: Day | null;
  readonly link: string | null;
  readonly comments: string | null;
}

/** A report file with mistakes; it holds the promotion of its own release and nothing else (R77). */
export interface UnreadableReport {
  readonly team: string;
  readonly findings: readonly Finding[];
}

/** The report files of one release, each kind in order of team. */
export interface ReleaseReports {
  readonly known: readonly EarlyAdopterReport[];
  readonly unreadable: readonly UnreadableReport[];
}

/** The reports of a release that has none. */
export const noReports: ReleaseReports = { known: [], unreadable: [] };

/** The infrastructure to which a team belongs on a day; null on a day on which it takes no part. */
export function ngiOn({ memberships }: EarlyAdopterTeam, day: Day): string | null {
  const found = memberships.find(({ from, to }) => from <= day && (to === null || day < to));
  return found?.ngi ?? null;
}

/**
 * What keeps a release from concerning a team: they have no list, or no platform, in common (R99). Null when it
 * concerns the team. A release that names no list concerns every list.
 */
export function unconcernedBy(
  team: EarlyAdopterTeam,
  { stacks, platforms }: Pick<ReleaseContent, 'stacks' | 'platforms'>,
): 'stacks' | 'platforms' | null {
  if (stacks.length > 0 && !stacks.some((stack) => team.stacks.includes(stack))) return 'stacks';
  const shared = team.platforms.length === 0 || platforms.some((key) => team.platforms.includes(key));
  return shared ? null : 'platforms';
}

/** The teams that a release concerns on a day, in order of key (R99). */
export function concernedTeams(
  teams: ReadonlyMap<string, EarlyAdopterTeam>,
  { content }: Pick<Release, 'content'>,
  day: Day,
): readonly EarlyAdopterTeam[] {
  const concerned = [...teams.values()].filter(
    (team) => unconcernedBy(team, content) === null && ngiOn(team, day) !== null,
  );
  return concerned.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The accepting teams whose reports are still waited for: those without a result that nobody waived (R106). */
export function awaitedTeams(
  { known }: ReleaseReports,
  waivers: readonly EarlyAdopterWaiver[],
): readonly string[] {
  const silent = known.filter(({ state, result }) => state === 'accepted' && result === null);
  return silent.map(({ team }) => team).filter((key) => !waivers.some(({ team }) => team === key));
}

/** How each team stands, in order of team, such as `ifca: no report yet, lip: Success`; empty when there is none. */
export function teamsAsText(
  { known, unreadable }: ReleaseReports,
  waivers: readonly EarlyAdopterWaiver[],
): string {
  const standings = new Map([
    ...waivers.map(({ team, reason }) => [team, `waived (${reason})`] as const),
    ...unreadable
      .filter(({ team }) => !waivers.some((waiver) => waiver.team === team))
      .map(({ team }) => [team, 'its report has a mistake'] as const),
    ...known
      .filter(({ team, result }) => result !== null || !waivers.some((waiver) => waiver.team === team))
      .map(({ team, state, result }) => [team, standingOf(state, result)] as const),
  ]);
  return [...standings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([team, standing]) => `${team}: ${standing}`)
    .join(', ');
}

function standingOf(state: EarlyAdopterReport['state'], result: EarlyAdopterReport['result']): string {
  return state === 'accepted' ? (result ?? 'no report yet') : state;
}
