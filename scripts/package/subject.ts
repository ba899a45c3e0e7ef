import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { type Library, librariesOf, readJson } from './libraries.ts';

/** What is packaged, and when and where. */
export interface Subject {
  /** The project. */
  readonly root: string;
  /** A folder that is thrown away afterwards. */
  readonly work: string;
  /** The program as packages install it: a tree that begins at `/`. */
  readonly tree: string;
  /** The program of Node.js that goes along, and the text of its licence. */
  readonly node: string;
  readonly nodeLicenseText: string;
  readonly version: string;
  readonly description: string;
  /** Seconds since 1970: the date of every file. */
  readonly epoch: number;
  readonly libraries: readonly Library[];
}

/** The number of the packaging itself, for a second one of the same version. */
export const packageRevision = 1;

export const maintainer = 'Stagepost <stagepost@packages.invalid>';

export async function readSubject(given: Pick<Subject, 'root' | 'work' | 'node'>): Promise<Subject> {
  const { version, description } = readJson<Pick<Subject, 'version' | 'description'>>(
    join(given.root, 'package.json'),
  );
  // The licence is near the file itself.
  const node = realpathSync(given.node);
  return {
    ...given,
    node,
    nodeLicenseText: readFileSync(join(dirname(node), '../LICENSE'), 'utf8').trim(),
    tree: join(given.work, 'tree'),
    version,
    description,
    epoch: await sourceDate(given.root),
    libraries: librariesOf(given.root),
  };
}

/** SOURCE_DATE_EPOCH, or the date of the commit. */
async function sourceDate(root: string): Promise<number> {
  const given = process.env.SOURCE_DATE_EPOCH;
  const text = given ?? (await execa('git', ['log', '-1', '--format=%ct'], { cwd: root })).stdout;
  const epoch = Number(text);
  if (!Number.isSafeInteger(epoch) || epoch <= 0) throw new Error(`${text} is no SOURCE_DATE_EPOCH`);
  return epoch;
}

/** `1.0.0-rc.1` comes before `1.0.0` for dpkg and rpm only when it is written with a tilde. */
export function packageVersion(version: string): string {
  return version.replace('-', '~').replaceAll('-', '.');
}

/** A file of this folder. */
export function packagingFile(name: string): string {
  return join(import.meta.dirname, name);
}
