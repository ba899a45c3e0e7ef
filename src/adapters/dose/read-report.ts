import type { InstallQuestion, Uninstallable } from '../../domain/installability.ts';
import { exactName, versionText } from '../../domain/version/compare-packages.ts';

/**
 * The report of dose-debcheck as answers. Undefined when it does not count as many packages as it was given, or not as
 * many broken ones as it names; a package that is broken and was not asked about is left out.
 */
export function answersIn(
  report: string,
  { judged, beside }: InstallQuestion,
): readonly Uninstallable[] | undefined {
  const entries = report.split(/^ -$/m).slice(1).map(entryOf);
  const total = /^total-packages: (\d+)$/m.exec(report)?.[1];
  const broken = /^broken-packages: (\d+)$/m.exec(report)?.[1];
  const isWhole = total === `${judged.length + beside.length}` && broken === `${entries.length}`;
  if (!isWhole || entries.includes(undefined)) return undefined;
  const reasons = new Map(entries.map((entry) => [entry?.title, entry?.reason ?? '']));
  return judged.flatMap((each) => {
    const reason = reasons.get(`${each.name} ${versionText(each)} ${each.arch}`);
    return reason === undefined ? [] : [{ package: exactName(each), reason }];
  });
}

interface Entry {
  /** Name, version and architecture. */
  readonly title: string;
  readonly reason: string;
}

function entryOf(text: string): Entry | undefined {
  const [, name, version, arch] =
    /^\n {2}package: (\S+)\n {2}version: (\S+)\n {2}architecture: (\S+)\n/.exec(text) ?? [];
  if (name === undefined || !/^ {2}status: broken$/m.test(text)) return undefined;
  return { title: `${name} ${version} ${arch}`, reason: reasonIn(text) };
}

// The first reason is enough for a line; those who want all of them ask the tool.
function reasonIn(text: string): string {
  const [, first = ''] = /^ {4}(missing|conflict):$/m.exec(text) ?? [];
  const [needs = '', other = ''] = packagesIn(text.slice(text.indexOf(`${first}:`)));
  const [, wanted = ''] = /^ +unsat-dependency: (.+)$/m.exec(text) ?? [];
  if (first === 'missing') return `nothing provides ${asWritten(wanted)}, which ${needs} needs`;
  return first === 'conflict' ? `${needs} cannot be installed together with ${other}` : 'no reason is given';
}

// It adds the architecture to every name, and names twice what has both a package and somebody who provides it.
function asWritten(alternatives: string): string {
  const each = alternatives.replace(/:[a-z0-9-]+(?=\s|$)/g, '').split(' | ');
  return [...new Set(each)].join(' | ');
}

function packagesIn(text: string): readonly string[] {
  const form = /^ {6,}package: (\S+)\n +version: (\S+)\n +architecture: (\S+)$/gm;
  return [...text.matchAll(form)].map(([, name, version, arch]) => `${name}-${version}.${arch}`);
}
