import { counted } from '../../report/names.ts';
import { sizeOf } from '../../report/sizes.ts';
import { ageOf } from '../../report/times.ts';
import type { RepositoryView } from '../../report/views/repository-view.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { facts, moment, part } from '../pieces.ts';

const modes = {
  observe: 'told, and left as it is',
  heal: 'made again as it was recorded',
  adopt: 'left, with the edit of git that would agree with it',
} as const satisfies Record<RepositoryView['drift'], string>;

/** What differs from what was published, and when somebody looked for that. */
export function drift(view: RepositoryView, chrome: Pick<Chrome, 'now'>): Piece {
  const { state, drift: mode, scrub, comparedAt } = view;
  const { damage } = state;
  const found = damage.length === 0 ? 'none was seen' : `${counted(damage.length, 'difference')}, below`;
  return part(
    'drift',
    'Drift and scrub',
    facts([
      ['Drift', comparedAt === null ? `unknown: ${state.sentence}` : found],
      comparedAt === null
        ? null
        : [
            'Compared whole',
            [moment(comparedAt), `, ${ageOf(comparedAt, chrome.now)} ago: every name, size, time and right`],
          ],
      ['Read byte by byte', readWords(view, chrome)],
      ['Read again', `within ${counted(scrub.days, 'day')}, at most ${sizeOf(scrub.maxBytes)} in one cycle`],
      ['What drifts is', modes[mode]],
    ]),
    damage.length === 0 ? null : h('ul', { class: 'details' }, ...damage.map((each) => h('li', {}, each))),
  );
}

function readWords({ readSince, scrub }: RepositoryView, { now }: Pick<Chrome, 'now'>): Child {
  if (readSince === null) return 'not known: no file was read here yet';
  const isLate = Date.parse(now) - Date.parse(readSince) > scrub.days * 86_400_000;
  return [
    'every file since ',
    moment(readSince),
    `, ${ageOf(readSince, now)} ago`,
    isLate ? '; the oldest are due, and have their turn within the limit' : '',
  ];
}
