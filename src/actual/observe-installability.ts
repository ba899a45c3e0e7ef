import type { ActualState } from '../domain/actual-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import { type InstallQuestion, questionDigest, type Uninstallable } from '../domain/installability.ts';
import { known, type Observation } from '../domain/observation.ts';
import type { DependencySolvers } from '../ports/dependency-solver.ts';
import { attempt } from './attempt.ts';

/** Answers by the digest of their question. Whoever calls keeps it, so that no question is asked twice. */
export type AnswerCache = Map<Sha256, readonly Uninstallable[]>;

/** What asking needs. */
export interface SolveDeps {
  readonly solvers: DependencySolvers;
  readonly answers: AnswerCache;
}

/** The same world with the answers to these questions; one that nobody gives is unknown, and is asked again next time. */
export async function withAnswers(
  deps: SolveDeps,
  actual: ActualState,
  questions: readonly InstallQuestion[],
): Promise<ActualState> {
  const installability = new Map(actual.installability);
  for (const question of questions) {
    const digest = questionDigest(question);
    installability.set(digest, await answerTo(deps, question, digest));
  }
  return { ...actual, installability };
}

async function answerTo(
  { solvers, answers }: SolveDeps,
  question: InstallQuestion,
  digest: Sha256,
): Promise<Observation<readonly Uninstallable[]>> {
  const cached = answers.get(digest);
  if (cached !== undefined) return known(cached);
  const found = await attempt(() => solvers[question.format].uninstallable(question));
  if (found.kind === 'known') answers.set(digest, found.value);
  return found;
}
