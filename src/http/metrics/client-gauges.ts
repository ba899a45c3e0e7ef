import { Gauge, type Registry } from 'prom-client';
import { allRepositoriesOf } from '../../domain/repository.ts';
import { type ClientTruth, clientReadings } from '../../report/views/client-truth.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';

const verdicts = ['the-same', 'older', 'newer', 'ended', 'wrong', 'unreachable'] as const;

/** What is measured of what clients are given at the public addresses of shared repositories. */
export function clientGauges(registry: Registry): (snapshot: Snapshot, truth: ClientTruth) => void {
  const registers = [registry];
  const live = new Gauge({
    name: 'stagepost_client_reads_live',
    help: '1 where a client is given the live generation of a shared repository, 0 where it is not.',
    labelNames: ['repository', 'client'],
    registers,
  });
  const readings = new Gauge({
    name: 'stagepost_client_readings',
    help: 'Looks as a client at the public addresses of repositories, by what was found.',
    labelNames: ['verdict'],
    registers,
  });
  return (snapshot, truth) => {
    live.reset();
    for (const verdict of verdicts) readings.set({ verdict }, 0);
    for (const repository of allRepositoriesOf(snapshot.desired.policy.majorReleases, [])) {
      const seen = clientReadings(repository, snapshot, truth);
      if (seen.kind === 'unknown') continue;
      for (const { client, verdict } of seen.value) {
        live.set({ repository: repository.key, client }, verdict === 'the-same' ? 1 : 0);
        readings.inc({ verdict });
      }
    }
  };
}
