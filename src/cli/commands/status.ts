import { emptyRecord } from '../../domain/record.ts';
import { planCycle } from '../../reconcile/cycle.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { statusAsText } from '../../report/status-as-text.ts';
import { statusView } from '../../report/status-view.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';

/** `stagepost status`: where every release is and what it waits for. */
export const addStatus: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('status'))
    .description('show where every release is, since when, and what it waits for')
    .action(async (options: HostOptions) => {
      const planned = await onHost(io, options, (host) => planCycle(host.deps));
      if (planned.findings.length > 0) {
        io.err(findingsAsText(planned.findings));
        io.err(findingsSummary(planned.findings));
      }
      if (planned.kind === 'refused') return finish(exitCodes.error);
      const { record } = planned.actual;
      const view = statusView(
        planned.desired,
        record.kind === 'known' ? record.value : emptyRecord,
        planned.plan,
      );
      io.out(options.json === true ? JSON.stringify(view, null, 2) : statusAsText(view));
      if (record.kind === 'unknown') io.err(`the record cannot be read: ${record.reason}`);
      finish(exitCodes.done);
    });
};
