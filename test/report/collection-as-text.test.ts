import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../src/domain/release.ts';
import { collectionAsText } from '../../src/report/collection-as-text.ts';
import { sizeOf } from '../../src/report/sizes.ts';
import { noon } from '../builders/release.ts';

describe('a collection as text', () => {
  test('says of every release whether it goes, how large it is, and why', () => {
    const text = collectionAsText({
      removals: [
        { release: 'umd-5/voms-4.2.0' as ReleaseId, bytes: 3 * 2 ** 30, state: 'Rejected', ended: noon },
      ],
      kept: [
        { release: 'umd-5/argus-1.7.5' as ReleaseId, bytes: 900, why: 'it is in production', until: null },
        { release: 'umd-5/canl-3.0.0' as ReleaseId, bytes: 1536, why: 'Ignored since then', until: noon },
      ],
    });
    expect(text).toBe(
      [
        'To remove: 1 release, 3.0 GiB',
        '  umd-5/voms-4.2.0  3.0 GiB  Rejected since 2026-11-22 12:00 UTC',
        'To keep: 2 releases, 2.4 KiB',
        '  umd-5/argus-1.7.5  900 B    it is in production',
        '  umd-5/canl-3.0.0   1.5 KiB  Ignored since then; until 2026-11-22 12:00 UTC',
      ].join('\n'),
    );
  });

  test('of nothing says so', () => {
    expect(collectionAsText({ removals: [], kept: [] })).toBe(
      'To remove: 0 releases, 0 B\nTo keep: 0 releases, 0 B',
    );
  });

  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [2 ** 50, '1024.0 TiB'],
  ])('%i bytes are %s', (bytes, text) => expect(sizeOf(bytes)).toBe(text));
});
