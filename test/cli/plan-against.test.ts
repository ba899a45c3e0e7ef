import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../adapters/git/git-fixture.ts';
import { twoHistories } from '../metrics/two-histories.ts';
import { heard } from './heard.ts';

const file = 'releases/umd-5/argus-1.7.5.yaml';
const other = 'releases/umd-5/voms-4.2.0.yaml';

function asking(text: string, state: string): string {
  return text.replace(/^desiredState: .*$/m, `desiredState: ${state}`);
}

test('A plan against the commit that a branch comes from fails for what the branch asks for, and for nothing else.', async () => {
  const git = await twoHistories(scratchFolder());
  const read = (name: string) => readFileSync(join(git.dir, name), 'utf8');
  const plan = (...more: readonly string[]) =>
    heard(['plan', '--repository', git.dir, '--base', 'main~1', ...more]);
  const line = read(file).slice(0, read(file).indexOf('desiredState:')).split('\n').length;

  git.commit({ [file]: asking(read(file), 'Unverified') });
  const mine = await plan();
  expect(mine.code).toBe(1);
  expect(mine.err).toMatch(
    /^refused: argus 1\.7\.5 is Production, wants Unverified: .* is not a step \(R41\)$/m,
  );
  expect((await plan('--github')).out).toContain(
    `::error file=${file},line=${line},col=15,title=argus 1.7.5`,
  );

  git.commit({ [other]: `# Looked at.\n${read(other)}` });
  const next = await plan('--github');
  expect(next.err).toBe(
    'note: stagepost.yaml has no roles: whoever merges into main decides, and nobody has to sign',
  );
  expect(next.code).toBe(0);
  expect(next.out).toContain(`::warning file=${file},line=${line},col=15,title=argus 1.7.5`);
});
