import type { Outbox } from '../../ports/outbox.ts';
import type { OwnMail } from '../../reconcile/tell-by-mail.ts';
import { counted } from '../../report/names.ts';
import { type Check, lookAtProblems } from './check.ts';

/** Whether the mail server takes us, and what it has not taken. */
export async function checkMail({ mailer }: OwnMail, outbox: Outbox): Promise<readonly Check[]> {
  const letters = await outbox.open();
  const held = letters.flatMap(({ to, standing }) => (standing.kind === 'held' ? [{ to, standing }] : []));
  const waiting = letters.length - held.length;
  const subject = 'mail that waits';
  const mend = 'correct the address, then stagepost notifications retry ADDRESS, or drop ADDRESS';
  return [
    ...(await lookAtProblems('mail server', () => mailer.problems())),
    ...(held.length === 0
      ? [{ kind: 'ok', subject, found: counted(waiting, 'letter') } as const]
      : held.map(({ to, standing }): Check => {
          return {
            kind: 'warning',
            subject: 'mail that is held',
            found: `${to}: ${standing.sentence}`,
            mend,
          };
        })),
  ];
}
