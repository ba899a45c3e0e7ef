import type { ReleaseDocument } from '../../document/generated/release.ts';
import { asInstant } from '../../domain/instant.ts';
import type { Report, RuleInput } from './rule.ts';

type AdvisoryDocument = ReleaseDocument['advisories'][number];

// Neither XML nor UTF-8 has a way to write them; what cannot be seen is refused in every value of the file.
const unfit = /[\p{Cs}\ufffe\uffff]/u;

/** A release that fixes a vulnerability carries a security advisory or links one, and an advisory can be published (R2). */
export function checkAdvisory({ release }: RuleInput, report: Report): void {
  const { advisories, links, security } = release;
  const tells = advisories.some(({ type }) => type === 'security');
  if (security && !tells && links.advisories.length === 0) {
    report(['security'], {
      rule: 'missing-advisory',
      message: 'security is true, and there is no security advisory in advisories or links.advisories',
      hint: 'write or link the advisory, or set security to false',
    });
  }
  if (tells && !security) {
    report(['security'], {
      rule: 'security-advisory',
      message: 'security is false, and advisories holds a security advisory',
      hint: 'set security to true, or correct the type of the advisory',
    });
  }
  for (const at of advisories.keys()) checkOne(advisories, at, report);
}

function checkOne(advisories: readonly AdvisoryDocument[], at: number, report: Report): void {
  const advisory = advisories[at];
  if (advisory === undefined) return;
  const { id, type, severity, issued } = advisory;
  const say = (field: keyof AdvisoryDocument, message: string, hint: string) =>
    report(['advisories', at, field], { rule: 'advisory', message, hint });
  if (advisories.findIndex((each) => each.id === id) < at)
    say('id', `the advisory ${id} stands here again`, 'give each advisory an id of its own');
  if (type === 'security' && (severity ?? null) === null)
    say(
      'type',
      `the security advisory ${id} has no severity`,
      'add severity: Critical, Important, Moderate or Low',
    );
  if (asInstant(`${issued}T00:00:00Z`) === undefined)
    say('issued', `${issued} is a day that does not exist`, 'write a day such as 2026-11-22');
  for (const field of ['title', 'text'] as const)
    if (unfit.test(advisory[field]))
      say(field, `${field} holds a character that cannot be published`, 'remove it');
}
