import type { DesiredState } from '../../src/domain/desired-state.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { actualStateOf, planFor, type World } from './world.ts';

/** What a cycle would see in a world. */
export function aSnapshot(world: World, desired: DesiredState): Snapshot {
  return {
    at: world.now,
    desired,
    actual: actualStateOf(world, desired),
    record: world.record,
    plan: planFor(world, desired),
    findings: [],
    notes: [],
  };
}
