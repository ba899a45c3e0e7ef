import { didYouMean } from '../../document/closest-name.ts';
import type { Report, RuleInput } from './rule.ts';

/** Major release and provider are the ones that administrators have agreed on (R7, R17). */
export function checkKnownNames({ release, policy }: RuleInput, report: Report): void {
  if (policy === null) return;
  const { majorRelease, provider } = release;
  const majors = [...policy.majorReleases.keys()];
  const providers = [...policy.providers.keys()];
  if (!majors.includes(majorRelease)) {
    report(
      ['majorRelease'],
      unknown('unknown-major-release', `major release ${majorRelease}`, [majorRelease, majors]),
    );
  }
  if (!providers.includes(provider)) {
    report(['provider'], unknown('unknown-provider', `provider ${provider}`, [provider, providers]));
  }
}

function unknown(rule: string, what: string, [written, known]: readonly [string, readonly string[]]) {
  const list = `stagepost.yaml knows ${known.length === 0 ? 'none' : known.join(', ')}`;
  const guess = didYouMean(written, known);
  return { rule, message: `${what} is not known`, hint: guess === '' ? list : `${guess} ${list}` };
}
