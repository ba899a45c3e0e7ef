import type { PackageIdentity } from '../../domain/member.ts';
import type { PackageHead } from './read-package-head.ts';
import { countOf, textOf } from './rpm-header.ts';
import { textProblems } from './text-problems.ts';

// rpm's include/rpm/rpmtag.h.
const tags = { name: 1000, version: 1001, release: 1002, epoch: 1003, arch: 1022 };
const sizeTags = { short: 1000, long: 270 };
const source = 'src';
// A lead has 66 bytes for its name, with a zero at the end.
const labelBytes = 65;

/** Everything in which a package file, read without rpm, is not what rpm says of it. */
export function headProblems(head: PackageHead, identity: PackageIdentity): readonly string[] {
  return [
    ...twiceProblems(head),
    ...identityProblems(head, identity),
    ...leadProblems(head, identity),
    ...lengthProblems(head),
    ...textProblems(head.header),
  ];
}

/** Of two entries with one tag, one reader takes the first and another the last. */
function twiceProblems({ header, signature }: PackageHead): readonly string[] {
  const parts = [
    ['header', header],
    ['signature header', signature],
  ] as const;
  return parts.flatMap(([name, { entries }]) => {
    const twice = [...Map.groupBy(entries, ({ tag }) => tag)].filter(([, same]) => same.length > 1);
    return twice.map(([tag]) => `its ${name} has the entry ${tag} twice`);
  });
}

function identityProblems({ header }: PackageHead, identity: PackageIdentity): readonly string[] {
  const { name, version, release, arch } = identity;
  // The header of a source package has the architecture of its builds.
  const said = { name, version, release, ...(arch === source ? {} : { arch }) };
  const texts = Object.entries(said).flatMap(([field, wanted]) => {
    const found = textOf(header, tags[field as keyof typeof tags]);
    return found === wanted
      ? []
      : [`its header has the ${field} ${JSON.stringify(found)}, rpm says ${wanted}`];
  });
  const epoch = String(countOf(header, tags.epoch, tags.epoch) ?? 0);
  return epoch === identity.epoch
    ? texts
    : [...texts, `its header has the epoch ${epoch}, rpm says ${identity.epoch}`];
}

/** The lead is history: rpm passes over it, `file` and others do not. With or without the epoch; it may be empty. */
function leadProblems({ lead }: PackageHead, identity: PackageIdentity): readonly string[] {
  const { name, epoch, version, release } = identity;
  const labels = ['', `${epoch}:`].map((part) =>
    Buffer.from(`${name}-${part}${version}-${release}`).subarray(0, labelBytes).toString(),
  );
  const same = ['', name, ...labels].includes(lead.label);
  return [
    ...(lead.source === (identity.arch === source)
      ? []
      : [
          `its lead says that it is ${lead.source ? 'a source' : 'no source'} package, its header says otherwise`,
        ]),
    ...(same ? [] : [`its lead calls it ${JSON.stringify(lead.label)}, its header ${labels[0]}`]),
  ];
}

/** Where the file says how long it is, nothing may follow. */
function lengthProblems({ signature, coveredBytes }: PackageHead): readonly string[] {
  const said = countOf(signature, sizeTags.short, sizeTags.long);
  if (said === undefined || said === coveredBytes) return [];
  return [`it says that ${said} bytes follow its signatures, and has ${coveredBytes}`];
}
