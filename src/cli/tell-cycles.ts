import type { MirrorNote } from '../domain/mirrored.ts';
import type { Cycle } from '../reconcile/cycle.ts';
import type { Planned } from '../reconcile/planned.ts';
import type { CycleListener } from '../reconcile/until-quiet.ts';
import { findingsAsText, findingsSummary } from '../report/findings-as-text.ts';
import { outcomeAsText } from '../report/outcome-as-text.ts';
import { planAsText, quietText } from '../report/plan-as-text.ts';
import type { Io } from './io.ts';

/** Tells a run as it goes: each plan before it is carried out, and what became of it. */
export function tellCycles(io: Io, { json }: { readonly json: boolean }): CycleListener {
  if (json) return { planned: () => undefined, ended: () => undefined };
  let first = true;
  const waiting = hearWaiting();
  return {
    planned: (planned) => {
      if (planned.findings.length > 0 && first) sayFindings(io, planned);
      if (planned.kind === 'planned' && (planned.plan.actions.length > 0 || first) && !waiting.again(planned))
        io.out(planAsText(planned.plan));
      first = false;
    },
    ended: (cycle) => {
      if (cycle.kind === 'refused' || waiting.goesOn(cycle)) return;
      const idle = cycle.outcome.results.length === 0;
      io.out(idle ? `\n${quietText(cycle.outcome.plan)}` : `\n${outcomeAsText(cycle.outcome)}\n`);
      sayNotes(io, cycle.notes);
    },
  };
}

/** The same for a process that runs for ever: only what does something, with the time before it. */
export function tellChanges(io: Io): CycleListener {
  const waiting = hearWaiting();
  let noted = '';
  return {
    planned: (planned) => {
      if (planned.kind === 'refused') sayFindings(io, planned);
      else if (planned.plan.actions.length > 0 && !waiting.again(planned))
        io.out(`${planned.plan.madeAt}\n${planAsText(planned.plan)}`);
    },
    ended: (cycle) => {
      if (cycle.kind === 'refused' || waiting.goesOn(cycle)) return;
      if (cycle.outcome.results.length > 0)
        io.out(`\n${cycle.outcome.finishedAt} ${outcomeAsText(cycle.outcome)}\n`);
      const notes = JSON.stringify(cycle.notes);
      if (notes !== noted) sayNotes(io, cycle.notes);
      noted = notes;
    },
  };
}

/** Knows when a cycle only waits, once more, for the fetches that the one before waited for. */
function hearWaiting() {
  let waitedFor: string | undefined;
  return {
    again: (planned: Planned) => planned.kind === 'planned' && planned.plan.digest === waitedFor,
    goesOn: (cycle: Cycle): boolean => {
      const { plan, results } = cycle.kind === 'done' ? cycle.outcome : { plan: undefined, results: [] };
      const waits = results.length > 0 && results.every((result) => result.kind === 'running');
      const told = waits && plan?.digest === waitedFor;
      waitedFor = waits ? plan?.digest : undefined;
      return told;
    },
  };
}

function sayNotes(io: Io, notes: readonly MirrorNote[]): void {
  for (const { subject, sentence } of notes) io.err(`not mirrored: ${subject}: ${sentence}`);
}

function sayFindings(io: Io, planned: Planned): void {
  const rest =
    planned.kind === 'refused' ? 'Nothing was changed.' : 'These releases hold still; the others go on.';
  io.err(findingsAsText(planned.findings));
  io.err(`${findingsSummary(planned.findings)} ${rest}\n`);
}
