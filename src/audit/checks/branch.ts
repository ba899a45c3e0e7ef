import { plusSeconds } from '../../domain/instant.ts';
import { releaseTitle } from '../../domain/release.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import { type AuditFinding, inRecord } from '../finding.ts';
import { isLineOf, linesOf, newGenerations, newVisits, type StepCheck } from '../step.ts';

const branch = { rule: 'record-branch', file: 'record.json' } as const;
const message = { rule: 'record-message', file: '(message)' } as const;
// An hour for a machine that slept between the end of its work and the record of it.
const mostSecondsToWrite = 3600;
const toleratedSeconds = 60;

/** One writer, one line: every commit follows the one before, and none has two parents. */
export const checkParents: StepCheck = ({ before, after }) => {
  const expected = before === null ? 'no parent' : before.commit;
  const found = after.parents.length === 0 ? 'no parent' : after.parents.join(', ');
  if (expected === found) return [];
  return [inRecord(after, branch, { message: 'the record is not one line of commits', expected, found })];
};

/** Every file is written as the reconciler writes it. */
export const checkFiles: StepCheck = ({ after }) =>
  after.unread.map(({ file, problem }) =>
    inRecord(
      after,
      { rule: 'record-file', file },
      {
        message: 'this file is not one that the reconciler writes',
        expected: 'a file of the record in its one spelling',
        found: problem,
      },
    ),
  );

/** What was reconciled last goes forward along main, and the message names it. */
export const checkMain: StepCheck = ({ before, after }, { main }) => {
  const { commit } = after.record;
  const named = trailer(after.message, 'Main');
  const position = commit === null ? undefined : main.commits.get(commit)?.position;
  const earlier = before?.record.commit ?? null;
  const least = earlier === null ? 0 : main.commits.get(earlier)?.position;
  const findings: AuditFinding[] = [];
  const say = (text: string, expected: string, found: string) =>
    findings.push(inRecord(after, branch, { message: text, expected, found }));
  if (commit === null) say('it names no commit of main', 'a commit', 'null');
  else if (position === undefined)
    say('it was made from a commit that main does not have', `a main that has ${commit}`, 'no such commit');
  else if (least !== undefined && position < least)
    say('it goes back on main', `${earlier} or a later commit`, commit);
  if (named !== commit)
    findings.push(
      inRecord(after, message, {
        message: 'it names another commit of main than record.json',
        expected: `Main: ${commit}`,
        found: `Main: ${named}`,
      }),
    );
  return findings;
};

/** Every cycle has a plan of its own, because a plan is made from the record before it. */
export const checkPlans: StepCheck = ({ after, earlier }) => {
  const plan = trailer(after.message, 'Plan');
  const same = earlier.find((each) => trailer(each.message, 'Plan') === plan);
  if (plan !== null && same === undefined) return [];
  const found = same === undefined ? 'no plan' : `the plan of ${same.commit}`;
  const what = { message: 'no cycle wrote this commit', expected: 'a plan of its own', found };
  return [message.file, ...after.changed].map((file) => inRecord(after, { rule: message.rule, file }, what));
};

/** The message names every state and every generation, and only those that came. */
export const checkMessage: StepCheck = (step) => {
  const { before, after } = step;
  const lines = linesOf(after);
  const states = newVisits(step).map(({ release, visit, from, to }) =>
    visit.state === 'Failed'
      ? null
      : `${releaseTitle(release)}: ${from?.state ?? 'new'} -> ${visit.state}${isWithdrawn(to) ? ' (withdrawn)' : ''}`,
  );
  const failures = newVisits(step).filter(({ visit }) => visit.state === 'Failed');
  const untold = [
    ...states.filter((line) => line !== null && !lines.includes(line)),
    ...failures
      .filter(
        ({ visit }) =>
          !lines.some((line) => line.startsWith('failed ') && line.endsWith(`: ${visit.reason}`)),
      )
      .map(({ visit }) => `failed …: ${visit.reason}`),
    ...newGenerations(step)
      .filter(
        ({ key, generation: { number } }) =>
          !lines.some(
            (line) =>
              isLineOf(line, key, `: generation ${number}`) ||
              isLineOf(line, key, `: generation ${number} found and recorded`),
          ),
      )
      .map(({ key, generation }) => `${key}: generation ${generation.number}`),
    ...[...(before?.record.generations.keys() ?? [])]
      .filter(
        (key) =>
          !after.record.generations.has(key) && !lines.some((line) => isLineOf(line, key, ': removed')),
      )
      .map((key) => `${key}: removed`),
  ];
  const invented = lines.filter(
    (line) => / -> [A-Z][A-Za-z]+(?: \(withdrawn\))?$/.test(line) && !states.includes(line),
  );
  const said = (text: string, expected: string, found: string) =>
    inRecord(after, message, { message: text, expected, found });
  return [
    ...untold.map((line) => said('the message does not tell a change', String(line), 'no such line')),
    ...invented.map((line) => said('the message tells what did not happen', 'no such line', line)),
  ];
};

/** All that a cycle entered, it entered at once, right before it was written down. */
export const checkMoments: StepCheck = (step) => {
  const { after } = step;
  const visits = newVisits(step);
  const moments = new Set(visits.map(({ visit }) => visit.entered));
  const earliest = plusSeconds(after.committedAt, -mostSecondsToWrite);
  const latest = plusSeconds(after.committedAt, toleratedSeconds);
  return visits
    .filter(({ visit }) => moments.size > 1 || visit.entered < earliest || visit.entered > latest)
    .map(({ release, visit, index }) =>
      inRecord(
        after,
        { rule: 'entry-time', file: `releases/${release}.json` },
        {
          message: `visit ${index + 1} (${visit.state}) has a moment that its commit does not have`,
          expected: moments.size > 1 ? 'one moment for all of a cycle' : `from ${earliest} to ${latest}`,
          found: [...moments].join(', '),
        },
      ),
    );
};

function trailer(text: string, name: string): string | null {
  const found = [...text.matchAll(new RegExp(`^${name}: ([0-9a-f]{40}|[0-9a-f]{64})$`, 'gm'))];
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}
