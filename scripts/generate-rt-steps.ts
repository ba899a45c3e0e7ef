// Writes what Request Tracker has to know of the workflow: its states and, of each step, who may ask for it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spellings } from '../src/adapters/rt/spelling.ts';
import { askedFrom, ruleFor } from '../src/domain/approval-policy.ts';
import { judge, type ObservedState, type RestingState, transitions } from '../src/domain/lifecycle.ts';
import {
  type DesirableState,
  desirableStates,
  type EmergencyRoute,
  type StateName,
} from '../src/domain/release.ts';

const root = join(import.meta.dirname, '..');

/** Below the project. */
export const stepsFile = 'deploy/rt/RT-Extension-Stagepost/lib/RT/Extension/Stagepost/Steps.pm';

/** A step as it looks on a ticket, which does not show from where a release was deferred or what failed. */
export interface TicketStep {
  readonly from: StateName;
  readonly to: DesirableState;
  /** Only an emergency may take it. */
  readonly emergency: boolean;
  /** Whose members may ask for it, by the shipped rules. */
  readonly roles: readonly string[];
}

const { choices, toTheirs, toOurs } = spellings.rolloutProgress;
const states = (choices ?? []).flatMap((word) => toOurs(word) ?? []);

/** Every step that may be right, whatever a ticket does not show of its release; no rollback is among them (R58). */
export function ticketSteps(): readonly TicketStep[] {
  return states.flatMap((from) => desirableStates.flatMap((to) => ticketStep(from, to)));
}

function ticketStep(from: StateName, to: DesirableState): readonly TicketStep[] {
  const seen = possibilities(from);
  const ways = (['normal', 'fast', 'direct'] as const).flatMap((route) =>
    seen.filter((observed) => isStep(observed, to, route)).map((observed) => ({ observed, route })),
  );
  if (ways.length === 0) return [];
  const roles = ways.flatMap(
    ({ observed }) => ruleFor({ rules: [] }, { from: askedFrom(observed, to), to }).roles,
  );
  const emergency = ways.every(({ route }) => route === 'direct');
  return [{ from, to, emergency, roles: [...new Set(roles)].toSorted() }];
}

function isStep(observed: ObservedState, to: DesirableState, route: EmergencyRoute): boolean {
  const { kind } = judge(observed, to, route);
  return kind === 'go' || kind === 'retry';
}

/** What a release may be when its ticket shows a state; from Production there are only rollbacks. */
function possibilities(shown: StateName): readonly ObservedState[] {
  if (shown === 'Production') return [];
  if (shown === 'Deferred')
    return (['InVerification', 'WaitingForResponse'] as const).map((from) => ({
      state: shown,
      from,
      position: 0,
    }));
  return shown === 'Failed' ? failed() : [{ state: shown }];
}

// Only what touches packages can fail.
function failed(): readonly ObservedState[] {
  const rows = transitions.filter(
    ({ from, effect }) => effect !== 'mark' && !['Deferred', 'Failed', 'Production'].includes(from),
  );
  return rows.map(({ from, to }) => ({
    state: 'Failed',
    from: from as RestingState,
    wanted: to,
    failure: {} as Extract<ObservedState, { state: 'Failed' }>['failure'],
  }));
}

/** The Perl module. */
export function stepsModule(): string {
  const words = (list: readonly string[]) => `[qw(${list.join(' ')})]`;
  const rows = ticketSteps().map(({ from, to, emergency, roles }) => {
    const flag = emergency ? 1 : 0;
    return `    [ ${quoted(toTheirs(from))}, ${quoted(toTheirs(to))}, ${flag}, ${words(roles)} ],`;
  });
  const byThemselves = states.filter((state) => !(desirableStates as readonly string[]).includes(state));
  const quotedList = (list: readonly StateName[]) => list.map((state) => quoted(toTheirs(state))).join(', ');
  return `# Written by \`node scripts/generate-rt-steps.ts\` from src/domain/lifecycle.ts and src/domain/approval-policy.ts; a test
# holds it against them. Change those and not this file.
package RT::Extension::Stagepost::Steps;

use strict;
use warnings;

# Every value of RolloutProgress.
our @STATES = (
    ${states.map((state) => quoted(toTheirs(state))).join(',\n    ')},
);

# What comes about by itself and is asked for by nobody.
our @BY_THEMSELVES = ( ${quotedList(byThemselves)} );

# From, to, whether only an emergency may take it, and the roles whose members may ask for it.
our @STEPS = (
${rows.join('\n')}
);

1;
`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

if (import.meta.main) await writeFile(join(root, stepsFile), stepsModule());
