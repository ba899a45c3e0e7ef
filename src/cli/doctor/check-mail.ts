import type { Outbox } from '../../ports/outbox.ts';
import type { OwnMail } from '../../reconcile/tell-by-mail.ts';
import { counted } from '../../report/names.ts';
import { type Check, lookAtProblems } from './check.ts';

/** Whether the mail server takes us, and what it has not taken. */
export async function checkMail({ mailer }: OwnMail, outbox: Outbox): Promise<readonly Check[]> {
  const letters = await outbox.open();
  const held = letters.flatMap(({ to, standing }) =>
    standing.kind === 'held' ? [`${to}: ${standing.sentence}`] : [],
  );
  const mend = 'correct the address, then stagepost notifications retry ADDRESS, or drop ADDRESS';
  const waiting = counted(letters.length - held.length, 'letter');
  return [
    ...(await lookAtProblems('mail server', () => mailer.problems())),
    { kind: 'ok', subject: 'mail that waits', found: waiting },
    // One address is refused for every letter alike.
    ...[...new Set(held)].map((found): Check => {
      return { kind: 'warning', subject: 'mail that is held', found, mend };
    }),
  ];
}
