import { describe, expect, test } from 'vitest';
import { type Around, surrounded } from '../../src/ports/around.ts';

const port = {
  write: async (path: string) => `wrote ${path}`,
  read: async (path: string) => `read ${path}`,
};
const named = { port: 'files', methods: ['write'] } as const;

describe('a port with something around its changing calls', () => {
  test('What stands around hears port, method and arguments, and its answer is the answer.', async () => {
    const heard: unknown[] = [];
    const around: Around = async (call, run) => {
      heard.push(call, await run());
      return run();
    };
    const watched = surrounded(around, port, named);
    expect(await watched.write('a')).toBe('wrote a');
    expect(heard).toEqual([{ port: 'files', method: 'write', args: ['a'] }, 'wrote a']);
  });

  test('It can fail in place of the call, which is then not made.', async () => {
    const calls: string[] = [];
    const counting = { write: async (path: string) => calls.push(path) };
    const watched = surrounded(() => Promise.reject(new Error('full')), counting, named);
    await expect(watched.write('a')).rejects.toThrow('full');
    expect(calls).toEqual([]);
  });

  test('Methods that are not named go past it, and without it the port is itself.', async () => {
    const never: Around = () => Promise.reject(new Error('never'));
    expect(await surrounded(never, port, named).read('a')).toBe('read a');
    expect(surrounded(undefined, port, named)).toBe(port);
  });
});
