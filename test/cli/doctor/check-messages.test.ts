import { expect, test } from 'vitest';
import { checkMessages } from '../../../src/cli/doctor/check-messages.ts';
import type { Host } from '../../../src/config/host.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import { plusSeconds } from '../../../src/domain/instant.ts';
import { noon } from '../../builders/release.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeInbox } from '../../fakes/inbox.ts';

const listening = {
  requestTracker: { url: 'https://rt.example.org', queue: 'sw-rel', tokenFile: '/t' },
  listen: { rolloutProgressSecret: '/etc/stagepost/secret' },
} as unknown as Host;

test('Doctor says when the last message of the tracker came, and warns where none ever did.', async () => {
  const inbox = fakeInbox();
  const deps = { inbox, clock: fakeClock(plusSeconds(noon, 7200)) };
  expect(await checkMessages(deps, listening)).toEqual([
    expect.objectContaining({ kind: 'warning', mend: expect.stringContaining('stagepost-outbox') }),
  ]);
  const standing = { kind: 'received' } as const;
  await inbox.keep({ delivery: '1-2-3', receivedAt: noon, body: '{}', standing }, sha256Of('a'));
  expect(await checkMessages(deps, listening)).toEqual([
    { kind: 'ok', subject: 'messages of the tracker', found: 'the last one came 2 h ago' },
  ]);
  expect(await checkMessages(deps, { ...listening, requestTracker: null })).toEqual([]);
});
