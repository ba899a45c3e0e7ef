import { readSecret } from '../../adapters/files/read-secret.ts';
import type { Composed } from '../../compose.ts';
import type { ListenHost } from '../../config/host.ts';
import type { Secret } from '../../domain/secret.ts';
import type { ServerDeps } from '../../http/create-server.ts';
import { dropMessage, receiveMessage, retryMessage } from '../../reconcile/inbox.ts';
import type { Snapshots } from '../../reconcile/snapshots.ts';

/** What takes messages of the tracker; null where the host file has no secret for them. Throws when that is unusable. */
export async function inboxOf(
  { rolloutProgressSecret }: ListenHost,
  {
    operations,
    deps,
    snapshots,
    hint,
    asked,
  }: Composed & {
    readonly snapshots: Snapshots;
    /** Has the world looked at. */
    readonly hint: () => void;
    /** Has what people ask for looked at. */
    readonly asked: () => void;
  },
): Promise<ServerDeps['inbox']> {
  if (rolloutProgressSecret === null) return null;
  const { ledger, inbox, clock } = deps;
  const own = { inbox, operations, ledger, snapshots, clock };
  return {
    secret: await secretOf(rolloutProgressSecret),
    clock,
    intake: {
      receive: async (arrival) => {
        const received = await receiveMessage(own, arrival);
        if (received.kind === 'kept' && received.standing.kind === 'waiting') asked();
        if (received.kind === 'kept' && received.standing.kind !== 'settled') hint();
        return received;
      },
    },
    messages: {
      list: () => inbox.list(),
      retry: async (by, delivery) => {
        const found = await retryMessage(own, by, delivery);
        if (found) hint();
        return found;
      },
      drop: (by, delivery) => dropMessage(own, by, delivery),
    },
  };
}

/** What takes webhooks of GitHub; null where the host file has no secret for them. Throws when that is unusable. */
export async function webhookOf(
  { githubWebhookSecret }: ListenHost,
  wake: () => void,
): Promise<ServerDeps['webhook']> {
  return githubWebhookSecret === null ? null : { secret: await secretOf(githubWebhookSecret), wake };
}

// Read once, so that a start says what is wrong with it, and then anew for each message, because it may be renewed.
async function secretOf(file: string): Promise<() => Promise<Secret>> {
  await readSecret(file);
  return () => readSecret(file);
}
