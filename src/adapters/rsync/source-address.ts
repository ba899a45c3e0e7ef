/** An agreed address, taken apart so that nothing of it is used that was not looked at. */
export interface SourceAddress {
  /** `rsync://host/module/`. */
  readonly module: string;
  /** Below the module: empty or ending with a slash. */
  readonly folder: string;
}

const host = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;
const component = /^[A-Za-z0-9][A-Za-z0-9._+~^:-]{0,254}$/;

/** Takes an rsync address apart; undefined for every other one, for users, options and escapes in it. */
export function readSourceAddress(url: string): SourceAddress | undefined {
  if (!url.startsWith('rsync://') || !url.endsWith('/')) return undefined;
  const [server = '', ...path] = url.slice('rsync://'.length, -1).split('/');
  const [module, ...folders] = path;
  if (module === undefined || !host.test(server) || !path.every((part) => component.test(part))) {
    return undefined;
  }
  return { module: `rsync://${server}/${module}/`, folder: folders.map((name) => `${name}/`).join('') };
}
