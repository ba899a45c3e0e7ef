import { dayOf } from '../../domain/day.ts';
import type { DesiredRelease } from '../../domain/desired-state.ts';
import { concernedTeams, type EarlyAdopterReport, ngiOn } from '../../domain/early-adopter.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policy.ts';

/** How one team stands to a release. */
export interface AdopterRow {
  readonly team: string;
  /** Null where the registry does not know the team today. */
  readonly site: string | null;
  readonly ngi: string | null;
  readonly state: 'not invited' | EarlyAdopterReport['state'] | 'mistake';
  readonly result: EarlyAdopterReport['result'];
  /** The day of its report, or of its answer. */
  readonly day: string | null;
  readonly link: string | null;
  /** What it says, or what is wrong with its file. */
  readonly comments: string | null;
  /** Why its report is not waited for. */
  readonly waived: string | null;
}

/** The teams that have answered, and those that the release concerns and that have not, in order of name. */
export function adoptersView(
  { release, reports }: DesiredRelease,
  { policy, at }: { readonly policy: Policy; readonly at: Instant },
): readonly AdopterRow[] {
  const today = dayOf(at);
  const concerned = concernedTeams(policy.earlyAdopters, release, today).map(({ key }) => key);
  const teams = [...reports.known, ...reports.unreadable].map(({ team }) => team);
  return [...new Set([...teams, ...concerned])].sort().map((team) => {
    const registered = policy.earlyAdopters.get(team);
    const waiver = release.workflow.waivers.find((each) => each.team === team);
    return {
      team,
      site: registered?.site ?? null,
      ngi: registered === undefined ? null : ngiOn(registered, today),
      ...answerOf(team, reports),
      waived: waiver?.reason ?? null,
    };
  });
}

type Answer = Pick<AdopterRow, 'state' | 'result' | 'day' | 'link' | 'comments'>;

function answerOf(team: string, { known, unreadable }: DesiredRelease['reports']): Answer {
  const found = known.find((each) => each.team === team);
  if (found !== undefined) {
    const { state, result, date, acceptedAt, invitedAt, link, comments } = found;
    return { state, result, day: date ?? acceptedAt ?? invitedAt, link, comments };
  }
  const mistaken = unreadable.find((each) => each.team === team);
  const state = mistaken === undefined ? 'not invited' : 'mistake';
  return { state, result: null, day: null, link: null, comments: mistaken?.findings[0]?.message ?? null };
}
