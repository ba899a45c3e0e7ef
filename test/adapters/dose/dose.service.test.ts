import { describe, expect, test } from 'vitest';
import { openDose } from '../../../src/adapters/dose/open-dose.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import type { SolvablePackage } from '../../../src/domain/installability.ts';
import { aQuestion, aSolvable } from '../../builders/solvable.ts';
import { dependencySolverContract } from '../../contracts/dependency-solver.ts';

const solver = openDose(processRunner);

dependencySolverContract('dose', 'apt', solver);

async function broken(...judged: readonly SolvablePackage[]): Promise<readonly string[]> {
  const found = await solver.uninstallable(aQuestion('apt', judged));
  return found.map((each) => `${each.package}: ${each.reason}`);
}

function needing(...requires: readonly string[]): SolvablePackage {
  return aSolvable('a 1.0', { arch: 'amd64', requires });
}

describe('dose judges by the rules of Debian', () => {
  test('what is provided without a version fits no wish for one', async () => {
    const exim = aSolvable('exim 4.0', { provides: ['mta'] });
    expect(await broken(exim, needing('mta'))).toEqual([]);
    expect(await broken(exim, needing('mta (>= 1)'))).toEqual([
      'a-1.0-1.amd64: nothing provides mta (>= 1), which a-1.0-1.amd64 needs',
    ]);
  });

  test('all alternatives are named when none of them is there', async () => {
    expect(await broken(needing('b (>= 2) | c'))).toEqual([
      'a-1.0-1.amd64: nothing provides b (>= 2) | c, which a-1.0-1.amd64 needs',
    ]);
  });

  test('a package that provides what it conflicts with can be installed', async () => {
    expect(await broken(aSolvable('exim 4.0', { provides: ['mta'], conflicts: ['mta'] }))).toEqual([]);
  });

  test('a native version without a revision, and one with an epoch, are found again in the answer', async () => {
    const native = { ...needing('nowhere'), epoch: '2', release: '' };
    expect(await broken(native)).toEqual([
      'a-2:1.0.amd64: nothing provides nowhere, which a-2:1.0.amd64 needs',
    ]);
  });
});

test('a thousand packages are judged in some seconds', async () => {
  const judged = Array.from({ length: 1000 }, (_, at) =>
    aSolvable(`p${at} 1.${at}`, {
      arch: 'amd64',
      requires: at === 0 ? [] : [`p${Math.floor(at / 2)}`, `p${Math.floor(at / 3)} (>= 1.0)`],
    }),
  );
  expect(await solver.uninstallable(aQuestion('apt', judged))).toEqual([]);
});
