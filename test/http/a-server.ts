import { onTestFinished } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import type { AccessDeps } from '../../src/http/auth/identify.ts';
import { createServer, type ServerDeps } from '../../src/http/create-server.ts';
import { makeMeters } from '../../src/http/metrics/make-meters.ts';
import type { NamedSnapshot } from '../../src/http/views.ts';
import type { HistoryView } from '../../src/report/history-view.ts';
import type { Snapshot, Viewer } from '../../src/report/views/snapshot.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import { aSnapshot } from '../builders/snapshot.ts';
import { aDesiredState, emptyWorld, settled, untilQuiet } from '../builders/world.ts';
import { fakeSessions, fakeTokens } from '../fakes/access.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakeOperationLog } from '../fakes/operation-log.ts';

export const token = 'a-token-of-an-operator-0123456789';
export const asOperator = { authorization: `Bearer ${token}` };

/** voms is in stage rollout; argus waits for the slot and was never public; glexec is being verified. */
export function aBusySnapshot(): Snapshot {
  const desired = aDesiredState(
    [
      aDesiredRelease({ product: 'argus' }, ['Unverified', 'InVerification', 'StageRollout'], 10),
      aDesiredRelease({ product: 'glexec' }, ['Unverified', 'InVerification'], 20),
      aDesiredRelease({ product: 'voms' }, ['Unverified', 'InVerification', 'StageRollout'], 1),
    ],
    30,
  );
  const world = untilQuiet(emptyWorld, desired);
  return aSnapshot(world, settled(desired, world.record));
}

/** People who are known by nothing but the operator's token, and what roles may do. */
export function anAccess(parts: Partial<AccessDeps> = {}): AccessDeps {
  return {
    audience: 'public',
    operators: [{ name: 'on-call', tokenDigest: sha256Of(token) }],
    roles: new Map([
      ['verification', { may: ['read'] }],
      ['repository', { may: ['read', 'operate'] }],
    ]),
    sessions: fakeSessions(),
    tokens: fakeTokens(),
    clock: fakeClock(noon),
    ...parts,
  };
}

/** A server with a snapshot that a test may change, and what it was asked and said. */
export async function aServer(
  parts: Partial<ServerDeps> & { readonly snapshot?: Snapshot | null; readonly audience?: Viewer } = {},
) {
  const { snapshot = aBusySnapshot(), audience = 'member', ...given } = parts;
  let current: NamedSnapshot | null = snapshot === null ? null : { id: 'first', snapshot };
  const listeners = new Set<(named: NamedSnapshot) => void>();
  const asked: string[] = [];
  const log = fakeLog();
  const app = await createServer({
    views: {
      current: () => current,
      onChange: (changed) => {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
      history: async ({ at }, release) => ({ release, at, edits: [] }) as unknown as HistoryView,
      metrics: async ({ at }, month) => ({ at, month }),
      metricsCsv: async (_snapshot, month) => `month,count\n${month},1`,
      timesCsv: (_snapshot, of) => `release,${of}\numd-5/argus-4.2.0,1`,
      truth: () => new Map(),
      urlOf: ({ path }) => `https://repo.example.org/${path}`,
    },
    operations: {
      refresh: async ({ operator }) => {
        asked.push(`refresh by ${operator}`);
      },
      retryRelease: async ({ operator }, release) => {
        asked.push(`retry ${release} by ${operator}`);
        return release.startsWith('umd-5/voms');
      },
      newest: async () => asked.map((what) => ({ what })),
    },
    access: anAccess({ audience }),
    signIn: null,
    operationLog: fakeOperationLog(),
    trees: { stages: [], privatePath: '/private', files: { open: async () => null } },
    readiness: () => ({ ready: true }),
    hostNames: ['stagepost.example.org'],
    inbox: null,
    webhook: null,
    pages: { routes: new Map(), assets: new Map(), notice: ({ title }) => `<h1>${title}</h1>` },
    metrics: {
      meters: makeMeters(),
      facts: async () => ({
        now: noon,
        isReady: true,
        observedAt: noon,
        snapshot,
        truth: new Map(),
        messages: [],
        letters: [],
        keyExpires: null,
      }),
    },
    log,
    stop: new AbortController().signal,
    ...given,
  });
  await app.ready();
  onTestFinished(async () => {
    await app.close();
  });
  return {
    app,
    log,
    asked,
    get: (url: string, headers: Readonly<Record<string, string>> = {}) =>
      app.inject({ method: 'GET', url, headers: { host: 'localhost', ...headers } }),
    post: (url: string, headers: Readonly<Record<string, string>> = {}, payload?: string | Buffer) =>
      app.inject({
        method: 'POST',
        url,
        headers: { host: 'localhost', ...headers },
        ...(payload === undefined ? {} : { payload }),
      }),
    change: (named: NamedSnapshot) => {
      current = named;
      for (const changed of listeners) changed(named);
    },
  };
}
