import type { ActualState } from '../../domain/actual-state.ts';
import { type Audience, audienceTitle } from '../../domain/client-view.ts';
import type { Sha256 } from '../../domain/digest.ts';
import type { BreakageRule } from '../../domain/gates.ts';
import {
  type InstallabilityChange,
  type InstallQuestion,
  questionDigest,
  type Uninstallable,
} from '../../domain/installability.ts';
import { type MajorRelease, platformOf } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import { known, type Observation, unknown } from '../../domain/observation.ts';
import { wholeKey } from '../../domain/package-part.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import { offersOf } from '../guards/shelf.ts';
import { systemStanding } from '../systems/system-standing.ts';
import { closedQuestions } from './close-questions.ts';
import { compareAnswers } from './compare-answers.ts';

/** A change of what an audience is offered. */
export interface OfferedMembers {
  readonly audience: Audience;
  readonly major: MajorRelease;
  readonly before: readonly Member[];
  readonly after: readonly Member[];
}

/** What one round of planning knows of what can be installed, and what it would have to know. */
export interface InstallLook {
  /** What a change does; null where nobody wants to know. */
  compare(change: OfferedMembers): InstallabilityChange | null;
  /** What was asked and has no answer yet. */
  unanswered(): readonly InstallQuestion[];
}

interface Sources {
  readonly actual: Pick<ActualState, 'packages' | 'installability'>;
  readonly policy: Pick<Policy, 'gates' | 'operatingSystems'>;
  readonly record: Pick<ReconcilerRecord, 'systems'>;
}

/** Opens the look for one round; a change that is asked about twice is worked out once. */
export function openLook(sources: Sources): InstallLook {
  const { actual, policy } = sources;
  const unanswered = new Map<Sha256, InstallQuestion>();
  const done = new Map<string, InstallabilityChange>();
  const answerOf = (question: InstallQuestion): Observation<readonly Uninstallable[]> => {
    if (question.judged.length === 0) return known([]);
    const digest = questionDigest(question);
    const answer = actual.installability.get(digest);
    if (answer === undefined) unanswered.set(digest, question);
    return answer ?? unknown('nobody has been asked yet');
  };
  return {
    compare: (change) => {
      const { audience } = change;
      if (breakageRule(policy, audience.majorRelease) === 'ignore') return null;
      if (audience.platform !== wholeKey(audience.platform)) return null;
      const key = keyOf(change);
      const found = done.get(key) ?? compare(change, sources, answerOf);
      done.set(key, found);
      return found;
    },
    unanswered: () => [...unanswered.values()],
  };
}

/** What policy says of a new breakage in a major release. */
export function breakageRule({ gates }: Pick<Policy, 'gates'>, majorRelease: string): BreakageRule {
  const { newBreakage, exceptions } = gates.installability;
  return exceptions.find((each) => each.majorRelease === majorRelease)?.newBreakage ?? newBreakage;
}

function keyOf({ audience, before, after }: OfferedMembers): string {
  const digests = (members: readonly Member[]) => members.map(({ digest }) => digest).join();
  return [audienceTitle(audience), digests(before), digests(after)].join(' ');
}

function compare(
  { audience, major, before, after }: OfferedMembers,
  sources: Sources,
  answerOf: (question: InstallQuestion) => Observation<readonly Uninstallable[]>,
): InstallabilityChange {
  const { actual } = sources;
  const old = offersOf(actual, before);
  const next = offersOf(actual, after);
  if (old.kind === 'unknown') return { kind: 'cannot-tell', reason: old.reason };
  if (next.kind === 'unknown') return { kind: 'cannot-tell', reason: next.reason };
  const { platform } = audience;
  const system = systemStanding(sources, platform, [...before, ...after]);
  if (system.kind === 'unread')
    return { kind: 'cannot-tell', reason: `the operating system of ${platform}: ${system.why}` };
  const format = platformOf(major, platform)?.format ?? 'yum';
  const questions = closedQuestions({
    format,
    platform,
    before: old.value,
    after: next.value,
    system: system.kind === 'read' ? system.reading.packages : null,
  });
  // Both are asked before one of them is missed, so that a round of questions has all of them.
  const answers = { before: answerOf(questions.before), after: answerOf(questions.after) };
  return compareAnswers(questions, answers);
}
