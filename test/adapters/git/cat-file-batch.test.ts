import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatchAnswer, makeAnswerReader } from '../../../src/adapters/git/batch-answers.ts';
import { openBlobReader } from '../../../src/adapters/git/cat-file-batch.ts';
import { gitEnvironment } from '../../../src/adapters/git/environment.ts';
import type { BlobId } from '../../../src/ports/release-history.ts';
import { makeRepository, scratchFolder } from './git-fixture.ts';

function placeWithBlob() {
  const source = makeRepository(path.join(scratchFolder(), 'source'));
  const blob = source.git(['hash-object', '-w', '--stdin'], { input: 'content' }) as BlobId;
  const dir = path.join(source.dir, '.git');
  return { source, blob, place: { dir, env: gitEnvironment({ GIT_DIR: dir }) } };
}

test('Answers are the same however the output of git is cut into pieces.', () => {
  const output = Buffer.from(
    'aa blob 3\nx\ny\nbb missing\ncc blob 9\n123456789\ndd tree 2\n\n\n\nee blob 0\n\n',
  );
  const expected = [
    ['aa', 'x\ny'],
    ['bb', 'missing'],
    ['cc', 9],
    ['dd', 'tree'],
    ['ee', ''],
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(output.length), { maxLength: 12 }), (cuts) => {
      const answers: BatchAnswer[] = [];
      const read = makeAnswerReader(5, (answer) => answers.push(answer));
      const edges = [0, ...cuts.sort((a, b) => a - b), output.length];
      for (const [index, edge] of edges.entries()) read(output.subarray(edges[index - 1] ?? 0, edge));
      expect(answers.map((answer) => [answer.id, gistOf(answer)])).toEqual(expected);
    }),
  );
});

function gistOf(answer: BatchAnswer): string | number {
  if (answer.kind === 'blob') return Buffer.from(answer.content).toString();
  return answer.kind === 'too-large' ? answer.size : answer.what;
}

test('A blob that is written after the process was started is found.', async () => {
  const { source, blob, place } = placeWithBlob();
  const reader = openBlobReader(place);
  await reader.read([blob]);
  const later = source.git(['hash-object', '-w', '--stdin'], { input: 'later' }) as BlobId;
  const [content] = await reader.read([later]);
  expect(Buffer.from(content ?? []).toString()).toBe('later');
  await reader.close();
});

test('A tree is not taken for a blob.', async () => {
  const { source, blob, place } = placeWithBlob();
  const tree = source.git(['write-tree']) as BlobId;
  const reader = openBlobReader(place);
  await expect(reader.read([tree])).rejects.toMatchObject({ failure: { code: 'git-failed' } });
  expect(await reader.read([blob])).toHaveLength(1);
  await reader.close();
});

test('Requests to a closed reader fail, those under way too, and closing twice is fine.', async () => {
  const { blob, place } = placeWithBlob();
  const reader = openBlobReader(place);
  const underWay = reader.read([blob]);
  const closing = reader.close();
  await expect(underWay).rejects.toMatchObject({ failure: { code: 'git-failed' } });
  await closing;
  await reader.close();
  await expect(reader.read([blob])).rejects.toMatchObject({ failure: { code: 'git-failed' } });
});

test('A process that has read all it wanted ends by itself, although the reader was not closed.', async () => {
  const { blob, place } = placeWithBlob();
  const module = new URL('../../../src/adapters/git/cat-file-batch.ts', import.meta.url).href;
  const program = `
    const { openBlobReader } = await import(${JSON.stringify(module)});
    const [content] = await openBlobReader(${JSON.stringify(place)}).read([${JSON.stringify(blob)}]);
    process.stdout.write(content);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 10_000,
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = await once(child, 'close');
  expect([code, Buffer.concat(output).toString()]).toEqual([0, 'content']);
});
