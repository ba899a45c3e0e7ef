import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesToInventories, filesToRecord } from '../../../src/adapters/git/files-to-record.ts';
import { inventoriesToFiles, recordToFiles } from '../../../src/adapters/git/record-to-files.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import { emptyRecord } from '../../../src/domain/record.ts';
import { anyInventory, anyRecord } from './arbitrary-record.ts';

const parent = 'a'.repeat(40) as CommitSha;
const emptyHead = recordToFiles(emptyRecord).get('record.json') ?? '';
const release = {
  release: 'umd-5/voms-4.2.0',
  observed: { state: 'Unverified' },
  visits: [{ state: 'Unverified', entered: '2026-11-22T12:00:00Z', commit: parent, reason: null }],
};

function withFiles(files: Readonly<Record<string, string>>) {
  return () => filesToRecord(parent, new Map(Object.entries({ 'record.json': emptyHead, ...files })));
}

describe('The files of a record', () => {
  test('give the record again, whatever it holds.', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(filesToRecord(parent, recordToFiles(record))).toEqual({ ...record, parent });
      }),
    );
  });

  test('are the same for equal records, whatever order their maps were filled in.', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const turned = { ...record, behind: new Map([...record.behind].reverse()) };
        expect(recordToFiles(turned)).toEqual(recordToFiles(record));
      }),
    );
  });

  test('give an inventory again, whatever it holds.', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        const inventories = new Map([[inventory.release, inventory]]);
        expect(filesToInventories(inventoriesToFiles([inventory]))).toEqual(inventories);
      }),
    );
  });

  test('are JSON with sorted keys, one value a line, and a newline at the end.', () => {
    expect(emptyHead).toBe('{\n  "behind": {},\n  "commit": null,\n  "schemaVersion": 1\n}\n');
  });
});

describe('A record is not understood, and the file is named, when', () => {
  const good = JSON.stringify(release);
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'record.json is of a newer version',
      { 'record.json': emptyHead.replace('1', '2') },
      'record.json.schemaVersion',
    ],
    [
      'a file is no JSON',
      { 'releases/umd-5/voms-4.2.0.json': '{' },
      'releases/umd-5/voms-4.2.0.json: not JSON',
    ],
    ['a file is empty', { 'releases/umd-5/voms-4.2.0.json': '' }, 'releases/umd-5/voms-4.2.0.json: not JSON'],
    [
      'a release stands in the file of another',
      { 'releases/umd-5/other-1.0.0.json': good },
      'umd-5/voms-4.2.0',
    ],
    [
      'a key is missing',
      { 'releases/umd-5/voms-4.2.0.json': JSON.stringify({ ...release, visits: undefined }) },
      'without visits',
    ],
    [
      'a key is unknown',
      { 'releases/umd-5/voms-4.2.0.json': JSON.stringify({ ...release, more: 1 }) },
      'with unknown more',
    ],
    [
      'a release was never anywhere',
      { 'releases/umd-5/voms-4.2.0.json': JSON.stringify({ ...release, visits: [] }) },
      'expected one visit at least',
    ],
    [
      'a state is unknown',
      { 'releases/umd-5/voms-4.2.0.json': JSON.stringify({ ...release, observed: { state: 'Lost' } }) },
      'observed.state',
    ],
    ['a file is a stranger', { 'notes.txt': 'hello' }, 'notes.txt: not a file of the record'],
    [
      'a root file has no generation',
      { 'repositories/production/x/repomd.xml': '' },
      'beside no generation.json',
    ],
  ];

  test.each(cases)('%s.', (_title, files, expected) => {
    expect(withFiles(files)).toThrow(expected);
  });

  test('record.json is missing.', () => {
    expect(() => filesToRecord(parent, new Map())).toThrow('record.json: is missing');
  });

  test('several files are wrong, and each of them is told.', () => {
    try {
      withFiles({ 'notes.txt': '', 'releases/a/b.json': '{' })();
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        failure: {
          code: 'bad-release-repository',
          treatment: 'needs-person',
          details: ['notes.txt: not a file of the record', 'releases/a/b.json: not JSON'],
        },
      });
    }
  });

  test('an inventory is about another release.', () => {
    const text = JSON.stringify({ release: 'a/b', content: sha256Of(''), platforms: [] });
    const files = new Map([['inventory/a/c.json', text]]);
    expect(() => filesToInventories(files)).toThrow('is about a/b');
  });
});
