// Writes pages of sample worlds into a folder, to be looked at in a browser: node test/dashboard/show-pages.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assets } from '../../src/dashboard/assets.ts';
import { samplePages } from './sample-pages.ts';

const folder = path.resolve(process.argv[2] ?? 'pages');
for (const [name, text] of [
  ...[...assets].map(([address, { text }]) => [address, text] as const),
  ...samplePages(folder),
]) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
