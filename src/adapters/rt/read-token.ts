import { open } from 'node:fs/promises';
import { refused } from './rt-failure.ts';

const mostBytes = 1000;
const token = /^[\x21-\x7e]+$/;

/** Reads the token anew, so that another one can be put in its place while Stagepost runs. */
export async function readToken(file: string): Promise<string> {
  const text = (await readStart(file)).trim();
  if (token.test(text)) return text;
  throw refused(`${file} holds no token`, 'Put the token of RT into it, on one line and nothing else.');
}

async function readStart(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw refused(`the token of Request Tracker cannot be read from ${file}: ${code}`, 'Make it readable.');
  }
}
