import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';
import { findProvider, majorFor } from '../../src/desired/edits/find-provider.ts';
import type { Policy } from '../../src/domain/policy.ts';

async function policy(): Promise<Policy> {
  const text = `schemaVersion: 1
title: Example
majorReleases:
  umd-4: {title: UMD 4, platforms: {el7/x86_64: {format: yum}}}
  umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}}}
providers:
  emi: {title: EMI, hosts: [repo.example.org, "shared.example.org:8730"]}
  ige: {title: IGE, hosts: ["shared.example.org:8730"]}
`;
  const read = await readPolicy('stagepost.yaml', Buffer.from(text), async () => null);
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return read.value;
}

describe('The provider of an address', () => {
  test('is the one with whom its host and port are agreed, or the one of several that is named.', async () => {
    const known = await policy();
    expect(findProvider(known, 'https://repo.example.org/umd5/voms')).toMatchObject({
      url: 'https://repo.example.org/umd5/voms/',
      protocol: 'https',
      provider: { key: 'emi' },
    });
    expect(findProvider(known, 'rsync://shared.example.org:8730/x/', 'ige').provider.key).toBe('ige');
  });

  test.each([
    [
      'rsync://repo.example.org:8730/x/',
      undefined,
      'repo.example.org, port 8730, is not a host agreed with any provider',
    ],
    ['rsync://repo.example.org/x/', 'ige', 'is not a host agreed with provider ige'],
    ['rsync://shared.example.org:8730/x/', undefined, 'is agreed with emi and ige'],
    ['file:///etc/', undefined, 'is not an address of a release'],
    ['rsync://user@repo.example.org/x/', undefined, 'is not an address of a release'],
    ['https://REPO.example.org/x/', undefined, 'is not an address of a release'],
  ])('is nobody for %s, named %s: %s', async (url, key, message) => {
    const known = await policy();
    expect(() => findProvider(known, url, key)).toThrow(message);
  });

  test('delivers for the major release that is named where there are several.', async () => {
    const known = await policy();
    expect(majorFor(known, 'umd-4')).toBe('umd-4');
    expect(() => majorFor(known)).toThrow('it is not said for which major release');
  });
});
