import type { StoredLetter } from '../../domain/mail.ts';
import { emptyRecord } from '../../domain/record.ts';
import type { StoredMessage } from '../../domain/rollout-message.ts';
import { planCycle } from '../../reconcile/cycle.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { waitingMailText } from '../../report/letters-as-text.ts';
import { waitingText } from '../../report/messages-as-text.ts';
import { statusAsText } from '../../report/status-as-text.ts';
import { statusView } from '../../report/status-view.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { onHost, withHostOptions } from '../host-options.ts';
import type { Io } from '../io.ts';
import { planHere, type RecordOptions, withRecordOptions } from '../plan-from-record.ts';

/** `stagepost status`: where every release is and what it waits for. */
export const addStatus: AddCommand = (program, { io, finish }) => {
  withRecordOptions(withHostOptions(program.command('status')))
    .description('show where every release is, since when, and what it waits for')
    .action(async (options: RecordOptions) => {
      const { planned, messages, letters } = await statusFacts(io, options);
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
      if (options.json === true) io.out(JSON.stringify({ ...view, ...countsOf(messages, letters) }, null, 2));
      else {
        const waits = [waitingText(messages, view.now), waitingMailText(letters, view.now)];
        io.out([statusAsText(view), ...waits].filter(Boolean).join('\n'));
      }
      if (record.kind === 'unknown') io.err(`the record cannot be read: ${record.reason}`);
      finish(exitCodes.done);
    });
};

function countsOf(messages: readonly StoredMessage[], letters: readonly StoredLetter[]) {
  const held = letters.filter(({ standing }) => standing.kind === 'held').length;
  return { waitingMessages: messages.length, waitingMails: letters.length - held, heldMails: held };
}

// Messages and mail wait on a host; a clone has none of them.
async function statusFacts(io: Io, options: RecordOptions) {
  if (options.fromRecord === true) return { planned: await planHere(io, options), messages: [], letters: [] };
  return onHost(io, options, async ({ deps }) => ({
    planned: await planCycle(deps),
    messages: await deps.inbox.list(['received', 'waiting']),
    letters: await deps.outbox.open(),
  }));
}
