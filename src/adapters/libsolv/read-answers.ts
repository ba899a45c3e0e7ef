import type { SolvablePackage, Uninstallable } from '../../domain/installability.ts';
import { exactName } from '../../domain/version/compare-packages.ts';
import { specOf } from './write-testcase.ts';

/** Those of the packages that a transaction for all of them does not have. */
export function leftOver(output: string, packages: readonly SolvablePackage[]): readonly SolvablePackage[] {
  const lines = new Set(output.split('\n'));
  return packages.filter((each) => !lines.has(`install ${specOf(each)}`));
}

/**
 * What testsolv wrote to one job for each package: a package can be installed when the transaction of its job has it,
 * and cannot when its job has a problem. Undefined where a job has neither, both, or no place in the output.
 */
export function answersIn(
  output: string,
  packages: readonly SolvablePackage[],
): readonly Uninstallable[] | undefined {
  const [before, ...tests] = output.split(/^test (\d+):$/m);
  const numbers = tests.filter((_part, at) => at % 2 === 0);
  const answers = tests.filter((_part, at) => at % 2 === 1);
  const complete =
    numbers.length === packages.length + 1 && numbers.every((text, at) => text === `${at + 1}`);
  if (before !== '' || !complete) return undefined;
  const found: Uninstallable[] = [];
  for (const [at, each] of packages.entries()) {
    const lines = (answers[at] ?? '').split('\n');
    const installs = lines.includes(`install ${specOf(each)}`);
    const problem = lines.flatMap((line) => /^problem \S+ info (.+)$/.exec(line)?.[1] ?? [])[0];
    if (installs === (problem !== undefined)) return undefined;
    if (problem !== undefined) found.push({ package: exactName(each), reason: reasonIn(problem, lines) });
  }
  return found;
}

/** What is missing says it all; that a dependency cannot be installed does not say why, and the proof does. */
function reasonIn(problem: string, lines: readonly string[]): string {
  const missing = /^nothing provides (.+) needed by (\S+)$/.exec(problem);
  if (missing !== null) return `nothing provides ${missing[1]}, which ${missing[2]} needs`;
  const excluded = problem.endsWith('but none of the providers can be installed')
    ? excludingPair(lines)
    : undefined;
  return excluded === undefined ? problem : `${excluded[0]} cannot be installed together with ${excluded[1]}`;
}

/** The two packages of the first step of a proof that says nothing but that not both of them can be there. */
function excludingPair(lines: readonly string[]): readonly [string, string] | undefined {
  const steps = new Map<string, string[]>();
  for (const line of lines) {
    const [, step, literal] = /^proof \S+\s+(\d+):\s+(?:-->\s+)?(\S+)$/.exec(line) ?? [];
    if (step !== undefined && literal !== undefined) steps.set(step, [...(steps.get(step) ?? []), literal]);
  }
  for (const literals of steps.values()) {
    const [first, second, ...more] = literals;
    if (first?.startsWith('-') && second?.startsWith('-') && more.length === 0)
      return inOrder(nameOf(first), nameOf(second));
  }
  return undefined;
}

function nameOf(literal: string): string {
  return literal.replace(/^-/, '').replace(/@available$/, '');
}

// Proofs begin at either end.
function inOrder(one: string, other: string): readonly [string, string] {
  return one < other ? [one, other] : [other, one];
}
