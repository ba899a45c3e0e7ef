import { join } from 'node:path';
import { execa } from 'execa';

/** Builds the program and packs what package.json lists in `files`; answers with the path of the tarball. */
export async function packNpm(root: string, to: string): Promise<string> {
  const args = ['pack', '--silent', '--json', '--pack-destination', to];
  const { stdout } = await execa('npm', args, { cwd: root, stdin: 'ignore', timeout: 300_000 });
  return join(to, fileNameIn(stdout));
}

// npm 11 answers with a list, later ones with an object by name.
function fileNameIn(answer: string): string {
  const [packed] = Object.values(JSON.parse(answer) as Readonly<Record<string, { filename: string }>>);
  if (packed === undefined) throw new Error('npm pack made nothing');
  return packed.filename;
}
