import type { Observation } from '../../domain/observation.ts';
import { counted } from '../../report/names.ts';
import { sizeOf } from '../../report/sizes.ts';
import type { PackageRow, PlatformPackages } from '../../report/views/packages-view.ts';
import { type Child, h, type Piece } from '../element.ts';
import { cell, column, part, rowHead, table } from '../pieces.ts';

/** The packages of a release, a fold for each platform. */
export function packages(found: Observation<readonly PlatformPackages[] | null>): Piece {
  if (found.kind === 'unknown') return part('packages', 'Packages: unknown', h('p', {}, found.reason));
  if (found.value === null) return part('packages', 'Packages: not fetched yet');
  const all = found.value.reduce((sum, { count }) => sum + count, 0);
  return part('packages', counted(all, 'package'), ...found.value.map(platform));
}

function platform({ platform: key, count, packages: found }: PlatformPackages): Piece {
  const title = [h('b', {}, key), ` ${counted(count, 'package')}`];
  if (found.kind === 'unknown')
    return h('p', {}, ...title, h('span', { class: 'quiet' }, `; ${found.reason}`));
  const rows = found.value.map(row);
  const head: readonly Child[] = ['Package', 'Version', 'Architecture'];
  return h(
    'details',
    count > 12 ? { class: 'fold' } : { class: 'fold', open: true },
    h('summary', {}, ...title),
    table({
      class: 'brief',
      head: [...head.map((each) => column(each)), column('Size', 'num')],
      rows,
    }),
  );
}

function row({ name, version, arch, bytes }: PackageRow): Piece {
  return h(
    'tr',
    {},
    rowHead(name),
    cell(version, { class: 'hash' }),
    cell(arch),
    cell(sizeOf(bytes), { class: 'num' }),
  );
}
