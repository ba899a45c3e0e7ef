import { describe, expect, test } from 'vitest';
import { checkTree } from '../../src/desired/check-tree.ts';
import { aReleaseRepository, problemsOf, spoiled, voms } from './release-files.ts';

const url = 'rsync://repo.emi.example.org/umd5/voms/';

function withUrl(address: string, protocol = 'rsync'): string {
  return spoiled(url, address, spoiled('protocol: rsync', `protocol: ${protocol}`));
}

describe('The source is a plain folder at an agreed host:', () => {
  test.each([
    ['rsync://localhost:8730/umd5/voms/', 'rsync'],
    ['rsync://repo.emi.example.org:873/umd5/voms/', 'rsync'],
    ['https://repo.emi.example.org/umd5/voms-4.2.0+2~rc1/', 'https'],
    ['ftp://ftp.example.org/pub/', 'ftp'],
  ])('%s is fine.', async (address, protocol) => {
    expect(await problemsOf(withUrl(address, protocol))).toEqual([]);
  });

  const at = (rule: string, message: string) => [`9:8 ${rule}: ${message}`];
  const notAgreed = (host: string) => at('source-host', `${host} is not a host agreed with provider emi`);
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['rsync://evil.example.org/x/', 'rsync', notAgreed('evil.example.org')],
    ['rsync://localhost/x/', 'rsync', notAgreed('localhost')],
    ['rsync://127.0.0.1:8730/x/', 'rsync', notAgreed('127.0.0.1:8730')],
    ['rsync://[::1]:8730/x/', 'rsync', notAgreed('[::1]:8730')],
    ['rsync://repo.emi.example.org:874/x/', 'rsync', notAgreed('repo.emi.example.org:874')],
    ['https://repo.emi.example.org:873/x/', 'https', notAgreed('repo.emi.example.org:873')],
    ['https://ftp.example.org/x/', 'https', notAgreed('ftp.example.org')],
    [
      'https://repo.emi.example.org/x/',
      'rsync',
      at('source-scheme', 'url is a https:// address, protocol is rsync'),
    ],
    [`${url.slice(0, -1)}`, 'rsync', at('source-folder', 'url does not end with a slash')],
    [`${url}?x=1`, 'rsync', at('source-query', 'url has a query or a fragment')],
    [`${url}#x`, 'rsync', at('source-query', 'url has a query or a fragment')],
    [
      'rsync://ada:secret@repo.emi.example.org/x/',
      'rsync',
      at('source-credentials', 'url holds a user name or a password'),
    ],
    [
      'rsync://ada@repo.emi.example.org/x/',
      'rsync',
      at('source-credentials', 'url holds a user name or a password'),
    ],
    ['rsync://repo.emi.example.org/', 'rsync', at('source-folder', 'url names no folder of the host')],
    [
      'rsync://repo.emi.example.org/a/../b/',
      'rsync',
      at('source-spelling', 'url is not written in its plain form'),
    ],
    [
      'https://repo.emi.example.org:443/a/',
      'https',
      at('source-spelling', 'url is not written in its plain form'),
    ],
    [
      'rsync://repo.emi.example.org/a%2fb/',
      'rsync',
      at('source-folder', 'the path of url has unusual characters'),
    ],
    [
      'rsync://repo.emi.example.org//a/',
      'rsync',
      at('source-folder', 'the path of url has unusual characters'),
    ],
    [
      'rsync://repo.emi.example.org/*/',
      'rsync',
      at('source-folder', 'the path of url has unusual characters'),
    ],
    [
      'https://REPO.emi.example.org/a/',
      'https',
      at('source-spelling', 'url is not written in its plain form'),
    ],
    [
      'https://ｒepo.emi.example.org/a/',
      'https',
      at('source-spelling', 'url is not written in its plain form'),
    ],
    ...['127.1', '0x7f.1', '2130706433', '0177.0.0.1', '１２７.0.0.1'].flatMap((host) =>
      (['rsync', 'https', 'ftp'] as const).map(
        (protocol) =>
          [
            `${protocol}://${host}/x/`,
            protocol,
            [
              ...notAgreed(protocol === 'rsync' ? new URL(`rsync://${host}/`).host : '127.0.0.1'),
              ...at('source-spelling', 'url is not written in its plain form'),
            ],
          ] as const,
      ),
    ),
    [
      'ftp://[::ffff:127.0.0.1]/x/',
      'ftp',
      [...notAgreed('[::ffff:7f00:1]'), ...at('source-spelling', 'url is not written in its plain form')],
    ],
    ['https://repo.emi.example.org./a/', 'https', notAgreed('repo.emi.example.org.')],
    ['rsync://repo.emi.example.org:99999/a/', 'rsync', at('source-url', 'url is not an address')],
    [
      'file:///etc/',
      'rsync',
      at(
        'wrong-form',
        'url is "file:///etc/", it must be an address that begins with rsync://, https:// or ftp://',
      ),
    ],
  ];

  test.each(cases)('%s by %s is not.', async (address, protocol, expected) => {
    expect(await problemsOf(withUrl(`"${address}"`, protocol))).toEqual(expected);
  });

  test('A password in an address is not repeated in what is shown.', async () => {
    const { edit, deps } = await aReleaseRepository();
    const commit = await edit({ [voms]: withUrl('rsync://ada:secret@repo.emi.example.org/x/') });
    const { findings } = await checkTree(deps, commit);
    expect(findings).not.toEqual([]);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });
});
