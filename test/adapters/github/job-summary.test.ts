import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendJobSummary } from '../../../src/adapters/github/job-summary.ts';
import { failureIn } from '../failure-code.ts';

describe('the job summary', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'summary-'));
    file = join(folder, 'summary.md');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is added to what an earlier command wrote, in the room that is left.', async () => {
    await writeFile(file, 'before\n');
    await appendJobSummary(file, 100, (room) => `room for ${room}\n`);
    expect(await readFile(file, 'utf8')).toBe('before\nroom for 93\n');
  });

  test('is made when there is none.', async () => {
    await appendJobSummary(file, 100, (room) => `room for ${room}\n`);
    expect(await readFile(file, 'utf8')).toBe('room for 100\n');
  });

  test('stays away when there is nothing to say.', async () => {
    await appendJobSummary(file, 100, () => '');
    expect(await readFile(file, 'utf8').catch(() => 'nothing')).toBe('nothing');
  });

  test('that cannot be written says so.', async () => {
    expect(await failureIn(appendJobSummary(folder, 1e6, () => 'x'))).toMatchObject({
      code: 'file-system',
      message: `the job summary ${folder} cannot be written: EISDIR`,
    });
  });
});
