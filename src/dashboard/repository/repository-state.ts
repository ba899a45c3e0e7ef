import type { RepositoryState } from '../../report/views/repository-state.ts';
import { h, type Piece } from '../element.ts';
import { mark, type Shape, type Tone } from '../marks.ts';

const words = {
  'as-asked': ['tick', 'ok', 'As git asks'],
  changes: ['turn', 'go', 'Changes'],
  drifted: ['late', 'stop', 'Drifted'],
  guarded: ['bar', 'wait', 'Left alone'],
  unknown: ['late', 'wait', 'Unknown'],
  absent: ['Submitted', 'calm', 'Not published'],
} as const satisfies Record<RepositoryState['kind'], readonly [Shape, Tone, string]>;

/** How a repository stands, in a word with its mark. */
export function stateWord({ kind }: RepositoryState): Piece {
  const [shape, tone, word] = words[kind];
  return h('span', { class: 'state' }, mark(shape, tone), ` ${word}`);
}

/** Whether the sentence says more than the word. */
export function saysMore({ kind }: RepositoryState): boolean {
  return kind !== 'as-asked' && kind !== 'absent';
}
