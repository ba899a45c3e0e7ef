import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A commit that changes one file. */
export interface FileCommit {
  readonly path: string;
  readonly text: string;
  readonly message: string;
  /** Seconds since 1970. */
  readonly at: number;
}

const branch = 'refs/heads/main';
const identity = 'A reviewer <reviewer@example.org>';

/** Puts commits on `main`, one after the other, by one process of git; answers with their names in order. */
export async function importCommits(
  repository: string,
  commits: readonly FileCommit[],
): Promise<readonly string[]> {
  const child = spawn('git', ['fast-import', '--quiet', '--done', '--date-format=raw'], {
    cwd: repository,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let answered = '';
  child.stdout.on('data', (bytes: Buffer) => {
    answered += bytes.toString();
  });
  for (const [at, commit] of commits.entries())
    if (!child.stdin.write(commandOf(commit, at))) await once(child.stdin, 'drain');
  child.stdin.end('done\n');
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  return answered.trimEnd().split('\n');
}

function commandOf({ path, text, message, at }: FileCommit, index: number): string {
  const from = index === 0 ? `from ${branch}^0\n` : '';
  const head = `commit ${branch}\nmark :${index + 1}\ncommitter ${identity} ${at} +0000\n${data(message)}${from}`;
  return `${head}M 100644 inline ${path}\n${data(text)}get-mark :${index + 1}\n`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
