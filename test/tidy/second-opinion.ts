// The check of a plan shares no code with the making of it: a mistake of the one must not be one of the other.
import type { Finding, Rule } from './rule.ts';
import type { Import, SourceFile } from './source-tree.ts';

const CHECK = /^src\/plan\/(check-plan\.ts$|second-opinion\/)/;

/** Nouns that both may use: what a plan, a generation and a repository are, and how they are named. */
const NOUNS = ['digest', 'generation', 'plan', 'repository'].map((noun) => `src/domain/${noun}.ts`);

function refusal(path: string, { target, typeOnly }: Import): string | undefined {
  if (target === undefined) return undefined;
  const checks = CHECK.test(path);
  if (!checks && path.startsWith('src/plan/') && CHECK.test(target))
    return 'the planner asks nobody for a second opinion';
  if (!checks || CHECK.test(target) || NOUNS.includes(target)) return undefined;
  const isNoun = typeOnly && target.startsWith('src/domain/');
  return isNoun ? undefined : 'the second opinion shares nothing with the planner but types and nouns';
}

function checkFile(file: SourceFile): readonly Finding[] {
  return file.imports.flatMap((found) => {
    const why = refusal(file.path, found);
    return why === undefined
      ? []
      : [{ file: file.path, line: found.line, message: `imports ${found.target}; ${why}` }];
  });
}

export const secondOpinion: Rule = {
  name: 'second opinion',
  says: 'The second opinion on a plan shares no code with the planner.',
  check: (tree) => tree.sources.flatMap(checkFile),
};
