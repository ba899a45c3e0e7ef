import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMetalink, writeMetalink } from '../../src/formats/metalink.ts';

const small = {
  timestamp: 1795349579,
  size: 1824,
  sha256: 'a'.repeat(64),
  urls: [
    'https://repo.example.org/a/generations/000042/repodata/repomd.xml',
    'https://repo.example.org/b?c&d',
  ],
};

describe('a metalink', () => {
  test('names one repomd.xml, its digest, and its addresses from the best one on', () => {
    expect(writeMetalink(small)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" xmlns:mm0="http://fedorahosted.org/mirrormanager">
  <files>
    <file name="repomd.xml">
      <mm0:timestamp>1795349579</mm0:timestamp>
      <size>1824</size>
      <verification>
        <hash type="sha256">${'a'.repeat(64)}</hash>
      </verification>
      <resources>
        <url protocol="https" type="https" preference="100">https://repo.example.org/a/generations/000042/repodata/repomd.xml</url>
        <url protocol="https" type="https" preference="99">https://repo.example.org/b?c&amp;d</url>
      </resources>
    </file>
  </files>
</metalink>
`);
  });

  test('is read back as it was written', () => {
    const characters = fc.constantFrom('a', 'Z', '9', '/', '+', '~', '&', '<', '>', '"', "'", '%20', 'ß');
    const url = fc.array(characters).map((path) => `https://repo.example.org/${path.join('')}`);
    const metalinks = fc.record({
      timestamp: fc.nat(),
      size: fc.nat(),
      sha256: fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes) => Buffer.from(bytes).toString('hex')),
      urls: fc.array(url, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(metalinks, (metalink) => {
        expect(readMetalink(writeMetalink(metalink))).toEqual({ ok: true, value: metalink });
      }),
    );
  });

  test.each([
    ['no XML', '<metalink', /./],
    ['no file', '<metalink><files/></metalink>', /exactly one file/],
    ['another file', writeMetalink(small).replace('"repomd.xml"', '"primary.xml"'), /exactly one file/],
    ['a weak hash', writeMetalink(small).replace('"sha256"', '"md5"'), /exactly one hash/],
    ['a size that is none', writeMetalink(small).replace('1824', '-1'), /the size of the metalink is "-1"/],
  ])('with %s is refused', (_what, text, says) => {
    const read = readMetalink(text);
    expect(read.ok ? [] : read.problems).toEqual([expect.stringMatching(says)]);
  });
});
