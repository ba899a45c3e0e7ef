import type { ReleaseDocument } from '../../document/generated/release.ts';
import type { DocumentPath } from '../../document/places.ts';
import { nameOf } from '../../document/show-value.ts';
import { hasCredentials, parseAddress } from './parse-address.ts';
import type { Report, RuleInput } from './rule.ts';

/** Every link leads somewhere on the web and gives nothing away (R1, R3-R6, R25, R26). */
export function checkLinks({ release }: RuleInput, report: Report): void {
  for (const { path, link } of linksOf(release)) {
    const address = parseAddress(link);
    if (address === undefined || !/^https?:$/.test(address.protocol)) {
      const message = `${nameOf(path)} is not a web address`;
      report(path, { rule: 'link', message, hint: 'write it like https://docs.example.org/voms' });
    } else if (hasCredentials(address)) {
      const message = `${nameOf(path)} holds a user name or a password`;
      report(path, { rule: 'link', message, hint: 'remove it, and replace the password' });
    }
  }
}

interface Link {
  readonly path: DocumentPath;
  readonly link: string;
}

function linksOf(release: ReleaseDocument): readonly Link[] {
  const { links, advisories, verificationReport, stageRolloutReport } = release;
  const listed = Object.entries(links).flatMap(([field, value]): readonly Link[] =>
    typeof value === 'string'
      ? [{ path: ['links', field], link: value }]
      : value.map((link: string, index: number) => ({ path: ['links', field, index], link })),
  );
  const reports = Object.entries({ verificationReport, stageRolloutReport });
  const references = advisories.flatMap((advisory, at) =>
    advisory.references.map((link, index) => ({ path: ['advisories', at, 'references', index], link })),
  );
  return [
    ...listed,
    ...references,
    ...reports.flatMap(([field, link]) => (typeof link === 'string' ? [{ path: [field], link }] : [])),
  ];
}
