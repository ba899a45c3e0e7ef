import { sha256Of } from '../domain/digest.ts';
import type { Chrome } from './chrome.ts';
import { pageScript } from './page-script.ts';
import { style } from './style/style.ts';

/** A file that pages ask for. */
export interface Asset {
  readonly type: string;
  readonly text: string;
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2.5" fill="#26468f"/><path d="M4.6 3 12.6 8l-8 5z" fill="#fff"/></svg>\n';

const files = {
  'style.css': { type: 'text/css; charset=utf-8', text: style },
  'page.js': { type: 'text/javascript; charset=utf-8', text: pageScript },
  'icon.svg': { type: 'image/svg+xml', text: icon },
} as const satisfies Record<string, Asset>;

type AssetName = keyof typeof files;

/** Everything that pages ask for, by its path below the root; a path is never given to other content. */
export const assets: ReadonlyMap<string, Asset> = new Map(
  Object.entries(files).map(([name, asset]) => [pathOf(name as AssetName), asset]),
);

/** The address of an asset. */
export function assetAddress({ root }: Pick<Chrome, 'root'>, name: AssetName): string {
  return `${root}${pathOf(name)}`;
}

function pathOf(name: AssetName): string {
  return `/assets/${sha256Of(files[name].text).slice(0, 12)}/${name}`;
}
