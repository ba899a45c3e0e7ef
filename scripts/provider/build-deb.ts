import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';
import { PACKAGE_EPOCH_SECONDS, singleLine, writeSourceTree } from './write-source-tree.ts';

export type DebRecipe = {
  readonly workDir: string;
  readonly name: string;
  /** Debian's own spelling, revision included: 4.2.0-1. */
  readonly version: string;
  readonly summary: string;
  readonly maintainer?: string;
  readonly files: Readonly<Record<string, string>>;
  /** Fields such as `Depends`. */
  readonly dependencies?: Readonly<Record<string, string>>;
};

/** Builds a real package for all architectures, without scripts and other dependencies than the given ones, and returns its path. */
export async function buildDeb(recipe: DebRecipe): Promise<string> {
  const { workDir, name, version } = recipe;
  // An epoch is part of the version and, by Debian's custom, no part of the file name.
  const label = `${name}_${version.replace(/^\d+:/, '')}_all`;
  const tree = join(workDir, `dpkg-deb-${label}`);
  await rm(tree, { recursive: true, force: true });
  await writeSourceTree(tree, recipe.files);
  await mkdir(join(tree, 'DEBIAN'));
  await writeFile(join(tree, 'DEBIAN', 'control'), controlText(recipe));
  const file = join(workDir, `${label}.deb`);
  await runTool({
    program: 'dpkg-deb',
    args: ['--build', '--root-owner-group', '--', tree, file],
    home: workDir,
    env: { SOURCE_DATE_EPOCH: String(PACKAGE_EPOCH_SECONDS) },
  });
  await rm(tree, { recursive: true });
  return file;
}

function controlText(recipe: DebRecipe): string {
  const fields = {
    Package: recipe.name,
    Version: recipe.version,
    Architecture: 'all',
    Maintainer: recipe.maintainer ?? 'Sample Provider <provider@example.org>',
    Section: 'misc',
    Priority: 'optional',
    ...recipe.dependencies,
    Description: recipe.summary,
  };
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${singleLine(field, value)}\n`)
    .join('');
}
