import type { GatePolicy, WeeklyHours } from '../../domain/gates.ts';
import { localTimeOf, zoneOf } from '../../domain/local-time.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type DatedQuestion, type Gate, goesOn } from './gate.ts';
import { holds, nextOpening } from './opening-hours.ts';

/** The hours in which releases move; those in which they never do win over them. */
export const windowGate: Gate<DatedQuestion> = { name: 'window', judge };

function judge({ policy, major, step, now }: DatedQuestion): Verdict | null {
  const { timeZone, exempt } = policy.gates;
  const hours = hoursOf(policy.gates, major.key);
  if (!goesOn({ step }) || hours.windows.length + hours.closed.length === 0) return null;
  if (exempt.includes(step.edit.route))
    return { kind: 'pass', sentence: `windows do not concern ${step.edit.route} emergency releases` };
  const zone = zoneOf(timeZone);
  if (zone === undefined) return { kind: 'cannot-tell', sentence: `there is no time zone ${timeZone}` };
  const until = nextOpening(now, hours, zone);
  if (until === now) return { kind: 'pass', sentence: 'releases may move now' };
  const shut = hours.closed.find((each) => holds(each, localTimeOf(now, zone)));
  const why = shut?.reason ?? 'releases do not move at this time';
  if (until !== null) return { kind: 'wait-until', sentence: `${why}; the next window opens`, until };
  return {
    kind: 'blocked',
    sentence: 'releases never move: closed leaves nothing of windows',
    hint: `change gates.windows or gates.closed${shut === undefined ? '' : ` (${shut.at.file}:${shut.at.line})`}`,
    cites: 'gates.windows',
  };
}

/** The hours that are for one major release. */
function hoursOf({ windows, closed }: GatePolicy, key: string): Pick<GatePolicy, 'windows' | 'closed'> {
  const mine = ({ majorRelease }: WeeklyHours) => [null, key].includes(majorRelease);
  return { windows: windows.filter(mine), closed: closed.filter(mine) };
}
