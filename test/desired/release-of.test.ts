import { expect, test } from 'vitest';
import { releaseOf } from '../../src/desired/release-of.ts';
import { readDocument } from '../../src/document/read-document.ts';
import { contentDigest, type ReleaseContent } from '../../src/domain/release.ts';
import { bytesOf, releaseText } from '../document/release-text.ts';

function contentOf(text: string): ReleaseContent {
  const read = readDocument({ file: 'x.yaml', bytes: bytesOf(text), schema: 'release' });
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return releaseOf('x.yaml', read.value.value).content;
}

// Pools and records hold this digest; another one would hold back every release that was fetched before.
test('The content of a file without advisories has the digest that it always had.', () => {
  expect(contentDigest(contentOf(releaseText))).toBe(
    'c99fa943e02e68773abcbde9d307e8b27d154b663c943750367e2f412efae566',
  );
});

test('An advisory is content, with every part of it that is not given.', () => {
  const advisory = `advisories:
  - id: A-1
    type: bugfix
    title: t
    text: |
      One.

      Two.
    issued: 2026-11-20
`;
  expect(contentOf(`${releaseText}${advisory}`).advisories).toEqual([
    {
      ...{ id: 'A-1', type: 'bugfix', severity: null, cvss: null, cves: [], title: 't' },
      ...{ text: 'One.\n\nTwo.', issued: '2026-11-20', references: [], packages: null },
    },
  ]);
});
