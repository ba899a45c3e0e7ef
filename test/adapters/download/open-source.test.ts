import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openDownloads } from '../../../src/adapters/download/open-source.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { receiveFile } from '../../../src/adapters/files/receive-file.ts';
import { openHostFinder } from '../../../src/adapters/network/find-host.ts';
import { failure, StagepostError } from '../../../src/domain/failure.ts';
import type { FetchRequest } from '../../../src/ports/release-source.ts';
import { playedTransport, type Turn } from '../../fakes/transport.ts';
import { failureIn } from '../failure-code.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();

function play(turns: readonly Turn[], more: Partial<FetchRequest> = {}) {
  const server = playedTransport(turns);
  const names: string[] = [];
  const resolve = async (name: string) => {
    names.push(name);
    return names.length === 1 ? ['1.1.1.1'] : ['127.0.0.1'];
  };
  const hosts = openHostFinder({ resolve });
  const reader = openDownloads({
    ...server,
    hosts,
    files: localFiles,
    receive: receiveFile,
    firstPauseMs: 2,
  });
  const request: FetchRequest = {
    url: 'https://repo.example.org/umd5/',
    folder: 'el9/',
    files: ['a.rpm'],
    into: path(),
    maxFileBytes: 10,
    maxSeconds: 30,
    agreed: { hosts: ['repo.example.org'], networks: [] },
    acceptedTools: [],
    ...more,
  };
  return { ...server, names, work: reader.fetch(request) };
}

const content = () => readFile(path('a.rpm'), 'utf8');
const part = { size: 6, validator: 'v1', sends: 'abc', ends: 'breaks' } as const;

describe('A file that is fetched', () => {
  test('stands under its name, for its owner to write and for others to read.', async () => {
    const { work, asked } = play([{ size: 3, sends: 'abc' }]);
    await work;
    expect(await content()).toBe('abc');
    expect((await lstat(path('a.rpm'))).mode & 0o7777).toBe(0o644);
    expect(asked).toEqual([{ path: '/umd5/el9/a.rpm', resumption: null }]);
  });

  test('goes on where the connection broke, when it still is the same.', async () => {
    const { work, asked, sessions } = play([part, { from: 3, size: 6, validator: 'v1', sends: 'def' }]);
    await work;
    expect(await content()).toBe('abcdef');
    expect(asked[1]?.resumption).toEqual({ from: 3, validator: 'v1' });
    expect(sessions.map(({ closed }) => closed)).toEqual([true, true]);
  });

  test('begins anew when the server does.', async () => {
    const { work } = play([part, { size: 5, validator: 'v2', sends: 'other' }]);
    await work;
    expect(await content()).toBe('other');
  });

  test('begins anew when the server cannot say whether it is the same.', async () => {
    const { work, asked } = play([
      { ...part, validator: null },
      { size: 6, sends: 'abcdef' },
    ]);
    await work;
    expect(asked[1]?.resumption).toBeNull();
    expect(await content()).toBe('abcdef');
  });

  test.each([
    ['goes on elsewhere', { from: 4, size: 6, validator: 'v1', sends: 'ef' }],
    ['will not go on', { refuses: new Error('416') }],
  ])('begins anew when the server %s.', async (_what, turn) => {
    const { work, asked } = play([part, turn, { size: 6, validator: 'v1', sends: 'abcdef' }]);
    await work;
    expect(asked.map(({ resumption }) => resumption?.from ?? 0)).toEqual([0, 3, 0]);
    expect(await content()).toBe('abcdef');
  });

  test('goes on when it ends before the size that the server said.', async () => {
    const { work } = play([
      { size: 6, validator: 'v1', sends: 'abc' },
      { from: 3, size: 6, validator: 'v1', sends: 'def' },
    ]);
    await work;
    expect(await content()).toBe('abcdef');
  });

  test('may break often as long as it gets further.', async () => {
    const turns = [...'abcdefg'].map((sends, from) => ({ ...part, from, size: 8, sends }));
    const { work } = play([...turns, { from: 7, size: 8, validator: 'v1', sends: 'h' }]);
    await work;
    expect(await content()).toBe('abcdefgh');
  });

  test('is given up when it gets no further, and nothing of it is left.', async () => {
    const { work, asked } = play([
      part,
      ...Array.from({ length: 20 }, () => ({ ...part, from: 3, sends: '' })),
    ]);
    expect(await failureIn(work)).toMatchObject({ code: 'provider-unreachable', treatment: 'retry' });
    expect(asked).toHaveLength(5);
    expect(await readdir(path())).toEqual([]);
  });
});

describe('A file is left out', () => {
  test('when the server has none, or says or sends more than it may be.', async () => {
    const turns = [
      { hasNone: true },
      { size: 11, sends: 'x' },
      { sends: 'x'.repeat(11) },
      { size: 1, sends: 'd' },
    ] as const;
    await play(turns, { files: ['a.rpm', 'b.rpm', 'c.rpm', 'd.rpm'] }).work;
    expect(await readdir(path())).toEqual(['d.rpm']);
  });

  test('when it grows too large after a break.', async () => {
    await play([part, { from: 3, validator: 'v1', sends: 'defghijk' }]).work;
    expect(await readdir(path())).toEqual([]);
  });
});

describe('A request ends', () => {
  test('at once when nobody answers.', async () => {
    const { work, asked } = play([{ refuses: new Error('ECONNREFUSED') }]);
    const found = await failureIn(work);
    expect(found).toMatchObject({ code: 'provider-unreachable', treatment: 'retry' });
    expect(found.message).toContain('ECONNREFUSED');
    expect(asked).toHaveLength(1);
  });

  test('at a failure that a second try will not change.', async () => {
    const refuses = new StagepostError(failure({ code: 'address-refused', message: 'no' }));
    const { work, asked } = play([part, { refuses }], { files: ['a.rpm', 'b.rpm'] });
    expect((await failureIn(work)).code).toBe('address-refused');
    expect(asked).toHaveLength(2);
    expect(await readdir(path())).toEqual([]);
  });

  test('after its time, however little the server sends.', async () => {
    const { work, sessions } = play([{ sends: 'a', ends: 'is silent' }], { maxSeconds: 0.05 });
    expect(await failureIn(work)).toMatchObject({ code: 'command-timed-out', treatment: 'retry' });
    expect(sessions.every(({ closed }) => closed)).toBe(true);
    expect(await readdir(path())).toEqual([]);
  });

  test('when it is asked to, even before it began.', async () => {
    const controller = new AbortController();
    const { work } = play([{ sends: 'a', ends: 'is silent' }], { stop: controller.signal });
    setTimeout(() => controller.abort(), 20);
    expect((await failureIn(work)).code).toBe('stopped');
    const { work: late } = play([{ sends: 'a' }], { stop: AbortSignal.abort() });
    expect((await failureIn(late)).code).toBe('stopped');
    expect(await readdir(path())).toEqual([]);
  });

  test('without overwriting anything.', async () => {
    await writeFile(path('a.rpm'), 'mine');
    expect((await failureIn(play([{ sends: 'abc' }]).work)).code).toBe('tool-refused');
    expect(await content()).toBe('mine');
  });
});

test('A name is looked up once, and the second answer is never used.', async () => {
  const { work, names } = play([part, { from: 3, size: 6, validator: 'v1', sends: 'def' }, { sends: 'b' }], {
    files: ['a.rpm', 'b.rpm'],
  });
  await work;
  expect(names).toEqual(['repo.example.org']);
});

describe('Nothing is asked', () => {
  test.each(['../a', '.a', '-rf', 'a/b', 'a%2fb', 'a b', 'a\nb', 'a\0', '', 'a'.repeat(256), 'ä'])(
    'for a file of the name %j.',
    async (name) => {
      const { work, asked } = play([{ sends: 'abc' }], { files: ['a.rpm', name] });
      expect(await failureIn(work)).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
      expect(asked).toEqual([]);
    },
  );

  test.each([
    'https://user:secret@repo.example.org/umd5/',
    'https://repo.example.org/umd5/../',
    'https://repo.example.org/%2e%2e/',
    'https://repo.example.org/a?b/',
    'https://repo.example.org/a#b/',
    'https://127.1/umd5/',
    'http://repo.example.org/umd5/',
    'rsync://repo.example.org/umd5/',
    'file:///etc/',
  ])('of %s.', async (url) => {
    const { work, asked } = play([{ sends: 'abc' }], { url });
    expect((await failureIn(work)).code).toBe('tool-refused');
    expect(asked).toEqual([]);
  });
});
