import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseFile } from '../../scripts/provider/release-file.ts';
import { type FtpServer, serveFtp } from '../adapters/ftp/serve-ftp.ts';
import { makeAuthority } from '../adapters/https/make-authority.ts';
import { folderOf, type HttpsServer, serveHttps } from '../adapters/https/serve-https.ts';
import type { Offer } from './provider.ts';
import { pathOf, type Story, startStory } from './story.ts';

let story: Story;
let https: HttpsServer;
let ftp: FtpServer;

beforeAll(async () => {
  story = await startStory();
  const authority = await makeAuthority(join(story.work, 'authority'));
  const served = join(story.work, 'p/served');
  https = await serveHttps(await authority.prove('IP:127.0.0.1'), folderOf(served));
  ftp = await serveFtp(served);
  const policy = story.readFile('stagepost.yaml');
  const hosts = policy.replace(
    /hosts: \[(.*)\]/,
    `hosts: [$1, '${https.host}', '${ftp.host}', '169.254.169.254']`,
  );
  story.merge('more hosts of the provider', { 'stagepost.yaml': hosts });
  appendFileSync(story.hostFile, `\nhttps: {caFile: ${authority.file}}\n`);
});
afterAll(async () => {
  await https.stop();
  await ftp.stop();
  await story.stop();
});

/** Submits a release, to be fetched by this protocol from this server. */
async function submit(product: string, protocol: 'rsync' | 'https' | 'ftp', host?: string): Promise<Offer> {
  const offer = await story.provider.offer({ product, version: '1.0.0', rpms: [product], debs: [product] });
  const url = host === undefined ? offer.url : `${protocol}://${host}/${product}-1.0.0/`;
  const text = releaseFile({ ...offer, url }).replace('protocol: rsync', `protocol: ${protocol}`);
  story.merge(`submit ${offer.id}`, { [pathOf(offer)]: text });
  return offer;
}

test('Releases come by rsync, https and ftp, and one that leads into the neighbourhood holds up none.', async () => {
  await submit('voms', 'rsync');
  await submit('argus', 'https', https.host);
  await submit('canl', 'ftp', ftp.host);
  const lcas = await submit('lcas', 'https', '169.254.169.254');
  await story.onHost('apply');
  const { out } = await story.onHost('status');
  for (const product of ['voms', 'argus', 'canl']) {
    expect(out).toMatch(new RegExp(`^ +${product} 1\\.0\\.0 +Unverified `, 'm'));
  }
  expect(out).toMatch(/^ +lcas 1\.0\.0 +Failed /m);
  const explained = await story.onHost('explain', lcas.id);
  expect(explained.out).toContain('169.254.169.254 is an address from which nothing is fetched');
  expect(https.asked.map(({ url }) => url)).toContain('/argus-1.0.0/checksums.xml');
});
