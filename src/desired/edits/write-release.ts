import { blockValue, textValue, type YamlValue } from '../../document/edit/write-value.ts';
import { fieldsOf } from '../../document/schemas.ts';

/** Fields of a new release file; what is undefined is left out. */
export type NewRelease = { readonly [field: string]: YamlValue | undefined };

const layout = { indent: 0, step: 2, lineBreak: '\n' };

/** The text of a new release file: every field that there is, in the order of its page, for people to read and edit. */
export function writeRelease(release: NewRelease): string {
  const known = fieldsOf('release').flatMap((name) => {
    const value = release[name];
    return value === undefined ? [] : [`${textValue(name)}:${blockValue(value, layout)}\n`];
  });
  return `# yaml-language-server: $schema=../../schemas/release.schema.json\n${known.join('')}`;
}
