import type { BandView } from '../../report/views/board-view.ts';
import type { SlotView } from '../../report/views/slot-view.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { mark } from '../marks.ts';
import { joined } from '../pieces.ts';
import { releaseLink } from './card.ts';

/** The slots of a band: free, or taken by whom and since when, and who comes next. */
export function slots({ major, slots: all }: BandView, chrome: Chrome): Piece {
  const id = `slot-${major}`;
  if (all.length === 0)
    return h(
      'div',
      { class: 'slots', id, 'data-live': '' },
      h('p', { class: 'slot' }, 'Each product has a slot, ', sign('all free', false)),
    );
  return h(
    'div',
    { class: 'slots', id, 'data-live': '' },
    ...all.map((slot) => h('p', { class: 'slot' }, ...slotLine(slot, major, chrome))),
  );
}

function slotLine({ slot, holder, line }: SlotView, major: string, chrome: Chrome): readonly Child[] {
  const name = slot === major ? 'Slot' : `Slot of ${slot.slice(major.length + 1)}`;
  return [
    `${name} `,
    holder === null ? sign('free', false) : sign(`taken by ${holder.title}`, true),
    holder?.age ? ` for ${holder.age}` : null,
    ...(line.length === 0 ? [] : ['; then ', ...inLine(line, chrome)]),
  ];
}

function inLine(line: SlotView['line'], chrome: Chrome): readonly Child[] {
  const [first, ...others] = line;
  if (first === undefined) return [];
  return joined([
    h('span', {}, releaseLink(first.release, chrome), first.emergency ? ' (emergency)' : ''),
    ...(others.length === 0 ? [] : [`${others.length} more`]),
  ]);
}

function sign(text: string, isTaken: boolean): Piece {
  return h(
    'span',
    { class: isTaken ? 'sign taken' : 'sign free' },
    isTaken ? [mark('StageRollout', 'calm'), ' '] : null,
    text,
  );
}
