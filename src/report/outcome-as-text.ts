import type { Failure } from '../domain/failure.ts';
import type { ActionResult, Outcome } from '../domain/outcome.ts';
import type { Action } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { counted, stateText } from './names.ts';

/** What became of a plan: one line when all went well, and each failure with what to do about it. */
export function outcomeAsText(outcome: Outcome): string {
  const actions = new Map(outcome.plan.actions.map((action) => [action.id, action]));
  const failures = outcome.results.flatMap((result) => {
    const action = actions.get(result.action);
    return result.kind === 'failed' && action !== undefined ? [failureBlock(action, result.failure)] : [];
  });
  return [firstLine(outcome), ...failures].join('\n');
}

function firstLine({ results }: Outcome): string {
  const of = (kind: ActionResult['kind']) => results.filter((result) => result.kind === kind).length;
  const stopped = results.filter((result) => result.kind === 'skipped' && result.because === null).length;
  const because = of('skipped') - stopped;
  const rest = [
    ...(of('running') > 0 ? [`${counted(of('running'), 'fetch', 'fetches')} still at work`] : []),
    ...(because > 0 ? [`${because} not begun because of that`] : []),
    ...(stopped > 0 ? [`${stopped} left for the next run, because this one was ended`] : []),
  ];
  const done = of('done') === 0 ? 'nothing was done' : `done: ${counted(of('done'), 'action')}`;
  if (of('failed') === 0) return [done, ...rest].join(', ');
  return `${[`failed: ${counted(of('failed'), 'action')}`, ...rest].join(', ')}; ${done}`;
}

/** A failure with its details and its mend, indented below what failed. */
export function failureAsText(failure: Failure): string {
  const details = failure.details.slice(0, 20).map((line) => `  ${line}`);
  const more = failure.details.length > 20 ? [`  … ${failure.details.length - 20} more`] : [];
  const hint = failure.hint === '' ? [] : [`What to do: ${failure.hint}`];
  return [failure.message, ...details, ...more, ...hint].join('\n');
}

function failureBlock(action: Action, failure: Failure): string {
  const text = failureAsText(failure).replaceAll('\n', '\n    ');
  return `  ${subjectOf(action)}\n    ${text}`;
}

function subjectOf(action: Action): string {
  switch (action.kind) {
    case 'fetch-release':
      return `fetch of ${releaseTitle(action.release)}`;
    case 'repair-release':
      return `repair of ${releaseTitle(action.release)}`;
    case 'read-system':
      return `reading of the operating system of ${action.platform}`;
    case 'enter-state':
      return `${releaseTitle(action.release)} -> ${stateText(action.to)}`;
    case 'publish-generation':
    case 'restore-generation':
    case 'record-generation':
    case 'retire-repository':
      return action.repository.title;
    default:
      return action satisfies never;
  }
}
