import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';

const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n';
const start = `schemaVersion: 1
title: Example
majorReleases:
  umd-5: {title: UMD 5, debugPackages: area, platforms: {el9/x86_64: {format: yum}, el9/aarch64: {format: yum}, debian-12/amd64: {format: apt}}}
providers:
  emi: {title: EMI, hosts: [repo.emi.example.org]}
`;

async function read(text: string) {
  return readPolicy('stagepost.yaml', Buffer.from(start + text), async (path) =>
    path === 'keys/os.asc' ? Buffer.from(key) : null,
  );
}

async function problems(text: string): Promise<readonly string[]> {
  const result = await read(text);
  return result.ok ? [] : result.findings.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('Operating systems', () => {
  test('are none, and read once a day, where the file does not name them.', async () => {
    const result = await read('');
    expect(result.ok && result.value.operatingSystems).toEqual({
      readEveryHours: 24,
      repositories: new Map(),
    });
  });

  test('of a platform hold for each of its architectures, beside those of one alone.', async () => {
    const result = await read(`operatingSystems:
  readEveryHours: 6
  platforms:
    el9: [{url: "https://mirror.example.org/epel/9/"}]
    el9/x86_64: [{url: "rsync://mirror.example.org:8730/base/", keys: [keys/os.asc], networks: [10.0.0.0/8]}]
    debian-12: [{url: "https://mirror.example.org/debian/", suite: bookworm}, {url: "ftp://mirror.example.org/flat/"}]
`);
    const common = { suite: null, components: [], keys: [], networks: [] };
    const epel = { ...common, protocol: 'https', url: 'https://mirror.example.org/epel/9/' };
    expect(result.ok && result.value.operatingSystems).toEqual({
      readEveryHours: 6,
      repositories: new Map<string, unknown>([
        [
          'el9/x86_64',
          [
            epel,
            {
              ...common,
              protocol: 'rsync',
              url: 'rsync://mirror.example.org:8730/base/',
              keys: [{ file: 'keys/os.asc', armored: key }],
              networks: ['10.0.0.0/8'],
            },
          ],
        ],
        ['el9/aarch64', [epel]],
        [
          'debian-12/amd64',
          [
            {
              ...common,
              protocol: 'https',
              url: 'https://mirror.example.org/debian/',
              suite: 'bookworm',
              components: ['main'],
            },
            { ...common, protocol: 'ftp', url: 'ftp://mirror.example.org/flat/' },
          ],
        ],
      ]),
    });
  });

  test('with mistakes are refused with all of them at once, each at its place.', async () => {
    const text = `operatingSystems:
  platforms:
    el8: [{url: "https://mirror.example.org/8/"}]
    el9/x86_64:
      - {url: "https://mirror.example.org/9", suite: stable}
      - {url: "https://somebody@mirror.example.org/9/"}
      - {url: "https://mirror.example.org/9/", keys: [keys/none.asc], networks: [8.8.8.0/24]}
    debian-12: [{url: "https://mirror.example.org/", components: [main]}]
`;
    expect(await problems(text)).toEqual([
      '9:5 no major release has the platform el8',
      '11:15 url is not a plain folder that ends with a slash',
      '11:54 a yum repository has no suite',
      '12:15 url is not a plain folder that ends with a slash',
      '13:82 8.8.8.0/24 is not a closed network',
      '14:23 url is not a plain folder that ends with a slash',
      '14:66 components need a suite',
      '13:55 there is no file keys/none.asc',
    ]);
  });

  test('may have a key of the same file name as a provider, because clients do not get it from here.', async () => {
    const both = start.replace('hosts:', 'keys: [keys/os.asc], hosts:');
    const declared =
      'operatingSystems: {platforms: {el9: [{url: "https://m.example.org/9/", keys: [keys/os.asc]}]}}\n';
    const result = await readPolicy('stagepost.yaml', Buffer.from(both + declared), async () =>
      Buffer.from(key),
    );
    expect(result.ok).toBe(true);
  });
});
