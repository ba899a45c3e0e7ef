import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { openDose } from '../../src/adapters/dose/open-dose.ts';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openLibsolv } from '../../src/adapters/libsolv/open-libsolv.ts';
import type { ProcessRunner } from '../../src/ports/process-runner.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { aQuestion, aSolvable } from '../builders/solvable.ts';
import { commonLies, lyingRunner } from './lying-tools.ts';

const path = temporaryFolder();

const judged = [aSolvable('a 1.0', { requires: ['nowhere'] }), aSolvable('b 1.0'), aSolvable('c 1.0')];
const solvers = {
  testsolv: {
    question: aQuestion('yum', judged),
    open: (runner: ProcessRunner) => openLibsolv({ runner, changes: localFileChanges, scratch: tmpdir() }),
    lies: {
      ...commonLies,
      'says nothing of one package': '$real "$@" | grep -v "^install b-"',
      'answers for fewer packages': '$real "$@" | sed "/^test 2:/,$ d"',
      'says of one package that it can and that it cannot':
        '$real "$@" | sed "/^test 1:/a install a-1.0-1.noarch@available"',
      'does not read what it is given': 'exec $real -r /dev/null',
    },
  },
  'dose-debcheck': {
    question: aQuestion('apt', judged),
    open: openDose,
    lies: {
      ...commonLies,
      'names fewer broken packages than it counts': '$real "$@" | grep -v "^ -$"; exit 1',
      'counts fewer packages than it was given':
        '$real "$@" | sed "s/^total-packages: 3/total-packages: 2/"; exit 1',
      'writes half of its report': '$real "$@" | head -n 8; exit 1',
      'does not read what it is given': 'exec $real "$@" </dev/null',
    },
  },
};

for (const [tool, { question, open, lies }] of Object.entries(solvers))
  describe(`${tool} is not believed`, () => {
    let at = 0;
    for (const [title, lines] of Object.entries(lies))
      test(`when it ${title}`, async () => {
        at += 1;
        const failure = await failureIn(
          open(lyingRunner(path(`${tool}-${at}`), tool, lines)).uninstallable(question),
        );
        expect(['tool-refused', 'command-failed', 'command-timed-out', 'command-wrote-too-much']).toContain(
          failure.code,
        );
      });

    test('and is where it does not lie', async () => {
      const found = await open(lyingRunner(path(`${tool}-honest`), tool, 'exec $real "$@"')).uninstallable(
        question,
      );
      expect(found.map((each) => each.package.split('-')[0])).toEqual(['a']);
    });
  });
