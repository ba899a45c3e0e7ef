import type { DatedFreeze } from '../../domain/gates.ts';
import { localTimeOf, plusDays, startOfDay, type Zone, zoneOf } from '../../domain/local-time.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type DatedQuestion, type Gate, goesOn } from './gate.ts';

/** The dated freezes of the policy: whole days in which no release moves. */
export const freezeGate: Gate<DatedQuestion> = { name: 'freeze', judge };

function judge({ policy, major, step, now }: DatedQuestion): Verdict | null {
  const { freezes, timeZone, exempt } = policy.gates;
  const mine = freezes.filter(({ majorRelease }) => [null, major.key].includes(majorRelease));
  if (!goesOn({ step }) || mine.length === 0) return null;
  if (exempt.includes(step.edit.route))
    return { kind: 'pass', sentence: `freezes do not concern ${step.edit.route} emergency releases` };
  const zone = zoneOf(timeZone);
  if (zone === undefined) return { kind: 'cannot-tell', sentence: `there is no time zone ${timeZone}` };
  const { date } = localTimeOf(now, zone);
  const freeze = mine.find(({ from, to }) => from <= date && date <= to);
  return freeze === undefined ? { kind: 'pass', sentence: 'no freeze' } : frozen(freeze, mine, zone);
}

function frozen(freeze: DatedFreeze, all: readonly DatedFreeze[], zone: Zone): Verdict {
  const { reason, majorRelease } = freeze;
  const what = majorRelease ?? 'everything';
  const until = startOfDay(plusDays(lastDay(freeze, all), 1), zone);
  return { kind: 'wait-until', sentence: `${what} is frozen: ${reason}; it ends`, until };
}

/** The last day of a freeze and of those that follow it without a free day between. */
function lastDay({ to }: DatedFreeze, all: readonly DatedFreeze[]): string {
  const next = all.find((other) => other.from <= plusDays(to, 1) && other.to > to);
  return next === undefined ? to : lastDay(next, all);
}
