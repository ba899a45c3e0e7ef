import { basename } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import type { PackageIdentity } from '../../domain/member.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { headProblems } from './compare-head.ts';
import { readPackageHead } from './read-package-head.ts';
import { inParts } from './rpm-deps.ts';

const format = `${['NAME', 'EPOCHNUM', 'VERSION', 'RELEASE', 'ARCH', 'SOURCERPM', 'SOURCEPACKAGE']
  .map((tag) => `%{${tag}}`)
  .join('\\t')}\\n`;

/** Without manifests and patterns, because rpm would open other files that a package file names. */
const options = [
  '--query',
  '--package',
  '--nosignature',
  '--nomanifest',
  '--noglob',
  '--noplugins',
  '--dbpath',
  '/nonexistent',
  '--queryformat',
  format,
  '--',
];

const value = /^[A-Za-z0-9._+~^-]+$/;

/** Reads package headers in order; throws `content-refused` naming each file that is no readable package. */
export async function readHeaders(
  runner: ProcessRunner,
  paths: readonly string[],
): Promise<readonly PackageIdentity[]> {
  const found: (PackageIdentity | string)[] = [];
  for (const part of inParts(paths, 200)) found.push(...(await readPart(runner, part)));
  const problems = found.filter((each) => typeof each === 'string');
  for (const [at, each] of found.entries()) {
    if (typeof each !== 'string') problems.push(...(await secondOpinion(paths[at] ?? '', each)));
  }
  if (problems.length === 0) return found.filter((each) => typeof each !== 'string');
  throw new StagepostError({
    code: 'content-refused',
    message: `${filesOf(problems)} of ${paths.length} files are not readable packages`,
    hint: 'The provider has to build these packages again.',
    details: problems,
  });
}

function filesOf(problems: readonly string[]): number {
  return new Set(problems.map((problem) => problem.slice(0, problem.indexOf(':')))).size;
}

/** The same file read by other code than rpm's. */
async function secondOpinion(path: string, identity: PackageIdentity): Promise<readonly string[]> {
  const head = await readPackageHead(path);
  const problems = typeof head === 'string' ? [head] : headProblems(head, identity);
  return problems.map((problem) => `${basename(path)}: ${problem}`);
}

/** An identity or a problem for each path. */
async function readPart(
  runner: ProcessRunner,
  paths: readonly string[],
): Promise<readonly (PackageIdentity | string)[]> {
  const { exitCode, stdout, stderr } = await runner.run({
    program: 'rpm',
    args: [...options, ...paths],
    timeoutSeconds: 300,
    maxOutputBytes: 4 * 1024 * 1024,
  });
  const lines = Buffer.from(stdout).toString('utf8').split('\n').slice(0, -1);
  if (exitCode === 0 && lines.length === paths.length) {
    return paths.map((path, at) => readLine(path, lines[at] ?? ''));
  }
  const [first, ...others] = paths;
  if (first === undefined) return [];
  if (others.length === 0) return [`${basename(first)}: rpm cannot read it: ${firstLine(stderr)}`];
  // rpm does not say which file it means, so each is asked for alone.
  const each: (PackageIdentity | string)[] = [];
  for (const path of paths) each.push(...(await readPart(runner, [path])));
  return each;
}

function readLine(path: string, line: string): PackageIdentity | string {
  const [name = '', epoch = '', version = '', release = '', arch = '', sourceRpm, source] = line.split('\t');
  const values = [name, version, release, arch];
  if (!/^[0-9]+$/.test(epoch) || !values.every((each) => value.test(each))) {
    return `${basename(path)}: its header has a name, version, release or architecture that is none`;
  }
  // A source package names no source package that it was built from, and its header has the architecture of its builds.
  const isSource = source !== '(none)' || sourceRpm === '(none)';
  return { name, epoch, version, release, arch: isSource ? 'src' : arch };
}

function firstLine(stderr: string): string {
  return stderr.split('\n').find((line) => line !== '') ?? 'it says nothing';
}
