import type { Observation } from '../../domain/observation.ts';
import { releaseTitle } from '../../domain/release.ts';
import type { GenerationRow } from '../../report/views/generations-view.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { cell, column, hash, moment, numberCell, part, rowHead, table } from '../pieces.ts';

const mostOpen = 10;

interface Parts {
  readonly chrome: Chrome;
  /** The number that is recorded as the present one. */
  readonly present: number | null;
  /** How many stay whole on disk. */
  readonly kept: number;
}

/** The generations of a repository with what each of them changed. */
export function generations(found: Observation<readonly GenerationRow[]>, parts: Parts): Piece {
  if (found.kind === 'unknown')
    return part(
      'generations',
      'Generations: unknown',
      h('p', {}, `Earlier ones are not known: ${found.reason}.`),
    );
  const older = found.value.slice(mostOpen);
  return part(
    'generations',
    'Generations',
    h('p', { class: 'quiet' }, `The last ${parts.kept} stay whole. Going back makes a new generation.`),
    list(found.value.slice(0, mostOpen), parts),
    older.length === 0
      ? null
      : h('details', { class: 'fold' }, h('summary', {}, `${older.length} older`), list(older, parts)),
  );
}

function list(rows: readonly GenerationRow[], parts: Parts): Piece {
  return table({
    class: 'brief',
    head: [
      ...['Generation', 'Since', 'Change', 'Commit'].map((title) => column(title)),
      column('Releases', 'num'),
      column('Packages', 'num'),
    ],
    rows: rows.map((each) => row(each, parts)),
  });
}

function row(each: GenerationRow, { chrome, present }: Parts): Piece {
  const isPresent = each.number === present;
  return h(
    'tr',
    isPresent ? { class: 'open-row' } : {},
    rowHead(each.number, isPresent ? h('span', { class: 'quiet ver' }, ' now') : null),
    cell(moment(each.date)),
    cell(changes(each), { class: 'say' }),
    cell(hash(each.commit, chrome.links.commit(each.commit))),
    numberCell(each.members, 'release'),
    numberCell(each.packages, 'package'),
  );
}

function changes({ added, removed }: GenerationRow): Child {
  const all = [
    ...added.map((id) => `+ ${releaseTitle(id)}`),
    ...removed.map((id) => `− ${releaseTitle(id)}`),
  ];
  return all.length === 0 ? 'the same releases' : all.join(', ');
}
