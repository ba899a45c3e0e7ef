import { tmpdir } from 'node:os';
import type { SolveDeps } from '../actual/observe-installability.ts';
import { openDose } from '../adapters/dose/open-dose.ts';
import { localFileChanges } from '../adapters/files/change-files.ts';
import { openLibsolv } from '../adapters/libsolv/open-libsolv.ts';
import { processRunner } from '../adapters/process/run-command.ts';

/** Who judges what can be installed where there is no host: the tools of this machine, with nothing kept. */
export function localSolving(): SolveDeps {
  const deps = { runner: processRunner, changes: localFileChanges, scratch: tmpdir() };
  return { solvers: { yum: openLibsolv(deps), apt: openDose(processRunner) }, answers: new Map() };
}
