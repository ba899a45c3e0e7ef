import { checkTree } from '../../desired/check-tree.ts';
import { StagepostError } from '../../domain/failure.ts';
import { laterOf, plusSeconds } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policy.ts';
import { clockObjection, newestMoment } from '../../plan/check-clock.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import { counted } from '../../report/names.ts';
import { type Check, look } from './check.ts';

// Clocks of honest machines differ by seconds.
const toleranceSeconds = 300;

/** The release repository, its record, and the clock against both. */
export async function checkGit(
  deps: CycleDeps,
): Promise<{ readonly checks: readonly Check[]; readonly policy: Policy | null }> {
  let policy: Policy | null = null;
  const main = await look('main of the release repository', async () => {
    const { commit } = await deps.history.head();
    const tree = await checkTree(deps, commit);
    policy = tree.policy;
    if (tree.findings.length > 0) throw findingsThere(tree.findings.length);
    return `${commit.slice(0, 7)}, ${counted(tree.releases.length, 'release')}`;
  });
  const record = await look('record branch', async () => {
    const { parent, releases } = await deps.records.read();
    return parent === null ? 'not begun' : `${parent.slice(0, 7)}, ${counted(releases.size, 'release')}`;
  });
  const clock = await look('clock', () => checkClock(deps));
  return { checks: [main, record, clock], policy };
}

async function checkClock({ clock, history, records }: CycleDeps): Promise<string> {
  const now = clock.now();
  const record = await records.read();
  const { committedAt } = await history.head();
  const latest = laterOf(newestMoment(record) ?? committedAt, committedAt);
  if (latest > plusSeconds(now, toleranceSeconds))
    throw wrongClock(`it is ${now} here, but something was committed or published at ${latest}`);
  const objection = clockObjection(now, { record, committedAt });
  if (objection !== null) throw wrongClock(objection);
  return now;
}

function wrongClock(message: string): StagepostError {
  return new StagepostError({
    code: 'clock-implausible',
    message,
    hint: 'set the clock, and keep it set by NTP: clients refuse metadata from the future',
    treatment: 'needs-person',
  });
}

function findingsThere(count: number): StagepostError {
  return new StagepostError({
    code: 'bad-release-repository',
    message: `${counted(count, 'problem')} in its files`,
    hint: 'stagepost validate lists them',
    treatment: 'needs-person',
  });
}
