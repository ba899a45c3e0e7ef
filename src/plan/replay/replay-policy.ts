import { judge } from '../../domain/lifecycle.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PolicyReplay, StepReplay } from '../../domain/policy-replay.ts';
import type { ReleaseRecord } from '../../domain/record.ts';
import { worstFirst, worstOf } from '../../domain/verdict.ts';
import { allGates, datedGates } from '../gates/all-gates.ts';
import { askThese, opensAt } from '../gates/ask-gates.ts';
import type { DatedQuestion } from '../gates/gate.ts';
import type { RecordedStep } from './past-steps.ts';

/** A step with what main had of the release when it was taken; null where main had no file that can be read. */
export interface StepToReplay extends RecordedStep {
  readonly file: DatedQuestion['desired'] | null;
}

// The slot is no gate of one step alone: who held it depends on all that went before.
const notReplayed = [...allGates.map(({ name }) => name).filter(isLeftOut), 'slot'];

/**
 * What another policy would have said of each step at its moment. Steps are judged one by one, with everything before
 * them as it really was: nobody knows what people would have done after a step that was held.
 */
export function replayPolicy(policy: Policy, steps: readonly StepToReplay[]): PolicyReplay {
  return { steps: steps.map((each) => ({ ...each.step, answer: answerOf(policy, each) })), notReplayed };
}

function isLeftOut(name: string): boolean {
  return !datedGates.some((gate) => gate.name === name);
}

function answerOf(policy: Policy, given: StepToReplay): StepReplay {
  const question = questionOf(policy, given);
  if (typeof question === 'string') return { kind: 'not-replayed', why: question };
  const gates = worstFirst(askThese(question, datedGates));
  if (worstOf(gates).kind === 'pass') return { kind: 'passes', gates };
  const opens = opensAt(question, datedGates);
  return { kind: 'held', gates, earliest: opens === question.now ? null : opens };
}

/** What the gates are asked, or why they cannot be. */
function questionOf(policy: Policy, { step, before, file }: StepToReplay): DatedQuestion | string {
  if (step.from === step.to)
    return 'the record does not say whether its packages were withdrawn or came back';
  if (file === null) return 'main had no release file then that can be read';
  const { content, workflow } = file.release;
  const major = policy.majorReleases.get(content.majorRelease);
  if (major === undefined) return `the policy has no major release ${content.majorRelease}`;
  const [first, ...rest] = before;
  const { release } = step;
  const from = { state: step.from };
  const { route } = workflow.emergency;
  const judgement = judge(from, step.to, route);
  if (judgement.kind !== 'go') return 'its file asked for no such step then';
  const visits: ReleaseRecord['visits'] | null = first === undefined ? null : [first, ...rest];
  return {
    desired: file,
    major,
    policy,
    record: { releases: new Map(visits === null ? [] : [[release, { release, observed: from, visits }]]) },
    from,
    step: { transition: judgement.transition, edit: { route } },
    now: step.at,
  };
}
