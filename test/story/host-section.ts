import { readFileSync, writeFileSync } from 'node:fs';
import type { Story } from './story.ts';

/** Gives host.yaml a section, in the place of the one of that name that an earlier call wrote. */
export function setHostSection(
  story: Story,
  name: string,
  fields: Readonly<Record<string, string | number>>,
): void {
  const text = readFileSync(story.hostFile, 'utf8').replace(new RegExp(`^${name}: .*\n`, 'm'), '');
  const pairs = Object.entries(fields).map(([field, value]) =>
    typeof value === 'number' ? `${field}: ${value}` : `${field}: '${value}'`,
  );
  writeFileSync(story.hostFile, `${text}${name}: {${pairs.join(', ')}}\n`);
}
