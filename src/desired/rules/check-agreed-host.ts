import { isAgreedHost, usualPorts } from '../../domain/source-address.ts';
import { parseAddress } from './parse-address.ts';
import type { Report, RuleInput } from './rule.ts';

/**
 * A release comes from a host that was agreed with its provider, spelled as it was agreed (R7). Hosts are compared as
 * text and never looked up here; where a name leads is judged when something is fetched.
 */
export function checkAgreedHost({ release, policy }: RuleInput, report: Report): void {
  const provider = policy?.providers.get(release.provider);
  const address = parseAddress(release.source.url);
  const protocol = protocolOf(address);
  if (provider === undefined || address === undefined || protocol === undefined || address.hostname === '')
    return;
  const port = address.port === '' ? usualPorts[protocol] : Number(address.port);
  if (isAgreedHost({ protocol, host: address.hostname, port }, provider)) return;
  report(['source', 'url'], {
    rule: 'source-host',
    message: `${address.host} is not a host agreed with provider ${provider.key}`,
    hint: `agreed: ${provider.hosts.join(', ')}; a new host is added in stagepost.yaml`,
  });
}

function protocolOf(address: URL | undefined): keyof typeof usualPorts | undefined {
  const scheme = address?.protocol.slice(0, -1);
  return scheme === 'rsync' || scheme === 'https' || scheme === 'ftp' ? scheme : undefined;
}
