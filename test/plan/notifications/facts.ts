import { dayOf } from '../../../src/domain/day.ts';
import { type EarlyAdopterReport, noReports } from '../../../src/domain/early-adopter.ts';
import { type FailureCode, failure } from '../../../src/domain/failure.ts';
import type { ObservedState } from '../../../src/domain/lifecycle.ts';
import type { NotificationPolicy } from '../../../src/domain/notification.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { ReleaseRecord, Visit } from '../../../src/domain/record.ts';
import type { ReleaseContent, ReleaseWorkflow, StateName } from '../../../src/domain/release.ts';
import type { NotificationFacts } from '../../../src/plan/notifications/notification-of.ts';
import { aPolicy, aTeam, someNotifications } from '../../builders/policy.ts';
import { aCommit, aRelease, aReport, noon } from '../../builders/release.ts';

/** How a release came to a state, as far as the matrix asks for it. */
export interface Situation {
  /** It has been in stage rollout before. */
  readonly rolledOut?: boolean;
  /** It comes back from production. */
  readonly promoted?: boolean;
  readonly reports?: readonly EarlyAdopterReport[];
  /** With which failure its fetch ended, when it is Failed. */
  readonly failed?: FailureCode;
  readonly reason?: string | null;
  readonly content?: Partial<ReleaseContent>;
  readonly workflow?: Partial<ReleaseWorkflow>;
  readonly notifications?: Partial<NotificationPolicy>;
}

/** A policy with a provider, two teams and a watcher who can all be reached. */
export function reachable(parts: Partial<NotificationPolicy> = {}): Policy {
  const policy = aPolicy();
  const emi = policy.providers.get('emi');
  if (emi === undefined) throw new Error('the sample policy has the provider emi');
  const teams = ['lip', 'ifca'].map((key) =>
    aTeam(key, { mailingList: `all@${key}.example.org`, contacts: [`head@${key}.example.org`] }),
  );
  return {
    ...policy,
    providers: new Map([['emi', { ...emi, contacts: ['repo@emi.example.org'] }]]),
    earlyAdopters: new Map(teams.map((team) => [team.key, team])),
    notifications: someNotifications({ watchers: ['leader@example.org'], ...parts }),
  };
}

/** What a notification of a state is made from. */
export function factsOf(state: StateName, situation: Situation = {}): NotificationFacts {
  const { rolledOut = false, promoted = false, reports = [], content = {}, workflow = {} } = situation;
  const release = aRelease();
  const before: readonly StateName[] = [
    'Submitted',
    'Unverified',
    'InVerification',
    ...(rolledOut ? (['StageRollout'] as const) : []),
    ...(promoted ? (['Production'] as const) : []),
  ];
  const [first, ...rest] = [...before, state].map((each, index, all): Visit => {
    const reason = index === all.length - 1 ? (situation.reason ?? null) : null;
    return { state: each, entered: noon, commit: aCommit('main 1'), reason };
  });
  if (first === undefined) throw new Error('there is a first visit');
  const recorded: ReleaseRecord = {
    release: release.id,
    observed: observedIn(state, situation.failed ?? 'file-system'),
    visits: [first, ...rest],
  };
  return {
    release: {
      ...release,
      content: { ...release.content, stacks: ['emi'], ...content },
      workflow: { ...release.workflow, reason: null, outcome: null, ...workflow },
    },
    reports: { ...noReports, known: reports },
    recorded,
    policy: reachable(situation.notifications),
  };
}

function observedIn(state: StateName, code: FailureCode): ObservedState {
  if (state === 'Deferred') return { state, from: 'InVerification', position: 1 };
  if (state !== 'Failed') return { state };
  const dated = { ...failure({ code, message: 'it went wrong' }), since: noon };
  return { state, from: 'Submitted', wanted: 'Unverified', failure: dated };
}

/** The report of a team that has accepted. */
export function accepted(team: string): EarlyAdopterReport {
  return aReport(team, { state: 'accepted', acceptedAt: dayOf(noon) });
}
