import type { ActionResult } from '../../domain/outcome.ts';
import type { Action } from '../../domain/plan.ts';
import type { Log } from '../../ports/log.ts';
import type { CycleListener } from '../../reconcile/until-quiet.ts';

/** Tells cycles as events: one for each plan that does something and for each action, with the release or repository. */
export function logChanges(log: Log): CycleListener {
  let found = '';
  let waited = '';
  let noted = '';
  return {
    planned: (planned) => {
      const findings = planned.findings.map(
        ({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
      );
      const told = JSON.stringify(findings);
      if (told !== found && findings.length > 0) log.warn('findings', { findings });
      found = told;
      if (planned.kind === 'refused') return;
      const { digest, base, actions, heldBack } = planned.plan;
      if (actions.length === 0 || digest === waited) return;
      const { commit } = base;
      log.info('plan', { plan: digest, commit, actions: actions.length, heldBack: heldBack.length });
    },
    ended: (cycle) => {
      if (cycle.kind === 'refused') return;
      const { plan, results } = cycle.outcome;
      const waits = results.length > 0 && results.every(({ kind }) => kind === 'running');
      const again = waits && plan.digest === waited;
      waited = waits ? plan.digest : '';
      if (again) return;
      const actions = new Map(plan.actions.map((action) => [action.id, action]));
      for (const result of results) logResult(log, result, actions.get(result.action));
      const notes = JSON.stringify(cycle.notes);
      if (notes !== noted)
        for (const { subject, sentence } of cycle.notes) log.warn('not mirrored', { subject, sentence });
      noted = notes;
    },
  };
}

function logResult(log: Log, result: ActionResult, action: Action | undefined): void {
  const about = { action: result.action, ...(action === undefined ? {} : subjectOf(action)) };
  if (result.kind !== 'failed') {
    log.info(`action ${result.kind}`, about);
    return;
  }
  const { code, message, hint, treatment, details } = result.failure;
  log.error('action failed', { ...about, code, message, hint, treatment, details });
}

function subjectOf(action: Action) {
  if (action.kind === 'read-system') return { platform: action.platform };
  if (!('repository' in action)) return { release: action.release };
  return { repository: action.repository.key };
}
