import { plainHost } from '../../domain/source-address.ts';
import { hasCredentials, parseAddress } from './parse-address.ts';
import type { Report, RuleInput } from './rule.ts';

const path = ['source', 'url'];
const schemes: readonly string[] = ['rsync:', 'https:', 'ftp:'];

/** The address of a release is one plain folder, read by everybody in the same way (R15, R16). */
export function checkSourceAddress({ release }: RuleInput, report: Report): void {
  const { url, protocol } = release.source;
  const address = parseAddress(url);
  const say = (rule: string, message: string, hint: string) => report(path, { rule, message, hint });
  if (address === undefined || address.hostname === '') {
    say('source-url', 'url is not an address', 'write it like rsync://repo.emi.example.org/umd5/voms/4.2.0/');
    return;
  }
  if (!schemes.includes(address.protocol)) {
    say('source-scheme', `${address.protocol}// is not allowed`, 'use rsync://, https:// or ftp://');
  } else if (address.protocol !== `${protocol}:`) {
    say(
      'source-scheme',
      `url is a ${address.protocol}// address, protocol is ${protocol}`,
      'make the two agree',
    );
  }
  if (hasCredentials(address)) {
    say('source-credentials', 'url holds a user name or a password', 'remove it, and replace the password');
  }
  if (/[?#]/.test(url))
    say('source-query', 'url has a query or a fragment', 'remove everything from ? or # on');
  if (!/[?#]/.test(url)) checkFolder(address, url, say);
}

type Say = (rule: string, message: string, hint: string) => void;

function checkFolder(address: URL, url: string, say: Say): void {
  if (!url.endsWith('/')) {
    say('source-folder', 'url does not end with a slash', `write ${url}/`);
  } else if (!hasCredentials(address) && plainForm(address) !== url) {
    say('source-spelling', 'url is not written in its plain form', `write ${plainForm(address)}`);
  } else if (address.pathname === '/') {
    say('source-folder', 'url names no folder of the host', 'add the folder of the release');
  } else if (!/^(\/[A-Za-z0-9._+~-]+)+\/$/.test(address.pathname)) {
    say('source-folder', 'the path of url has unusual characters', 'use letters, digits and . _ + ~ - only');
  }
}

// The URL standard normalises the hosts of https and ftp only; `rsync://127.1/` would be 127.0.0.1 to a resolver.
function plainForm({ href, protocol, hostname }: URL): string {
  const plain = plainHost(hostname) ?? hostname;
  return href.replace(`${protocol}//${hostname}`, () => `${protocol}//${plain}`);
}
