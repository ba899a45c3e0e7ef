import { Counter, Gauge, type Registry } from 'prom-client';
import { msOf } from '../../domain/instant.ts';
import type { MeterFacts } from './meter-facts.ts';

/** What is measured of the process, its loop, its key, its messages and its mail. */
export function processGauges(registry: Registry): (facts: MeterFacts) => void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const ready = gauge('stagepost_ready', '1 while /readyz answers 200.');
  const observed = gauge(
    'stagepost_last_observation_timestamp_seconds',
    'When everything was looked at last.',
  );
  const key = gauge('stagepost_signing_key_expiry_timestamp_seconds', 'When the signing key ends.');
  const oldest = gauge(
    'stagepost_messages_oldest_seconds',
    'Age of the oldest message that waits; 0 when none does.',
  );
  const memory = gauge('process_resident_memory_bytes', 'Resident memory.');
  const start = gauge('process_start_time_seconds', 'When the process began.');
  const messages = new Gauge({
    name: 'stagepost_messages',
    help: 'Messages of the tracker by what became of them.',
    labelNames: ['standing'],
    registers: [registry],
  });
  const letters = new Gauge({
    name: 'stagepost_mails',
    help: 'Mail that is not sent: waiting for its time or the server, or held until a person looks at it.',
    labelNames: ['standing'],
    registers: [registry],
  });
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time, of user and system.',
    registers: [registry],
  });
  start.set(Math.round(Date.now() / 1000 - process.uptime()));
  return (facts) => {
    ready.set(facts.isReady ? 1 : 0);
    if (facts.observedAt !== null) observed.set(msOf(facts.observedAt) / 1000);
    if (facts.keyExpires === null) key.remove();
    else key.set(msOf(facts.keyExpires) / 1000);
    for (const standing of ['received', 'waiting', 'settled', 'refused', 'dropped'])
      messages.set({ standing }, 0);
    for (const { standing } of facts.messages) messages.inc({ standing: standing.kind });
    for (const standing of ['waiting', 'held']) letters.set({ standing }, 0);
    for (const { standing } of facts.letters)
      letters.inc({ standing: standing.kind === 'held' ? 'held' : 'waiting' });
    const waiting = facts.messages.find(({ standing }) => ['received', 'waiting'].includes(standing.kind));
    oldest.set(waiting === undefined ? 0 : (msOf(facts.now) - msOf(waiting.receivedAt)) / 1000);
    const { user, system } = process.cpuUsage();
    memory.set(process.memoryUsage.rss());
    cpu.reset();
    cpu.inc((user + system) / 1_000_000);
  };
}
