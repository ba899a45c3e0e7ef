import { quoted } from './scalars.ts';

const component = /^[A-Za-z0-9][A-Za-z0-9._+~^:-]*$/;

/**
 * Says what keeps a path of a stranger from being used as a file name below a folder of ours, or undefined. The list of
 * allowed characters leaves no way to write `..`, an absolute path, a hidden file, an option, or an escape.
 */
export function pathProblem(path: string): string | undefined {
  for (const part of path.split('/')) {
    if (part === '') return `the path ${quoted(path)} is absolute or has an empty component`;
    if (part.length > 255) return `the path ${quoted(path)} has a component of more than 255 bytes`;
    if (!component.test(part)) {
      return `the path ${quoted(path)} has the component ${quoted(part)}; a component starts with a letter or a digit and goes on with letters, digits and . _ + ~ ^ : -`;
    }
  }
  return undefined;
}
