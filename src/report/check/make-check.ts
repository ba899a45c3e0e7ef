import type { EnterState, HeldBack, HeldRepository, Plan } from '../../domain/plan.ts';
import type {
  ChangedFile,
  CheckedApproval,
  CheckedGate,
  CheckedHold,
  CheckedLeftAlone,
  CheckedRepository,
  CheckedStep,
  PullRequestCheck,
} from '../../domain/pull-request-check.ts';
import { pinsOf, type ReleaseId, releaseTitle } from '../../domain/release.ts';
import type { GateVerdict, Verdict } from '../../domain/verdict.ts';
import { stateText } from '../names.ts';
import { toldLines } from '../notifications-as-text.ts';
import { repositoryChanges } from '../repository-changes.ts';
import { verdictAsText } from '../verdict-as-text.ts';
import type { CheckFacts } from './check-facts.ts';
import { checkMarks } from './check-marks.ts';
import { checkedClients } from './checked-clients.ts';
import { inLine } from './in-line.ts';
import { listed, newestFirst } from './listed.ts';
import { notableFiles } from './notable-files.ts';

/** The check as a document; each list shows at most so many. */
export function makeCheck(facts: CheckFacts, most: number): PullRequestCheck {
  const { changed, plan } = facts;
  const of = (what: ChangedFile['what']) => changed.filter((each) => each.what === what).length;
  const marks = checkMarks(facts);
  const errors = marks.filter(({ kind }) => kind === 'error').length;
  const steps = plan === null ? [] : stepsOf(plan, facts);
  const refused = new Set(facts.refused.map(({ release }) => release));
  const heldBack = plan?.heldBack.filter(({ release }) => !refused.has(release)) ?? [];
  const held = heldBack.map((each) => holdOf(each, facts));
  const approvals = plan === null ? [] : approvalsOf(plan, facts);
  return {
    schemaVersion: 1,
    madeAt: facts.madeAt,
    pullRequest: facts.pullRequest,
    base: facts.base,
    head: facts.head,
    answer: answerOf(facts, errors),
    plan: plan?.digest ?? null,
    changed: {
      total: changed.length,
      releases: of('release'),
      reports: of('report'),
      notable: listed(notableFiles(changed), most),
    },
    marks: listed(marks, most),
    errors,
    steps: listed(newestFirst(steps), most),
    held: listed(newestFirst(held), most),
    leftAlone: listed(newestFirst(plan?.heldRepositories.map((each) => leftAlone(each, facts)) ?? []), most),
    approvals: listed(approvals, most),
    repositories: listed(plan === null ? [] : newestFirst(repositoriesOf(plan, facts, most)), most),
    clients: listed(plan === null ? [] : checkedClients(plan.clients, facts.already, most), most),
    fetches: listed(plan === null ? [] : fetchesOf(plan, facts), most),
    tickets: listed(plan === null ? [] : ticketsOf(plan, facts), most),
    told: listed(plan === null ? [] : toldOf(plan, facts), most),
  };
}

function answerOf({ changed, plan, already }: CheckFacts, errors: number): PullRequestCheck['answer'] {
  if (errors > 0) return 'wrong';
  const ours = changed.filter(({ what }) => ['release', 'report', 'policy', 'key'].includes(what));
  if (ours.length === 0) return 'nothing';
  // While main cannot be read, nothing is done.
  if (plan === null) return 'waits';
  const waits = [...plan.heldBack, ...plan.heldRepositories].some((held) => !already(held));
  return waits ? 'waits' : 'ready';
}

function entered({ actions }: Plan): readonly EnterState[] {
  return actions.filter((action) => action.kind === 'enter-state');
}

function stepsOf(plan: Plan, { already }: CheckFacts): readonly CheckedStep[] {
  return entered(plan).map((action) => ({
    release: inLine(releaseTitle(action.release)),
    from: action.from,
    to: stateText(action.to),
    gates: gatesOf(
      plan.promotions.find(({ release, to }) => release === action.release && to === action.to.state)
        ?.gates ?? [],
    ),
    already: already(action),
  }));
}

function holdOf(held: HeldBack, { already }: CheckFacts): CheckedHold {
  const { release, state, desired, gates, earliest, at } = held;
  return {
    release: inLine(releaseTitle(release)),
    state,
    wants: desired === state ? null : desired,
    gates: gatesOf(gates),
    earliest,
    at: at === null ? null : { ...at, file: inLine(at.file) },
    already: already(held),
  };
}

function leftAlone(held: HeldRepository, { already }: CheckFacts): CheckedLeftAlone {
  const { repository, why, sentence, hint } = held;
  const said =
    why === 'guarded' ? `a guard refuses the change: ${sentence}` : `it cannot be judged: ${sentence}`;
  const text = inLine(hint === '' ? said : `${said}; ${hint}`, 2000);
  return { repository: inLine(repository), sentence: text, already: already(held) };
}

function gatesOf(gates: readonly GateVerdict[]): readonly CheckedGate[] {
  return gates.map(({ gate, verdict }) => ({
    gate,
    kind: verdict.kind,
    sentence: inLine(sentenceOf(verdict)),
  }));
}

// Which role can approve mostly stands in the sentence already.
function sentenceOf(verdict: Verdict): string {
  const isNamed = verdict.kind === 'needs-approval' && verdict.sentence.includes(verdict.role);
  return isNamed ? verdict.sentence : verdictAsText(verdict);
}

function approvalsOf(plan: Plan, { already }: CheckFacts): readonly CheckedApproval[] {
  const missing = plan.heldBack
    .filter((held) => !already(held))
    .flatMap(({ release, state, desired, gates }) =>
      gates.flatMap(({ verdict }) =>
        verdict.kind === 'needs-approval'
          ? [
              {
                ...approvalOf(release, desired ?? state, verdict.role),
                state: 'missing' as const,
                sentence: inLine(verdict.sentence),
              },
            ]
          : [],
      ),
    );
  const present = entered(plan)
    .filter((action) => !already(action))
    .flatMap(({ release, to, approval }) => {
      if (approval === undefined) return [];
      const { roles, needed, votes } = approval;
      const role = roles.join(' or ');
      const names = votes.map(({ person }) => person).join(', ');
      const sentence = inLine(`${role} ${votes.length} of ${needed} (${names})`);
      return [{ ...approvalOf(release, to.state, role), state: 'present' as const, sentence }];
    });
  return [...missing, ...present];
}

function approvalOf(release: ReleaseId, to: string, role: string) {
  return { release: inLine(releaseTitle(release)), to, role: inLine(role) };
}

function repositoriesOf(
  plan: Plan,
  { actual, already }: CheckFacts,
  most: number,
): readonly CheckedRepository[] {
  const words = { release: releaseTitle, text: inLine };
  return plan.actions.flatMap((action) => {
    if (!('repository' in action)) return [];
    const changes = repositoryChanges(action, actual?.repositories ?? new Map(), words);
    const lines = changes.map(([, change]) => inLine(change));
    const shown =
      lines.length > most ? [...lines.slice(0, most), `… and ${lines.length - most} more`] : lines;
    return [
      {
        title: inLine(action.repository.title),
        generation: changes[0]?.[0] ?? '',
        changes: shown,
        already: already(action),
      },
    ];
  });
}

function fetchesOf({ actions }: Plan, { already }: CheckFacts): readonly string[] {
  return actions.flatMap((action) => {
    const isFetch = action.kind === 'fetch-release' || action.kind === 'repair-release';
    if (!isFetch || already(action)) return [];
    const pins = pinsOf(action.source).map((digest) => digest.slice(0, 12));
    return [inLine(`${releaseTitle(action.release)}: ${action.source.url}, pinned by ${pins.join(', ')}`)];
  });
}

function ticketsOf(plan: Plan, { already, ticketOf }: CheckFacts): readonly string[] {
  return entered(plan)
    .filter((action) => !already(action))
    .map(({ release, to }) => {
      const number = ticketOf(release);
      const ticket = number === null ? 'its ticket' : `ticket ${number}`;
      return inLine(`${releaseTitle(release)}: ${ticket} will say ${stateText(to)}`);
    });
}

function toldOf({ notifications }: Plan, { already }: CheckFacts): readonly string[] {
  return toldLines(notifications.filter((each) => !already(each))).map((line) => inLine(line));
}
