import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** Builds a real source package without sources, and returns its path. */
export async function buildSourceRpm(recipe: {
  readonly workDir: string;
  readonly name: string;
  readonly version: string;
  readonly release: string;
}): Promise<string> {
  const { workDir, name, version, release } = recipe;
  const home = join(workDir, `srpmbuild-${name}`);
  await mkdir(home, { recursive: true });
  const specFile = join(home, `${name}.spec`);
  await writeFile(
    specFile,
    `Name: ${name}\nVersion: ${version}\nRelease: ${release}\nSummary: ${name}\nLicense: MIT\n%description\n${name}\n`,
  );
  const macros = ['--define', `_topdir ${home}`, '--define', `_srcrpmdir ${workDir}`];
  await runTool({ program: 'rpmbuild', args: ['-bs', ...macros, '--', specFile], home });
  await rm(home, { recursive: true });
  return join(workDir, `${name}-${version}-${release}.src.rpm`);
}
