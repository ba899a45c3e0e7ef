import type { Library } from './libraries.ts';
import type { Subject } from './subject.ts';

/** What Debian reads about copyright: the program and each part that came along, with the whole text of its licence. */
export function copyrightText({ libraries, nodeLicenseText, epoch }: Subject): string {
  const node = {
    name: 'Node.js',
    files: 'usr/lib/stagepost/bin/node',
    license: 'Node.js',
    text: nodeLicenseText,
  };
  const parts = libraries.map((library) => ({
    name: `${library.name} ${library.version}`,
    files: `usr/lib/stagepost/${library.path}/*`,
    license: licenseName(library),
    text: library.licenseText,
  }));
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: stagepost

Files: *
Copyright: ${new Date(epoch * 1000).getUTCFullYear()} The authors of Stagepost
License: Apache-2.0
 On Debian systems the whole text is in /usr/share/common-licenses/Apache-2.0.

${[node, ...parts].map(stanza).join('\n')}`;
}

/** The same about the libraries, for people. */
export function librariesText({ libraries }: Subject): string {
  return libraries
    .map(({ name, version, license, licenseText }) => `== ${name} ${version}: ${license}\n\n${licenseText}\n`)
    .join('\n\n');
}

interface Part {
  readonly name: string;
  readonly files: string;
  readonly license: string;
  readonly text: string;
}

function stanza({ name, files, license, text }: Part): string {
  const lines = text.split(/\r?\n/).map((line) => ` ${line.trim() === '' ? '.' : line.trimEnd()}`);
  return `Files: ${files}\nCopyright: The authors of ${name}, whom the licence names\nLicense: ${license}\n${lines.join('\n')}\n`;
}

// Each has a text of its own, because each names other people.
function licenseName({ license, name }: Library): string {
  return `${license}-of-${name.replace(/^@/, '').replace(/[^a-z0-9.]+/gi, '-')}`;
}
