import { readAuthorities } from '../../adapters/https/read-authorities.ts';
import type { Host } from '../../config/host.ts';
import type { Files } from '../../ports/files.ts';
import { counted } from '../../report/names.ts';
import { type Check, look } from './check.ts';

/** The protocols by which releases are fetched beside rsync, which is looked at among the tools. */
export async function checkProtocols(files: Files, { caFile }: Host): Promise<readonly Check[]> {
  const https = await look('fetching by https', async () => {
    const authorities = await readAuthorities(files, caFile);
    const own = caFile === null ? '' : `, with those of ${caFile}`;
    return `certificates of ${counted(authorities.length, 'authority', 'authorities')}${own}`;
  });
  return [https, { kind: 'ok', subject: 'fetching by ftp', found: 'passive, as anonymous' }];
}
