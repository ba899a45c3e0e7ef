import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { watchClients } from '../../src/reconcile/watch-clients.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { noon } from '../builders/release.ts';
import { fakeSigner } from '../fakes/signer.ts';
import { aBusySnapshot } from '../http/a-server.ts';

const rollout = 'stage-rollout/umd-5/el9/x86_64' as RepositoryKey;
const soon = { timeout: 2000, interval: 5 };

/** The same with another number at the generation of the rollout repository. */
function switched(snapshot: Snapshot, number: number): Snapshot {
  const recorded = snapshot.record.generations.get(rollout);
  if (recorded === undefined) throw new Error('the sample has this repository');
  const next = { ...recorded, generation: { ...recorded.generation, number } };
  const generations = new Map(snapshot.record.generations).set(rollout, next);
  return { ...snapshot, record: { ...snapshot.record, generations } };
}

/** A watch over snapshots that a test hands in, with a public address where nobody answers. */
function watched(first: Snapshot | null) {
  const asked: string[] = [];
  const stop = new AbortController();
  let current = first;
  let changed: (named: { id: string; snapshot: Snapshot }) => void = () => undefined;
  const root = { path: '/nowhere', url: 'https://repo.example.org' };
  const watch = watchClients({
    publicFiles: {
      read: async (url) => {
        asked.push(url);
        return null;
      },
    },
    signer: fakeSigner(),
    clock: { now: () => noon as Instant },
    roots: { unverified: root, 'stage-rollout': root, production: root },
    snapshots: {
      current: () => (current === null ? null : { id: 'one', snapshot: current }),
      onChange: (listener) => {
        changed = listener;
        return () => {
          changed = () => undefined;
        };
      },
    },
    earlier: async () => [],
    stop: stop.signal,
    chance: () => 0.5,
  });
  const ended = watch.run();
  onTestFinished(() => stop.abort());
  const show = (snapshot: Snapshot) => {
    current = snapshot;
    changed({ id: 'next', snapshot });
  };
  return { watch, asked, show, stop, ended };
}

test('Every shared repository that is published is looked at, and no private one.', async () => {
  const { watch, asked } = watched(aBusySnapshot());
  await expect.poll(() => watch.truth().size, soon).toBeGreaterThan(0);
  expect([...watch.truth().keys()].filter((key) => key.startsWith('unverified/'))).toEqual([]);
  expect(watch.truth().get(rollout)).toMatchObject({
    kind: 'known',
    value: [{ found: { kind: 'unreachable' } }, { found: { kind: 'unreachable' } }],
  });
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => url.includes('unverified'))).toEqual([]);
});

test('A switch is looked at, another snapshot of the same generations is not.', async () => {
  const snapshot = aBusySnapshot();
  const { watch, asked, show } = watched(null);
  expect(watch.truth().size).toBe(0);
  show(snapshot);
  await expect.poll(() => watch.truth().has(rollout), soon).toBe(true);
  const looks = asked.length;
  show({ ...snapshot, notes: [] });
  await sleep(50);
  expect(asked.length).toBe(looks);
  show(switched(snapshot, 7));
  await expect
    .poll(() => watch.truth().get(rollout), soon)
    .toMatchObject({
      value: [{ expected: { number: 7 } }, { expected: { number: 7 } }],
    });
});

test('It ends when it is stopped.', async () => {
  const { ended, stop } = watched(aBusySnapshot());
  stop.abort();
  await expect(ended).resolves.toBeUndefined();
});
