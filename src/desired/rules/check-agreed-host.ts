import { parseAddress } from './parse-address.ts';
import type { Report, RuleInput } from './rule.ts';

const usualPorts: Readonly<Record<string, string>> = { 'rsync:': '873', 'https:': '443', 'ftp:': '21' };

/**
 * A release comes from a host that was agreed with its provider, spelled as it was agreed (R7). Hosts are compared as
 * text and never looked up, so that the machine itself is reachable only where stagepost.yaml names it.
 */
export function checkAgreedHost({ release, policy }: RuleInput, report: Report): void {
  const provider = policy?.providers.get(release.provider);
  const address = parseAddress(release.source.url);
  const usual = usualPorts[address?.protocol ?? ''];
  if (provider === undefined || address === undefined || usual === undefined || address.hostname === '')
    return;
  const asked = withPort(address.hostname, address.port, usual);
  const agreed = provider.hosts.map((entry) => {
    const [host = '', port = ''] = entry.split(':');
    return withPort(host, port, usual);
  });
  if (agreed.includes(asked)) return;
  report(['source', 'url'], {
    rule: 'source-host',
    message: `${address.host} is not a host agreed with provider ${provider.key}`,
    hint: `agreed: ${provider.hosts.join(', ')}; a new host is added in stagepost.yaml`,
  });
}

function withPort(host: string, port: string, usual: string): string {
  return `${host}:${port === '' ? usual : port}`;
}
