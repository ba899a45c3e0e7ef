import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const highestPort = 65535;

/** Hosts that no address can name. */
export function checkProviders(document: Located<ConfigDocument>): readonly Finding[] {
  return Object.entries(document.value.providers).flatMap(([key, { hosts }]) =>
    hosts.flatMap((host, index) => {
      const message = problemOf(host);
      if (message === undefined) return [];
      const hint = 'write host or host:port, such as repo.emi.example.org or localhost:8730';
      return [
        document.finding(['providers', key, 'hosts', index], 'value', {
          rule: 'provider-host',
          message,
          hint,
        }),
      ];
    }),
  );
}

function problemOf(entry: string): string | undefined {
  const [host = '', port] = entry.split(':');
  if (host.length > 253 || !host.split('.').every((part) => label.test(part)))
    return `${host} is not the name of a host`;
  if (port !== undefined && Number(port) > highestPort) return `${port} is not a port`;
  return undefined;
}
