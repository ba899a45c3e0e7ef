import type {
  InstallabilityChange,
  InstallQuestion,
  NamedPackage,
  SolvablePackage,
  Uninstallable,
} from '../../domain/installability.ts';
import type { Observation } from '../../domain/observation.ts';
import { exactName, seenAs, versionText } from '../../domain/version/compare-packages.ts';
import { nameAndArch } from '../guards/shelf.ts';
import type { ClosedQuestions } from './close-questions.ts';

interface Answers {
  readonly before: Observation<readonly Uninstallable[]>;
  readonly after: Observation<readonly Uninstallable[]>;
}

/** Compares two answers name by name, as clients see names: what is broken before does not become broken. */
export function compareAnswers(
  { before, after, outside, untold, withSystem }: ClosedQuestions,
  answers: Answers,
): InstallabilityChange {
  if (answers.before.kind === 'unknown') return { kind: 'cannot-tell', reason: answers.before.reason };
  if (answers.after.kind === 'unknown') return { kind: 'cannot-tell', reason: answers.after.reason };
  const old = judgement(before, answers.before.value);
  const next = judgement(after, answers.after.value);
  const broken = [...next].flatMap(([name, { found, reason }]) =>
    reason === null || typeof old.get(name)?.reason === 'string'
      ? []
      : [{ ...named(found), reason: withSystem ? withBoth(reason) : reason }],
  );
  const mended = [...next].flatMap(([name, { found, reason }]) =>
    reason === null && typeof old.get(name)?.reason === 'string' ? [named(found)] : [],
  );
  return {
    kind: 'known',
    before: count(before, answers.before.value),
    after: count(after, answers.after.value),
    broken,
    mended,
    outside,
    untold,
  };
}

// A solver says that nothing provides it; people want to know of whom that is said.
function withBoth(reason: string): string {
  return reason.replace(/^nothing provides /, 'neither these repositories nor the operating system provide ');
}

interface Judged {
  readonly found: SolvablePackage;
  /** Why it cannot be installed; null when it can. */
  readonly reason: string | null;
}

function judgement(
  { judged, arch }: InstallQuestion,
  answer: readonly Uninstallable[],
): ReadonlyMap<string, Judged> {
  const reasons = new Map(answer.map((each) => [each.package, each.reason]));
  return new Map(
    judged.map((found) => [seenAs(found, arch), { found, reason: reasons.get(exactName(found)) ?? null }]),
  );
}

function count({ judged }: InstallQuestion, answer: readonly Uninstallable[]) {
  return { installable: judged.length - answer.length, of: judged.length };
}

function named(found: SolvablePackage): NamedPackage {
  return { package: nameAndArch(found), version: versionText(found) };
}
