import type { Outcome } from '../domain/outcome.ts';
import type { Action } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { counted, stateText } from './names.ts';

/** Subject and body of the record's commit: which states were entered, what was published, what failed. */
export function recordMessage(outcome: Outcome): string {
  const actions = new Map(outcome.plan.actions.map((action) => [action.id, action]));
  const lines = outcome.results.flatMap((result) => {
    const action = actions.get(result.action);
    if (action === undefined || result.kind === 'skipped' || result.kind === 'running') return [];
    return result.kind === 'done'
      ? sentenceOf(action)
      : [`failed ${result.action}: ${result.failure.message}`];
  });
  if (lines.length === 0) lines.push('main was rewritten, and a reviewed line lets it through');
  const subject = lines.length === 1 ? (lines[0] ?? '') : counted(lines.length, 'change');
  const { commit } = outcome.plan.base;
  return `${subject.slice(0, 72)}\n\n${lines.join('\n')}\n\nMain: ${commit}\nPlan: ${outcome.plan.digest}\n`;
}

function sentenceOf(action: Action): readonly string[] {
  switch (action.kind) {
    case 'fetch-release':
      return [`${releaseTitle(action.release)} fetched and verified`];
    case 'repair-release':
      return [`${releaseTitle(action.release)} fetched again, because its copy in the pool was damaged`];
    case 'read-system':
      return [`operating system of ${action.platform} read`];
    case 'publish-generation':
      return [`${action.repository.title}: generation ${action.number}`];
    case 'restore-generation':
      return [`${action.repository.title}: generation ${action.generation.number} restored`];
    case 'record-generation':
      return [`${action.repository.title}: generation ${action.generation.number} found and recorded`];
    case 'retire-repository':
      return [`${action.repository.title}: removed`];
    case 'enter-state':
      return [`${releaseTitle(action.release)}: ${action.from ?? 'new'} -> ${stateText(action.to)}`];
    default:
      return action satisfies never;
  }
}
