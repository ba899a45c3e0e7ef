import type { InstallQuestion, SolvablePackage } from '../../domain/installability.ts';
import { type RichOperator, type RpmRelation, readRpmRelation } from '../../domain/rpm-relation.ts';
import { versionText } from '../../domain/version/compare-packages.ts';

/**
 * The packages of a question in the format of libsolv's own test cases, which testsolv reads, and that rpm's rules of
 * versions count. Jobs follow.
 */
export function worldText({ arch, judged, beside }: InstallQuestion): string {
  const packages = [...judged, ...beside].flatMap(packageLines);
  const lines = ['=Ver: 3.0', ...packages].map((line) => `#>${line}`);
  return ['repo available 0 testtags <inline>', ...lines, `system ${arch} rpm`, ''].join('\n');
}

/** One job: install as many of these as can stand beside each other. */
export function togetherText(packages: readonly SolvablePackage[]): string {
  const jobs = packages.map((each) => `job install pkg ${specOf(each)} [weak]\n`);
  return `${jobs.join('')}result transaction,problems <inline>\n`;
}

/**
 * One job for each of these. The last one is none that anybody asked for, because testsolv gives the answers numbers
 * only where there are several.
 */
export function singlyText(packages: readonly SolvablePackage[]): string {
  const jobs = [...packages.map(specOf), 'none@available'];
  return jobs
    .map((spec) => `job install pkg ${spec}\nresult transaction,problems,proof <inline>\n`)
    .join('nextjob\n');
}

/** How a test case names a package: `voms-4.2.0-1.x86_64@available`. */
export function specOf(found: SolvablePackage): string {
  return `${found.name}-${versionText(found)}.${found.arch}@available`;
}

function packageLines(found: SolvablePackage): readonly string[] {
  const epoch = found.epoch === '0' || found.epoch === '' ? '' : `${found.epoch}:`;
  const own = `${found.name} = ${versionText(found)}`;
  const tagged = (tag: string, relations: readonly string[]) =>
    relations.map((each) => `=${tag}: ${relationText(each)}`);
  return [
    `=Pkg: ${found.name} ${epoch}${found.version} ${found.release} ${found.arch}`,
    ...tagged('Prv', [...new Set([own, ...found.provides])]),
    ...tagged('Req', found.requires),
    ...tagged('Con', found.conflicts),
    ...tagged('Obs', found.obsoletes),
    ...found.files.map((path) => `=Fls: ${path}`),
  ];
}

const signs = {
  and: '&',
  or: '|',
  with: '+',
  without: '-',
  if: '<IF>',
  unless: '<UNLESS>',
} as const satisfies Record<RichOperator, string>;

function relationText(text: string): string {
  const relation = readRpmRelation(text);
  return relation === undefined ? text : inNotation(relation);
}

function inNotation(relation: RpmRelation): string {
  if (relation.kind === 'one') return relation.text;
  const { operator, parts } = relation;
  const [first = '', ...more] = parts.map(inNotation);
  if (operator === 'if' || operator === 'unless') {
    const [condition = '', otherwise] = more;
    const behind = otherwise === undefined ? condition : `(${condition} <ELSE> ${otherwise})`;
    return `(${first} ${signs[operator]} ${behind})`;
  }
  return more.reduce((left, right) => `(${left} ${signs[operator]} ${right})`, first);
}
