import { renderBoard } from '../../src/dashboard/board/board-page.ts';
import { type Chrome, noLinks } from '../../src/dashboard/chrome.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { everything } from '../../src/report/views/board-query.ts';
import { boardView } from '../../src/report/views/board-view.ts';
import { noon } from '../builders/release.ts';
import { fourHundred, told, twelve } from './worlds.ts';

/** What stands around the pages of the samples. */
export function aChrome(root = ''): Chrome {
  return {
    root,
    version: '0.1.0',
    now: plusSeconds(noon, 120),
    events: null,
    json: '/api/v1/releases',
    api: '/api',
    links: {
      ...noLinks,
      commit: (sha) => `https://github.example.org/releases/commit/${sha}`,
      file: (file, commit) => `https://github.example.org/releases/blob/${commit}/${file}`,
      ticket: (number) => `https://rt.example.org/Ticket/Display.html?id=${number}`,
    },
  };
}

/** Name of the file -> page, for every page of the samples, as they stand below a root. */
export function samplePages(root = ''): ReadonlyMap<string, string> {
  const chrome = aChrome(root);
  const worlds = { empty: told([]), twelve: told(twelve), many: fourHundred() };
  return new Map([
    ['board-0.html', renderBoard(boardView(worlds.empty, everything, 'member'), chrome)],
    ['board-12.html', renderBoard(boardView(worlds.twelve, everything, 'member'), chrome)],
    [
      'board-12-state.html',
      renderBoard(boardView(worlds.twelve, { ...everything, state: 'InVerification' }, 'member'), chrome),
    ],
    ['board-400.html', renderBoard(boardView(worlds.many, everything, 'member'), chrome)],
  ]);
}
