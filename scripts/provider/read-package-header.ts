import { runTool } from './run-tool.ts';

export type PackageHeader = {
  readonly type: 'rpm' | 'deb';
  readonly name: string;
  /** Without epoch and release. */
  readonly version: string;
  /** Release of an rpm, Debian revision of a deb; empty for a native deb. */
  readonly release: string;
  readonly arch: string;
};

/** What the package says of itself, as its own tools read it. `home` is any directory that may be written to. */
export async function readPackageHeader(file: string, home: string): Promise<PackageHeader> {
  return file.endsWith('.deb') ? readDeb(file, home) : readRpm(file, home);
}

async function readDeb(file: string, home: string): Promise<PackageHeader> {
  const format = '${Package}\\t${Version}\\t${Architecture}';
  const run = await runTool({
    program: 'dpkg-deb',
    args: ['--show', `--showformat=${format}`, '--', file],
    home,
  });
  const [name = '', full = '', arch = ''] = run.stdout.split('\t');
  const [, version = '', release = ''] = /^(?:\d+:)?(.*?)(?:-([^-]*))?$/.exec(full) ?? [];
  return { type: 'deb', name, version, release, arch };
}

async function readRpm(file: string, home: string): Promise<PackageHeader> {
  const format = '%{NAME}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}';
  const args = ['--nosignature', '--query', '--queryformat', format, '--package', '--', file];
  const run = await runTool({ program: 'rpm', args, home });
  const [name = '', version = '', release = '', arch = ''] = run.stdout.split('\t');
  return { type: 'rpm', name, version, release, arch };
}
