import type { InstallQuestion, SolvablePackage } from '../../domain/installability.ts';
import { type RichOperator, type RpmRelation, readRpmRelation } from '../../domain/rpm-relation.ts';
import { versionText } from '../../domain/version/compare-packages.ts';

/**
 * A question in the format of libsolv's own test cases, which testsolv reads: the packages, that rpm's rules of
 * versions count, and one job for each judged package. The jobs end with one that nobody asked for, because testsolv
 * gives the answers numbers only where there are several.
 */
export function testcaseOf({ arch, judged, beside }: InstallQuestion): string {
  const packages = [...judged, ...beside].flatMap(packageLines);
  const jobs = [...judged.map(specOf), 'none@available'].map(
    (spec) => `job install pkg ${spec}\nresult transaction,problems,proof <inline>`,
  );
  return [
    'repo available 0 testtags <inline>',
    ...['=Ver: 3.0', ...packages].map((line) => `#>${line}`),
    `system ${arch} rpm`,
    jobs.join('\nnextjob\n'),
    '',
  ].join('\n');
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
