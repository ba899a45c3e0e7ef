import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One Markdown page of the project. */
export interface Page {
  /** Path from the top of the project. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  /** What `file=` says after the language; undefined when the block is no whole file. */
  readonly file: string | undefined;
  readonly text: string;
}

export const projectRoot = join(import.meta.dirname, '../..');

const SKIPPED = ['.git', '.cache', 'node_modules', 'dist', 'test'];

/** Every page that people read; those below test/ belong to their tests. */
export function readPages(folder = ''): readonly Page[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : readPages(path);
    if (!entry.isFile() || !path.endsWith('.md')) return [];
    return [{ path, text: readFileSync(join(projectRoot, path), 'utf8') }];
  });
}

/** The page at this path. */
export function pageAt(path: string): Page {
  return { path, text: readFileSync(join(projectRoot, path), 'utf8') };
}

/** The fenced blocks of a page, in their order. */
export function blocksOf({ path, text }: Page): readonly Block[] {
  return [...text.matchAll(/^```(\S*)(?: file=(\S+))?[^\n]*\n(.*?)^```$/gms)].map(
    ([, language = '', file, content = '']) => ({ page: path, language, file, text: content }),
  );
}

/** The text of a page without its fenced blocks. */
export function proseOf({ text }: Page): string {
  return text.replace(/^```.*?^```$/gms, '');
}

/** The rows of all tables of a page, each as its cells; lines between head and body are left out. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => /^\|.*\|$/.test(line) && !/^\|[-|]+\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: Page): ReadonlySet<string> {
  const headings = [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
