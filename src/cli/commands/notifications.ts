import { InvalidArgumentError, Option } from 'commander';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import type { CommitSha, DesiredRelease } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { shippedMatrix } from '../../domain/notification.ts';
import { emptyRecord, type ReleaseRecord, withEntry } from '../../domain/record.ts';
import type { StateName } from '../../domain/release.ts';
import { isMailed, lettersAbout, passedState } from '../../plan/notifications/letters-of.ts';
import { notificationOf } from '../../plan/notifications/notification-of.ts';
import { planCycle } from '../../reconcile/cycle.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import type { Planned } from '../../reconcile/planned.ts';
import { mailPlaces } from '../../reconcile/tell-by-mail.ts';
import { findingsAsText } from '../../report/findings-as-text.ts';
import type { MailPlaces } from '../../report/mails/mail-content.ts';
import { mailOf } from '../../report/mails/mail-of.ts';
import {
  type NotificationPreview,
  type PreviewedMail,
  previewAsText,
  type TellingChannel,
} from '../../report/notifications-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { releaseKnown } from '../find-release.ts';
import { onHost } from '../host-options.ts';
import { hostOf, type PlaceOptions, withPlaceOptions } from '../on-git.ts';
import { planFromRecord } from '../plan-from-record.ts';
import { addOutbox } from './outbox.ts';

type PreviewOptions = PlaceOptions & {
  readonly json?: boolean;
  readonly state?: StateName;
  readonly html?: string;
};

/** What a preview is made from. `channel` says by what a host tells people, once its policy is known. */
interface PreviewFacts {
  readonly planned: Planned;
  readonly places: MailPlaces;
  readonly channel: (desired: Parameters<typeof isMailed>[0]) => TellingChannel;
}

/** `stagepost notifications`: who is told of what, why and how, and the mail that waits. */
export const addNotifications: AddCommand = (program, context) => {
  const { io, finish } = context;
  const group = program
    .command('notifications')
    .description('show who is told of a release and why, and the mail that waits');
  withPlaceOptions(group.command('preview'))
    .description('show who is told of the state that a release is in, and the mail')
    .argument('<release>', 'such as voms-4.2.0, or umd-5/voms-4.2.0 where several majors have one')
    .addOption(
      new Option('--state <state>', 'suppose that the release is in another state').argParser(stateNamed),
    )
    .option('--html <file>', 'write the mail as HTML to a file as well')
    .option('--json', 'everything that the text says, as JSON')
    .action(async (name: string, options: PreviewOptions) => {
      const host = hostOf(io, options);
      const { repository = '.', commit } = options;
      const clone = { repository, ...(commit === undefined ? {} : { commit }) };
      const facts: PreviewFacts =
        host === undefined
          ? { ...unknownHost, planned: await planFromRecord(io, clone) }
          : await onHost(io, { host }, ({ deps }) => hostFacts(deps));
      const { planned } = facts;
      if (planned.findings.length > 0) io.err(findingsAsText(planned.findings));
      if (planned.kind === 'refused') return finish(exitCodes.error);
      const preview = previewOf(name, { ...facts, planned }, options.state);
      if (options.html !== undefined)
        await localFileChanges.write(options.html, preview.present?.mail?.html ?? '');
      io.out(options.json === true ? JSON.stringify(preview, null, 2) : previewAsText(preview));
      finish(exitCodes.done);
    });
  addOutbox(group, context);
};

const unknownHost: Omit<PreviewFacts, 'planned'> = {
  places: { ticketTag: null, ticketOf: () => null, pageOf: () => null },
  channel: () => 'unknown',
};

async function hostFacts(deps: CycleDeps): Promise<PreviewFacts> {
  const { mail, mirrors } = deps;
  const hasTickets = mirrors.tickets !== null;
  const planned = await planCycle(deps);
  const isKnown = mail !== null && planned.kind === 'planned';
  return {
    planned,
    places: isKnown ? await mailPlaces(deps, mail, planned.desired) : unknownHost.places,
    channel: (policy) => {
      if (mail === null) return hasTickets ? 'ticket' : 'nothing';
      if (!isMailed(policy, hasTickets)) return 'ticket';
      return hasTickets ? 'both' : 'mail';
    },
  };
}

function stateNamed(text: string): StateName {
  if (Object.hasOwn(shippedMatrix, text)) return text as StateName;
  throw new InvalidArgumentError(`It is one of ${Object.keys(shippedMatrix).join(', ')}.`);
}

function previewOf(
  name: string,
  {
    planned: { desired, actual, plan },
    places,
    channel,
  }: PreviewFacts & { readonly planned: Extract<Planned, { kind: 'planned' }> },
  supposed: StateName | undefined,
): NotificationPreview {
  const record = actual.record.kind === 'known' ? actual.record.value : emptyRecord;
  const id = releaseKnown(name, [
    ...record.releases.keys(),
    ...desired.releases.map(({ release }) => release.id),
  ]);
  const found = desired.releases.find(({ release }) => release.id === id);
  if (found === undefined) throw withoutFile(id);
  const { commit, policy } = desired;
  const before = record.releases.get(id);
  const recorded =
    supposed === undefined ? before : inState(supposed, { before, found, commit, now: plan.madeAt });
  return {
    schemaVersion: 1,
    by: channel(policy.notifications),
    release: id,
    file: found.release.file,
    present:
      recorded === undefined
        ? null
        : presentOf({ ...found, recorded, policy }, places, supposed !== undefined),
    planned: supposed === undefined ? plan.notifications.filter(({ release }) => release === id) : [],
  };
}

/** The record of a release as it would be in a state that is only supposed. */
function inState(
  state: StateName,
  {
    before,
    found,
    commit,
    now,
  }: {
    readonly before: ReleaseRecord | undefined;
    readonly found: DesiredRelease;
    readonly commit: CommitSha;
    readonly now: Instant;
  },
): ReleaseRecord {
  const reason = state === 'Failed' ? 'what went wrong' : null;
  const to = passedState({ state, reason, entered: now });
  return withEntry(before, { release: found.release.id, to, entered: now, commit, reason });
}

function presentOf(
  facts: Parameters<typeof notificationOf>[0],
  places: MailPlaces,
  isSupposed: boolean,
): NonNullable<NotificationPreview['present']> {
  const { visits } = facts.recorded;
  const { entered } = visits.at(-1) ?? visits[0];
  return { ...notificationOf(facts), since: entered, isSupposed, mail: firstMail(facts, places) };
}

function firstMail(facts: Parameters<typeof notificationOf>[0], places: MailPlaces): PreviewedMail | null {
  const [letter] = lettersAbout(facts, facts.recorded.visits.length - 1);
  if (letter === undefined) return null;
  const { to, subject, text, html } = mailOf({ mail: '', to: letter.to, letters: [letter] }, places);
  return { to, subject, text, html };
}

function withoutFile(id: string): StagepostError {
  return new StagepostError({
    code: 'bad-release-repository',
    message: `${id} has no readable file on main, and whom it concerns stands there`,
    hint: 'stagepost validate says what is wrong with a file; one that was deleted comes back by git revert',
    treatment: 'needs-person',
  });
}
