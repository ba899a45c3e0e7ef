// Packages whose texts try to break out of the metadata that they are written into.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../../scripts/provider/run-tool.ts';

export const markup = `a <b>&amp;"x" 'y' ]]> <!-- --> </package><package type="rpm">`;
const placeholder = 'PLACEHOLDER';

/** An RPM with markup in every field that takes any text, and with a file of the name of a placeholder. */
export async function buildMarkupRpm(workDir: string): Promise<string> {
  const top = join(workDir, 'top');
  await mkdir(top, { recursive: true });
  const spec = join(top, 'voms.spec');
  await writeFile(spec, specText());
  const macros = { _topdir: top, _rpmdir: workDir, _build_name_fmt: 'voms-4.2.0-1.noarch.rpm' };
  const defined = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  await runTool({
    program: 'rpmbuild',
    args: ['-bb', ...defined, '--target', 'noarch', '--', spec],
    home: top,
  });
  await rm(top, { recursive: true });
  return join(workDir, 'voms-4.2.0-1.noarch.rpm');
}

function specText(): string {
  return `Name: voms
Version: 4.2.0
Release: 1
Summary: ${markup}
License: ${markup}
Vendor: ${markup}
Packager: ${markup}
URL: https://example.org/?a=1&b=<2>"'
Group: ${markup}
BuildArch: noarch
AutoReqProv: no
Provides: evil(<a&b>"')
Requires: need(<a&b>"')
%description
${markup}
second line
%install
mkdir -p "%{buildroot}/usr/share/v"
touch "%{buildroot}/usr/share/v/a<b>&c" "%{buildroot}/usr/share/v/${placeholder}"
%files
/usr/share/v
%changelog
* Sun Nov 22 2026 A <a@example.org> & "B" - 4.2.0-1
- ${markup}
`;
}

/**
 * Puts other bytes into the place of the placeholder and makes every digest of the package right again, as somebody
 * would who builds packages by a program of their own. The bytes are filled up to the length of the placeholder.
 */
export async function withBytesInHeader(file: string, bytes: Uint8Array): Promise<void> {
  const rpm = await readFile(file);
  const signatureEnd = endOfHeader(rpm, 96);
  const start = Math.ceil(signatureEnd / 8) * 8;
  const before = digestsOf(rpm, start);
  const at = rpm.indexOf(placeholder, start);
  if (at < 0 || at >= endOfHeader(rpm, start)) throw new Error('the header has no placeholder');
  rpm.fill('x', at, at + placeholder.length);
  rpm.set(bytes.subarray(0, placeholder.length), at);
  for (const [index, digest] of digestsOf(rpm, start).entries()) {
    const found = rpm.subarray(0, signatureEnd).indexOf(before[index] ?? digest);
    if (found >= 0) rpm.set(digest, found);
  }
  await writeFile(file, rpm);
}

/** A header is its magic number, a number of entries of sixteen bytes, and their data. */
function endOfHeader(rpm: Buffer, start: number): number {
  return start + 16 + 16 * rpm.readUInt32BE(start + 8) + rpm.readUInt32BE(start + 12);
}

function digestsOf(rpm: Buffer, start: number): readonly Buffer[] {
  const header = rpm.subarray(start, endOfHeader(rpm, start));
  const hex = (algorithm: string) => Buffer.from(createHash(algorithm).update(header).digest('hex'));
  return [hex('sha256'), hex('sha1'), createHash('md5').update(rpm.subarray(start)).digest()];
}

/** A DEB with these lines after the fields that it must have, whatever Debian's own builder thinks of them. */
export async function buildOddDeb(workDir: string, lines: Uint8Array | string): Promise<string> {
  const tree = join(workDir, 'tree');
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  const head = 'Package: voms\nVersion: 4.2.0-1\nArchitecture: all\nMaintainer: A <a@example.org>\n';
  await writeFile(join(tree, 'DEBIAN/control'), Buffer.concat([Buffer.from(head), Buffer.from(lines)]));
  const file = join(workDir, 'voms_4.2.0-1_all.deb');
  await runTool({
    program: 'dpkg-deb',
    args: ['--nocheck', '--build', '--', tree, file],
    home: workDir,
  });
  await rm(tree, { recursive: true });
  return file;
}
