import type { InstallQuestion, Uninstallable } from '../domain/installability.ts';
import type { RepositoryFormat } from '../domain/major-release.ts';

/** The solver of one package format. */
export interface DependencySolver {
  /**
   * Those of the judged packages that cannot be installed, in the order of the question; the others can. It changes
   * nothing, and the same question has the same answer. Throws `tool-missing`, `command-timed-out`,
   * `command-wrote-too-much` or `command-failed` when nobody answers, and `tool-refused` when an answer does not speak
   * of every judged package.
   */
  uninstallable(question: InstallQuestion): Promise<readonly Uninstallable[]>;
}

/** One solver for each format. */
export type DependencySolvers = Readonly<Record<RepositoryFormat, DependencySolver>>;
