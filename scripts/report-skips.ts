// A vitest reporter: every test that was skipped, with the reason that it gave.
import type { Reporter, TestModule } from 'vitest/node';

function skippedLines(module: TestModule): readonly string[] {
  return [...module.children.allTests('skipped')].map((test) => {
    const result = test.result();
    const reason = result.state === 'skipped' ? result.note : undefined;
    return `skipped: ${module.relativeModuleId} > ${test.fullName}: ${reason ?? 'no reason given'}`;
  });
}

export const reportSkips: Reporter = {
  onTestRunEnd(modules) {
    for (const line of modules.flatMap(skippedLines)) console.log(line);
  },
};
