import { readSourceAddress, type SourceAddress } from '../../domain/source-address.ts';

/** An agreed address of rsync: module and folder in it. */
export interface ModuleAddress extends SourceAddress {
  readonly module: string;
  /** Below the module: empty or ending with a slash. */
  readonly folder: string;
}

const component = /^[A-Za-z0-9][A-Za-z0-9._+~^:-]{0,254}$/;

/** Takes an rsync address apart; undefined for every other one, for users, options and escapes in it. */
export function readModuleAddress(url: string): ModuleAddress | undefined {
  const address = readSourceAddress(url);
  if (address?.protocol !== 'rsync' || !address.path.endsWith('/')) return undefined;
  const [module, ...folders] = address.path.slice(1, -1).split('/');
  if (module === undefined || ![module, ...folders].every((part) => component.test(part))) return undefined;
  return { ...address, module, folder: folders.map((name) => `${name}/`).join('') };
}

/** The module at one address of its host. The protocol of rsync never says the name, so that nothing is lost by it. */
export function moduleAt({ module, port }: ModuleAddress, address: string): string {
  return `rsync://${address.includes(':') ? `[${address}]` : address}:${port}/${module}/`;
}
