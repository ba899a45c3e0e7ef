import type { Exception } from './rule.ts';

// The pages and what they show; nobody serves them yet. They go from this list with the first import from a server.
const unserved = [
  'src/dashboard/addresses.ts',
  'src/dashboard/assets.ts',
  'src/dashboard/board/board-page.ts',
  'src/dashboard/board/card.ts',
  'src/dashboard/board/filter.ts',
  'src/dashboard/board/slot.ts',
  'src/dashboard/board/stop.ts',
  'src/dashboard/chrome.ts',
  'src/dashboard/element.ts',
  'src/dashboard/marks.ts',
  'src/dashboard/page-script.ts',
  'src/dashboard/page.ts',
  'src/dashboard/pieces.ts',
  'src/dashboard/style/board.ts',
  'src/dashboard/style/ground.ts',
  'src/dashboard/style/narrow.ts',
  'src/dashboard/style/parts.ts',
  'src/dashboard/style/plots.ts',
  'src/dashboard/style/style.ts',
  'src/dashboard/style/tokens.ts',
  'src/dashboard/visible-text.ts',
  'src/report/map-texts.ts',
  'src/report/views/board-query.ts',
  'src/report/views/board-view.ts',
  'src/report/views/card-view.ts',
  'src/report/views/public-part.ts',
  'src/report/views/seen.ts',
  'src/report/views/slot-view.ts',
  'src/report/views/snapshot.ts',
  'src/report/views/stay-view.ts',
  'src/report/views/stops.ts',
  'src/report/views/troubles.ts',
  'src/report/views/who-acts.ts',
] as const;

/** Each entry must be used, so that the list can only shrink. */
export const exceptions: readonly Exception[] = unserved.map((file) => ({
  rule: 'dead files',
  file,
  why: 'pages wait for the server that will serve them',
}));
