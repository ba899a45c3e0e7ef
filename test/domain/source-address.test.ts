import { describe, expect, test } from 'vitest';
import { isAgreedHost, plainHost, readSourceAddress } from '../../src/domain/source-address.ts';

describe('An address of a source', () => {
  test('is taken apart, with the usual port where none is named.', () => {
    expect(readSourceAddress('https://repo.example.org/a/')).toEqual({
      protocol: 'https',
      host: 'repo.example.org',
      port: 443,
      path: '/a/',
    });
    expect(readSourceAddress('ftp://[2001:db8::1]:2121/a/')).toMatchObject({
      host: '[2001:db8::1]',
      port: 2121,
    });
  });

  test.each([
    'http://repo.example.org/',
    'file:///etc/',
    'ssh://repo.example.org/',
    'ext::sh -c x/',
    'https://user@repo.example.org/',
    'https://user:secret@repo.example.org/',
    'https://repo.example.org',
    'https://repo.example.org:0/',
    'https://repo.example.org:65536/',
    'https://repo.example.org:/',
    'https://Repo.example.org/',
    'https://repo.example.org./',
    'https://127.1/',
    'https://0x7f.0.0.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[fe80::1%25eth0]/',
    'https://-x/',
    'https://x_y.example.org/',
    'https://repo.example.org\\@evil.example.org/',
    'https://repo%2eexample.org/',
  ])('is not %s.', (url) => {
    expect(readSourceAddress(url)).toBeUndefined();
  });
});

describe('The plain form of a host', () => {
  test.each([
    ['127.1', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['１２７.０.０.１', '127.0.0.1'],
    ['127。0。0。1', '127.0.0.1'],
    ['REPO.Example.org', 'repo.example.org'],
    ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ['[0:0:0:0:0:0:0:1]', '[::1]'],
    ['repo.example.org', 'repo.example.org'],
  ])('of %s is %s.', (host, plain) => {
    expect(plainHost(host)).toBe(plain);
  });

  test.each([
    '',
    'a..b',
    'a.',
    '1.2.3.256',
    '0x7f.1.1.1.1',
    'a b',
    'a/b',
    'a@b',
    'a?',
    'a#',
    'a\\b',
    'a:1',
    '[::1',
    '-a',
  ])('does not exist for %j.', (host) => {
    expect(plainHost(host)).toBeUndefined();
  });
});

describe('A host is agreed', () => {
  const agreed = {
    hosts: ['repo.example.org', 'repo.example.org:8443', '[::1]', '[::1]:8730'],
    networks: [],
  };
  const at = (protocol: 'https' | 'rsync', host: string, port: number) => ({ protocol, host, port });

  test('at the usual port of its protocol where no other is named, and at a named one.', () => {
    expect(isAgreedHost(at('https', 'repo.example.org', 443), agreed)).toBe(true);
    expect(isAgreedHost(at('rsync', 'repo.example.org', 873), agreed)).toBe(true);
    expect(isAgreedHost(at('https', 'repo.example.org', 8443), agreed)).toBe(true);
    expect(isAgreedHost(at('rsync', '[::1]', 873), agreed)).toBe(true);
    expect(isAgreedHost(at('rsync', '[::1]', 8730), agreed)).toBe(true);
  });

  test('nowhere else.', () => {
    expect(isAgreedHost(at('https', 'repo.example.org', 873), agreed)).toBe(false);
    expect(isAgreedHost(at('https', 'example.org', 443), agreed)).toBe(false);
    expect(isAgreedHost(at('https', 'x.repo.example.org', 443), agreed)).toBe(false);
    expect(isAgreedHost(at('https', '[::1]', 8443), agreed)).toBe(false);
  });
});
