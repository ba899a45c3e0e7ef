import type { StatusView } from '../status-view.ts';
import type { Snapshot } from './snapshot.ts';

/** What people should look at beside the releases, one sentence each: what cannot be judged, is guarded, wrong or not mirrored. */
export function troublesOf(
  { findings, notes }: Snapshot,
  { unjudged, guarded }: StatusView,
): readonly string[] {
  return [
    ...unjudged.map((line) => `Cannot be judged: ${line}`),
    ...guarded.map((line) => `Left alone by a guard: ${line}`),
    ...findings.map(
      ({ file, line, message, hint }) => `${file}:${line}: ${message}${hint === '' ? '' : `; ${hint}`}`,
    ),
    ...notes.map(({ subject, sentence }) => `Not mirrored: ${subject}: ${sentence}`),
  ];
}
