import type { Subject } from './subject.ts';

/** The manual page: what `stagepost --help` says, where manual pages are looked for. */
export function manPage({ version, description, epoch }: Subject, help: string): string {
  const date = new Date(epoch * 1000).toISOString().slice(0, 10);
  return `${[
    `.TH STAGEPOST 1 "${date}" "stagepost ${version}" "User Commands"`,
    '.SH NAME',
    `stagepost \\- ${roff(description)}`,
    '.SH SYNOPSIS',
    '.B stagepost',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    '.nf',
    ...help.trimEnd().split('\n').map(roff),
    '.fi',
    '.SH FILES',
    '.TP',
    '.I /etc/stagepost/host.yaml',
    'the facts of this host, made by',
    '.B stagepost init',
    '.TP',
    '.I /var/lib/stagepost',
    'pool, ledger and signing key',
    '.TP',
    '.I /usr/share/doc/stagepost/docs',
    'everything else that there is to read',
    '.SH SEE ALSO',
    '.BR systemctl (1),',
    '.BR git (1)',
  ].join('\n')}\n`;
}

// A line that begins with a dot or a quote would be a request.
function roff(line: string): string {
  return line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
