import { StagepostError } from '../../domain/failure.ts';
import type { SolvablePackage } from '../../domain/installability.ts';
import type { RepositoryFormat } from '../../domain/major-release.ts';
import type { Policy } from '../../domain/policy.ts';
import { breakageRule } from '../../plan/installability/look.ts';
import type { DependencySolver, DependencySolvers } from '../../ports/dependency-solver.ts';
import { type Check, look } from './check.ts';

const tools = {
  yum: { subject: 'testsolv', debian: 'libsolv-tools', arch: 'x86_64', everywhere: 'noarch' },
  apt: { subject: 'dose-debcheck', debian: 'dose-distcheck', arch: 'amd64', everywhere: 'all' },
} as const satisfies Record<RepositoryFormat, object>;

/** Whether those who judge what can be installed do so, for the formats of which policy wants to know. */
export async function checkSolvers(solvers: DependencySolvers, policy: Policy): Promise<readonly Check[]> {
  const wanted = [...policy.majorReleases.values()].flatMap((major) => {
    const rule = breakageRule(policy, major.key);
    return rule === 'ignore' ? [] : major.platforms.map(({ format }) => ({ format, rule }));
  });
  const formats = [...Map.groupBy(wanted, ({ format }) => format)];
  return Promise.all(
    formats.map(async ([format, uses]): Promise<Check> => {
      const check = await look(tools[format].subject, () => askOnce(solvers[format], format));
      const holds = uses.some(({ rule }) => rule === 'block');
      return check.kind === 'bad' && !holds ? { ...check, kind: 'warning' } : check;
    }),
  );
}

/** Asks about a package that can be installed and one that cannot; whatever goes wrong is mended in the same way. */
async function askOnce(solver: DependencySolver, format: RepositoryFormat): Promise<string> {
  const { arch, everywhere, debian } = tools[format];
  const judged = [aPackage('whole', everywhere, []), aPackage('lacking', everywhere, ['nowhere'])];
  const hint = `apt-get install ${debian}; until then nobody tells what can be installed (gates.installability)`;
  const found = await solver.uninstallable({ format, arch, judged, beside: [] }).catch(() => null);
  if (found?.length === 1 && found[0]?.package.startsWith('lacking-')) return 'judges what can be installed';
  const message = found === null ? 'is missing, or does not answer' : 'does not judge as it should';
  throw new StagepostError({ code: 'tool-missing', message, hint, treatment: 'needs-person' });
}

function aPackage(name: string, arch: string, requires: readonly string[]): SolvablePackage {
  const none = { provides: [], conflicts: [], obsoletes: [], files: [] };
  return { name, epoch: '0', version: '1', release: '1', arch, requires, ...none };
}
