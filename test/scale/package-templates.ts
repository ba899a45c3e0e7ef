// Packages by the thousand: one is built for each format by its own tools, the others are copies that say another name.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import type { Composed } from '../../src/compose.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import type { PackageIdentity } from '../../src/domain/member.ts';
import type { RenderedDocument } from '../../src/ports/package-tools.ts';
import { aptPlatform, yumPlatform } from './sample-releases.ts';

const template = { name: 'q99999', version: '7.7.7' };
const prefix = 'PREFIX';

/** Makes a package of a platform and what its format's tool says of it. */
export type PackageMaker = (
  wanted: { readonly name: string; readonly version: string },
  prefix: string,
) => {
  readonly file: string;
  readonly bytes: Buffer;
  readonly identity: PackageIdentity;
  readonly documents: readonly RenderedDocument[];
};

/** The makers of both platforms. */
export async function openPackageMakers(
  { deps }: Composed,
  workDir: string,
): Promise<ReadonlyMap<string, PackageMaker>> {
  const common = { workDir, name: template.name, summary: 'A sample', files: { '/usr/share/sample': 'x\n' } };
  const [rpms, debs] = [join(workDir, 'rpm'), join(workDir, 'deb')];
  await Promise.all([rpms, debs].map((folder) => mkdir(folder, { recursive: true })));
  const rpm = { ...common, workDir: rpms, version: template.version, release: '1', arch: 'noarch' } as const;
  const built = {
    yum: await buildRpm({ ...rpm, license: 'Apache-2.0' }),
    apt: await buildDeb({ ...common, workDir: debs, version: `${template.version}-1` }),
  };
  return new Map([
    [yumPlatform, await makerOf(deps.intake.tools.yum, built.yum)],
    [aptPlatform, await makerOf(deps.intake.tools.apt, built.apt)],
  ]);
}

async function makerOf(
  tools: Composed['deps']['intake']['tools']['yum'],
  built: string,
): Promise<PackageMaker> {
  const sample = await readFile(built);
  const documents = await tools.render(join(built, '..'), prefix);
  const [identity] = await tools.identify([built]);
  if (identity === undefined) throw new Error(`${built} is no package`);
  const texts = documents.map(({ name, content }) => [name, Buffer.from(content).toString()] as const);
  return (wanted, below) => {
    // The name at its end makes the file another one of the same size; nobody opens it again.
    const bytes = Buffer.from(sample);
    bytes.write(
      `${wanted.name}${wanted.version}`,
      bytes.length - template.name.length - template.version.length,
    );
    const said = { ...identity, ...wanted };
    const told = (text: string) =>
      text
        .replaceAll(prefix, below)
        .replaceAll(template.name, wanted.name)
        .replaceAll(template.version, wanted.version)
        .replaceAll(sha256Of(sample), sha256Of(bytes));
    return {
      file: tools.fileNameOf(said),
      bytes,
      identity: said,
      documents: texts.map(([name, text]) => ({ name, content: Buffer.from(told(text)) })),
    };
  };
}
