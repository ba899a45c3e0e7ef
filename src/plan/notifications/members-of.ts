import type { EarlyAdopterReport, EarlyAdopterTeam, ReleaseReports } from '../../domain/early-adopter.ts';
import type { ListGroup, MatrixCell, NotifiedGroup, Recipient } from '../../domain/notification.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Release } from '../../domain/release.ts';

/** One who belongs to a group, and why. */
export interface Reached extends Pick<Recipient, 'kind' | 'name'> {
  readonly because: string;
}

/** What the members of a group are found by. */
export interface MemberFacts {
  readonly release: Release;
  readonly reports: ReleaseReports;
  readonly policy: Policy;
}

const titles: { readonly [group in ListGroup]: string } = {
  verification: 'the verification team',
  stagedRollout: 'the staged-rollout managers',
  releaseManager: 'the release manager',
  administrators: 'administrators',
};

/** Who is behind a column of the matrix, for one release; a sentence where there is nobody. */
export function membersOf(
  group: NotifiedGroup,
  { when }: Pick<MatrixCell, 'when'>,
  facts: MemberFacts,
): readonly Reached[] | string {
  switch (group) {
    case 'provider':
      return providerContacts(facts);
    case 'watchers':
      return orSentence([...mandatoryWatchers(facts), ...acceptingWatchers(facts)], 'there are no watchers');
    case 'earlyAdopters': {
      const teams = teamLists(facts, when);
      const all = when === 'took-part' ? teams : [...stackLists(facts), ...teams];
      return orSentence(all, 'no early adopter has a list');
    }
    case 'verification':
    case 'stagedRollout':
    case 'releaseManager':
    case 'administrators':
      return [{ kind: 'list', name: facts.policy.notifications.lists[group], because: titles[group] }];
    default:
      return group satisfies never;
  }
}

function providerContacts({ release, policy }: MemberFacts): readonly Reached[] | string {
  const provider = policy.providers.get(release.content.provider);
  if (provider === undefined) return `stagepost.yaml has no provider ${release.content.provider}`;
  const because = `contact of the provider ${provider.title}`;
  return orSentence(
    provider.contacts.map((name) => ({ kind: 'person', name, because })),
    `the provider ${provider.title} has no contacts`,
  );
}

function mandatoryWatchers({ policy }: MemberFacts): readonly Reached[] {
  return policy.notifications.watchers.map((name) => ({
    kind: 'person',
    name,
    because: 'watches everything',
  }));
}

// R99: who accepts a release becomes its watcher.
function acceptingWatchers(facts: MemberFacts): readonly Reached[] {
  return asked(facts, ({ state }) => state === 'accepted').flatMap(({ team }) =>
    team.contacts.map((name): Reached => {
      return { kind: 'person', name, because: `contact of ${team.key}, which accepted the release` };
    }),
  );
}

// R99: a release that names no stack concerns those of every stack.
function stackLists({ release, policy }: MemberFacts): readonly Reached[] {
  const { stackLists: named } = policy.notifications;
  const known = [...policy.earlyAdopters.values()].flatMap(({ stacks }) => stacks);
  const { stacks } = release.content;
  const concerned = stacks.length > 0 ? stacks : [...new Set([...known, ...named.keys()])].sort();
  return concerned.map((stack) => ({
    kind: 'list',
    name: named.get(stack) ?? `early-adopters-${stack}`,
    because: `early adopters of ${stack}`,
  }));
}

function teamLists(facts: MemberFacts, when: MatrixCell['when']): readonly Reached[] {
  const belongs = ({ state }: EarlyAdopterReport) =>
    state === 'accepted' || (state === 'invited' && when !== 'took-part');
  return asked(facts, belongs).flatMap(({ team, report }): readonly Reached[] => {
    const because = `${team.key} ${report.state === 'accepted' ? 'accepted the release' : 'was invited'}`;
    return team.mailingList === null ? [] : [{ kind: 'list', name: team.mailingList, because }];
  });
}

interface AskedTeam {
  readonly team: EarlyAdopterTeam;
  readonly report: EarlyAdopterReport;
}

function asked(
  { reports, policy }: MemberFacts,
  belongs: (report: EarlyAdopterReport) => boolean,
): readonly AskedTeam[] {
  return reports.known.filter(belongs).flatMap((report) => {
    const team = policy.earlyAdopters.get(report.team);
    return team === undefined ? [] : [{ team, report }];
  });
}

function orSentence(found: readonly Reached[], sentence: string): readonly Reached[] | string {
  return found.length === 0 ? sentence : found;
}
