// One entry a task. They run under Node 24 with everything installed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareNode } from './ensure-node.mjs';
import { root } from './paths.mjs';
import { runInherited } from './run-command.mjs';
import { runTests } from './run-tests.mjs';

export const programs = {
  biome: ['node_modules/@biomejs/biome/bin/biome', 'check'],
  tsc: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  knip: ['node_modules/knip/bin/knip.js'],
};

function node(args) {
  return runInherited(process.execPath, args);
}

const tasks = {
  quickstart: (args) => node([join(root, 'scripts/quickstart.ts'), ...args]),
  test: (args) => runTests({ programs, projects: ['quick', 'service'], args }),
  'test:quick': (args) => runTests({ programs, projects: ['quick'], args }),
  'two-reconcilers': (args) => node([join(root, 'test/story/try-two-reconcilers.ts'), ...args]),
  drift: (args) => {
    // A hundred changes of a tree for each format; `npm test` tries a sample of them.
    process.env.STAGEPOST_DRIFT_TRIES ??= '100';
    return runTests({ programs: {}, projects: ['service'], args: ['test/drift', ...args] });
  },
  audit: (args) => {
    // Five hundred edits of record, main and repositories; `npm test` tries a sample of them.
    process.env.STAGEPOST_AUDIT_EDITS ??= '500';
    return runTests({ programs: {}, projects: ['service'], args: ['test/audit', ...args] });
  },
  attacks: (args) => node([join(root, 'scripts/attacks.ts'), ...args]),
  figures: (args) => node([join(root, 'test/scale/main.ts'), ...args]),
  tickets: (args) => node([join(root, 'test/tickets/main.ts'), ...args]),
  soak: (args) => node([join(root, 'scripts/soak.ts'), ...args]),
  versions: (args) => {
    // A hundred thousand pairs of versions of each kind; `npm test` asks about ten thousand.
    process.env.STAGEPOST_VERSION_PAIRS ??= '100000';
    return runTests({ programs: {}, projects: ['service'], args: ['test/domain/version', ...args] });
  },
  check: () => runTests({ programs, projects: [], args: [] }),
  // The Node that goes along is the pinned one, whatever runs this.
  package: async (args) => {
    const { program } = await prepareNode();
    return node([join(root, 'scripts/package.ts'), '--node', program, ...args]);
  },
  faults: (args) => node([join(root, 'test/faults/main.ts'), ...args]),
  schemas: (args) => node([join(root, 'scripts/generate-types.ts'), ...args]),
  build: () => {
    // What an earlier source became would be shipped as well.
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    return node(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  },

  // What every task needs is there by now.
  install: () => ({ code: 0, signal: null }),
};

/** Answers how the task ended, as `{ code, signal }`. */
export function runTask(task, args) {
  return tasks[task](args);
}
