import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plusSeconds } from '../../src/domain/instant.ts';
import { makeMeters } from '../../src/http/metrics/make-meters.ts';
import type { MeterFacts } from '../../src/http/metrics/meter-facts.ts';
import { servedAfter } from '../../src/reconcile/served-after.ts';
import { aStoredLetter } from '../builders/mail.ts';
import { debian12 } from '../builders/policy.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import { aSnapshot } from '../builders/snapshot.ts';
import { aDesiredState, carriedOut, emptyWorld, settled, untilQuiet, type World } from '../builders/world.ts';
import { truthOf } from '../dashboard/sample-facts.ts';
import { aBusySnapshot, aServer } from './a-server.ts';

const deploy = (path: string) => readFileSync(join(import.meta.dirname, '../../deploy', path), 'utf8');

function facts(parts: Partial<MeterFacts> = {}): MeterFacts {
  return {
    now: plusSeconds(noon, 60),
    isReady: true,
    observedAt: noon,
    snapshot: aBusySnapshot(),
    truth: new Map(),
    messages: [],
    letters: [],
    keyExpires: plusSeconds(noon, 86_400),
    ...parts,
  };
}

/** Value by name with labels, as the text has them. */
function valuesIn(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.replace(/^.* /, ''))]));
}

describe('The metrics', () => {
  test('tell of releases, repositories, loop, key and messages as they are now', async () => {
    const meters = makeMeters();
    meters.runEnded('quiet', 0.2);
    meters.runEnded('error', 3);
    meters.served(42);
    meters.adapterCalled({ port: 'process', call: 'gpg', failed: true });
    meters.adapterCalled({ port: 'process', call: 'gpg', failed: false });
    const waiting = {
      delivery: '1-1',
      receivedAt: noon,
      body: '{}',
      standing: { kind: 'waiting', release: null },
    } as const;
    const values = valuesIn(
      await meters.expose(
        facts({
          letters: [
            aStoredLetter('one@example.org'),
            aStoredLetter('two@example.org', {}, { standing: { kind: 'held', since: noon, sentence: 'no' } }),
          ],
          messages: [waiting],
        }),
      ),
    );
    const told = {
      stagepost_ready: 1,
      'stagepost_releases{state="StageRollout"}': 1,
      'stagepost_releases{state="Deferred"}': 1,
      'stagepost_releases{state="Failed"}': 0,
      'stagepost_releases_held{verdict="wait-for"}': 1,
      'stagepost_reconcile_total{result="quiet"}': 1,
      'stagepost_reconcile_total{result="error"}': 1,
      'stagepost_reconcile_total{result="done"}': 0,
      stagepost_reconcile_time_seconds_count: 2,
      stagepost_merge_to_served_seconds_sum: 42,
      'stagepost_adapter_calls_total{port="process",call="gpg"}': 2,
      'stagepost_adapter_failures_total{port="process",call="gpg"}': 1,
      'stagepost_messages{standing="waiting"}': 1,
      'stagepost_mails{standing="waiting"}': 1,
      'stagepost_mails{standing="held"}': 1,
      stagepost_messages_oldest_seconds: 60,
      stagepost_signing_key_expiry_timestamp_seconds: Date.parse(noon) / 1000 + 86_400,
    };
    for (const [name, value] of Object.entries(told)) expect([name, values.get(name)]).toEqual([name, value]);
    expect(
      values.get('stagepost_generation_age_seconds{repository="stage-rollout/umd-5/el9/x86_64"}'),
    ).toBeGreaterThan(0);
  });

  test('tell when apt metadata ends, and nothing of a key that never does', async () => {
    const desired = aDesiredState(
      [
        aDesiredRelease(
          { product: 'voms', platforms: [debian12] },
          ['Unverified', 'InVerification', 'StageRollout'],
          1,
        ),
      ],
      3,
    );
    const world = untilQuiet(emptyWorld, desired);
    const snapshot = aSnapshot(world, settled(desired, world.record));
    const text = await makeMeters().expose(facts({ snapshot, keyExpires: null }));
    expect(text).toMatch(
      /stagepost_valid_until_timestamp_seconds\{repository="stage-rollout\/umd-5\/debian-12\/amd64"\} \d+/,
    );
    expect(text).not.toMatch(/^stagepost_signing_key_expiry_timestamp_seconds \d/m);
  });

  test('name no release and no private repository, whoever reads them', async () => {
    const text = await makeMeters().expose(facts());
    expect(text).not.toMatch(/voms|argus|glexec|unverified\//);
  });

  test('say of each client whether it is given the live generation', async () => {
    const snapshot = aBusySnapshot();
    const values = valuesIn(await makeMeters().expose(facts({ snapshot, truth: truthOf(snapshot) })));
    const own = 'repository="stage-rollout/umd-5/el9/x86_64"';
    const told = {
      [`stagepost_client_reads_live{${own},client="dnf, by metalink"}`]: 1,
      [`stagepost_client_reads_live{${own},client="dnf, by baseurl"}`]: 0,
      'stagepost_client_readings{verdict="wrong"}': 0,
    };
    for (const [name, value] of Object.entries(told)) expect([name, values.get(name)]).toEqual([name, value]);
    expect([...values.keys()].filter((name) => name.includes('unverified/'))).toEqual([]);
  });

  test('are served as text, and count answers by pattern and not by address', async () => {
    const { get } = await aServer();
    await get('/api/v1/releases/umd-5/voms-4.2.0');
    await get('/api/v1/releases/umd-5/nothing-1.0.0');
    await get('/no/such/place');
    const answer = await get('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    const values = valuesIn(answer.body);
    const counted = (route: string, status: number) =>
      values.get(`stagepost_http_requests_total{method="GET",route="${route}",status="${status}"}`);
    expect(counted('/api/v1/releases/:major/:name', 200)).toBe(1);
    expect(counted('/api/v1/releases/:major/:name', 404)).toBe(1);
    expect(counted('none', 404)).toBe(1);
  });
});

describe('The time from a merge until it is served', () => {
  test('is that of each step with packages that a cycle took', () => {
    const line = ['Unverified', 'InVerification', 'StageRollout'] as const;
    let desired = aDesiredState([aDesiredRelease({ product: 'voms' }, line, 1)], 3);
    let world: World = { ...emptyWorld, now: plusSeconds(noon, 90) };
    const lags: (readonly number[])[] = [];
    for (let round = 0; round < 4; round += 1) {
      const { plan, outcome, world: next } = carriedOut(world, desired);
      const planned = { kind: 'planned', desired, plan };
      lags.push(
        servedAfter({ kind: 'done', planned, outcome } as unknown as Parameters<typeof servedAfter>[0]),
      );
      world = { ...next, now: plusSeconds(noon, 90 * (round + 2)) };
      desired = settled(desired, world.record);
    }
    // The first cycle fetches it, and a mark serves nothing.
    expect(lags).toEqual([[], [180], [270], []]);
    expect(servedAfter({ kind: 'refused', findings: [] })).toEqual([]);
  });
});

describe('What is watched', () => {
  const named = (text: string) =>
    new Set([...text.matchAll(/\b(?:stagepost|process)_[a-z_]+/g)].map(([name]) => name));

  test.each(['prometheus/stagepost-alerts.yaml', 'grafana/stagepost.json'])(
    'by deploy/%s is what is told, and every label is one that it has',
    async (path) => {
      const meters = makeMeters();
      meters.runEnded('done', 1);
      meters.served(1);
      meters.adapterCalled({ port: 'process', call: 'gpg', failed: true });
      meters.answered({ method: 'GET', route: '/', status: 200, seconds: 1 });
      const desired = aDesiredState(
        [aDesiredRelease({ platforms: [debian12] }, ['Unverified', 'InVerification', 'StageRollout'], 1)],
        3,
      );
      const world = untilQuiet(emptyWorld, desired);
      const snapshot = aSnapshot(world, settled(desired, world.record));
      const told = await meters.expose(facts({ snapshot, truth: truthOf(snapshot) }));
      const text = deploy(path);
      expect(named(text).size).toBeGreaterThan(10);
      for (const name of named(text))
        expect(told, name).toMatch(new RegExp(`^${name}(?:_count)?(?:\\{| )`, 'm'));
      for (const [, label, value] of text.matchAll(/\{(state|verdict|condition|result)=\\?"([a-zA-Z-]+)/g))
        expect(told).toContain(`${label}="${value}"`);
    },
  );

  test('has a rule with words for a person for each alert', () => {
    const { groups } = parse(deploy('prometheus/stagepost-alerts.yaml')) as {
      readonly groups: readonly { readonly rules: readonly Readonly<Record<string, unknown>>[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const rule of rules)
      expect(rule).toMatchObject({
        expr: expect.any(String),
        labels: { severity: expect.stringMatching(/^(page|ticket)$/) },
        annotations: { summary: expect.any(String), description: expect.any(String) },
      });
  });
});
