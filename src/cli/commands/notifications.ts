import type { DesiredRelease } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { emptyRecord, type ReconcilerRecord } from '../../domain/record.ts';
import { notificationOf } from '../../plan/notifications/notification-of.ts';
import { planCycle } from '../../reconcile/cycle.ts';
import type { Planned } from '../../reconcile/planned.ts';
import { findingsAsText } from '../../report/findings-as-text.ts';
import { type NotificationPreview, previewAsText } from '../../report/notifications-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { releaseKnown } from '../find-release.ts';
import { onHost } from '../host-options.ts';
import { hostOf, type PlaceOptions, withPlaceOptions } from '../on-git.ts';
import { planFromRecord } from '../plan-from-record.ts';

type PreviewOptions = PlaceOptions & { readonly json?: boolean };

/** `stagepost notifications`: who would be told of what, and why; nothing is sent. */
export const addNotifications: AddCommand = (program, { io, finish }) => {
  const group = program.command('notifications').description('show who would be told of a release, and why');
  withPlaceOptions(group.command('preview'))
    .description('show who would be told of the state that a release is in; nothing is sent yet')
    .argument('<release>', 'such as voms-4.2.0, or umd-5/voms-4.2.0 where several majors have one')
    .option('--json', 'everything that the text says, as JSON')
    .action(async (name: string, options: PreviewOptions) => {
      const host = hostOf(io, options);
      const { repository = '.', commit } = options;
      const clone = { repository, ...(commit === undefined ? {} : { commit }) };
      const planned =
        host === undefined
          ? await planFromRecord(io, clone)
          : await onHost(io, { host }, ({ deps }) => planCycle(deps));
      if (planned.findings.length > 0) io.err(findingsAsText(planned.findings));
      if (planned.kind === 'refused') return finish(exitCodes.error);
      const preview = previewOf(name, planned);
      io.out(options.json === true ? JSON.stringify(preview, null, 2) : previewAsText(preview));
      finish(exitCodes.done);
    });
};

function previewOf(
  name: string,
  { desired, actual, plan }: Extract<Planned, { kind: 'planned' }>,
): NotificationPreview {
  const record = actual.record.kind === 'known' ? actual.record.value : emptyRecord;
  const id = releaseKnown(name, [
    ...record.releases.keys(),
    ...desired.releases.map(({ release }) => release.id),
  ]);
  const found = desired.releases.find(({ release }) => release.id === id);
  if (found === undefined) throw withoutFile(id);
  return {
    schemaVersion: 1,
    sent: false,
    release: id,
    file: found.release.file,
    present: presentOf(found, record, desired.policy),
    planned: plan.notifications.filter(({ release }) => release === id),
  };
}

function presentOf(
  { release, reports }: DesiredRelease,
  record: ReconcilerRecord,
  policy: Parameters<typeof notificationOf>[0]['policy'],
): NotificationPreview['present'] {
  const recorded = record.releases.get(release.id);
  if (recorded === undefined) return null;
  const { entered } = recorded.visits.at(-1) ?? recorded.visits[0];
  return { ...notificationOf({ release, reports, policy, recorded }), since: entered };
}

function withoutFile(id: string): StagepostError {
  return new StagepostError({
    code: 'bad-release-repository',
    message: `${id} has no readable file on main, and whom it concerns stands there`,
    hint: 'stagepost validate says what is wrong with a file; one that was deleted comes back by git revert',
    treatment: 'needs-person',
  });
}
