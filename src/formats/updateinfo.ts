import type { Advisory } from '../domain/advisory.ts';
import type { PooledPackage } from '../domain/member.ts';
import { xmlAttribute, xmlText } from './xml-writer.ts';

/** What stands before and behind the updates of all members. */
export const updateinfoHeader = '<?xml version="1.0" encoding="UTF-8"?>\n<updates>\n';
export const updateinfoFooter = '</updates>\n';

/**
 * One update element, as yum clients read it from updateinfo.xml: an advisory with the packages that fix what it tells
 * of. It can stand beside those of other releases.
 */
export function updateElement(
  advisory: Advisory,
  { collection, packages }: { readonly collection: string; readonly packages: readonly PooledPackage[] },
): string {
  const date = xmlAttribute(`${advisory.issued} 00:00:00`);
  const severity = advisory.severity === null ? '' : `  <severity>${xmlText(advisory.severity)}</severity>\n`;
  return `<update status="final" type=${xmlAttribute(advisory.type)} version="1">
  <id>${xmlText(advisory.id)}</id>
  <title>${xmlText(advisory.title)}</title>
${severity}  <issued date=${date}/>
  <updated date=${date}/>
  <references>
${referencesOf(advisory).map(referenceElement).join('')}  </references>
  <description>${xmlText(advisory.text)}</description>
  <pkglist>
    <collection short=${xmlAttribute(collection)}>
      <name>${xmlText(collection)}</name>
${packages.map(packageElement).join('')}    </collection>
  </pkglist>
</update>
`;
}

/** Where a client can read more. */
export interface UpdateReference {
  readonly type: 'cve' | 'other';
  readonly id: string;
  readonly href: string;
}

/** The references of an advisory: a page for each vulnerability, which clients find by its number, and then the others. */
export function referencesOf({ cves, references }: Advisory): readonly UpdateReference[] {
  return [
    ...cves.map((id) => ({ type: 'cve' as const, id, href: `https://www.cve.org/CVERecord?id=${id}` })),
    ...references.map((href) => ({ type: 'other' as const, id: href, href })),
  ];
}

function referenceElement({ type, id, href }: UpdateReference): string {
  const title = xmlAttribute(id);
  return `    <reference href=${xmlAttribute(href)} id=${title} title=${title} type=${xmlAttribute(type)}/>\n`;
}

function packageElement({ name, epoch, version, release, arch, file, sha256 }: PooledPackage): string {
  const values = Object.entries({ name, epoch, version, release, arch });
  const attributes = values.map(([key, value]) => `${key}=${xmlAttribute(value)}`).join(' ');
  return `      <package ${attributes}>
        <filename>${xmlText(file)}</filename>
        <sum type="sha256">${xmlText(sha256)}</sum>
      </package>
`;
}
