import { describe, expect, test } from 'vitest';
import type { Operation, OperationLog } from '../../src/ports/operations.ts';
import { noon } from '../builders/release.ts';

/** What every log of operations must do; `open` starts an empty one. */
export function operationLogContract(title: string, open: () => Promise<OperationLog>): void {
  describe(`${title} as a log of operations`, () => {
    test('What was asked for is kept as it was, and the newest comes first.', async () => {
      const { note, newest } = await open();
      expect(await newest(10)).toEqual([]);
      const first: Operation = {
        at: noon,
        operator: 'on-call',
        kind: 'retry-release',
        subject: 'umd-5/voms-4.2.0',
        request: 'r1',
      };
      const second: Operation = { ...first, kind: 'refresh', subject: '', request: 'r2' };
      await note(first);
      await note(second);
      expect(await newest(10)).toEqual([second, first]);
      expect(await newest(1)).toEqual([second]);
    });
  });
}
