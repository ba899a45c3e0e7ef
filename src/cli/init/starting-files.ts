import { configSchema } from '../../document/generated/config.ts';
import { hostSchema } from '../../document/generated/host.ts';
import { releaseSchema } from '../../document/generated/release.ts';
import { reportSchema } from '../../document/generated/report.ts';
import type { InitOptions } from './init-options.ts';
import { policyText } from './policy-text.ts';
import { publishCheckWorkflow } from './publish-check-workflow.ts';
import { reconcileWorkflow } from './reconcile-workflow.ts';
import { validateWorkflow } from './validate-workflow.ts';

/** Every file of a new release repository, by path. */
export function startingFiles(options: InitOptions): ReadonlyMap<string, string> {
  const keys = [...options.providerKeys].map(([name, armored]) => [`keys/${name}`, armored] as const);
  return new Map([
    ['README.md', `${readme(options)}${firstRelease(options)}`],
    ['stagepost.yaml', policyText(options)],
    ['schemas/config.schema.json', jsonText(configSchema)],
    ['schemas/host.schema.json', jsonText(hostSchema)],
    ['schemas/release.schema.json', jsonText(releaseSchema)],
    ['schemas/report.schema.json', jsonText(reportSchema)],
    ['.github/CODEOWNERS', codeOwners],
    ['.github/workflows/validate.yml', validateWorkflow],
    ['.github/workflows/publish-check.yml', publishCheckWorkflow],
    ['.github/workflows/reconcile.yml', reconcileWorkflow],
    ...keys,
  ]);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readme({ title, major }: InitOptions): string {
  return `# ${title}: releases

Every release is one file, \`releases/${major}/<product>-<version>.yaml\`. Its \`desiredState\` says where its packages
should be; it is edited by pull request, and Stagepost makes the repositories so.

| file | who edits it |
|---|---|
| \`stagepost.yaml\` | administrators: major releases, platforms, providers |
| \`releases/<major>/<product>-<version>.yaml\` | one release: what it is, and which state is wanted |
| \`releases/<major>/<product>-<version>.reports/<team>.yaml\` | the answer of one early adopter |
| \`keys/\` | public keys that sign the providers' packages |
| \`schemas/\` | let editors complete and check while you type |

Before you commit: \`stagepost validate\`. At GitHub, \`.github/workflows/\` does it for each pull request; it asks for two
repository variables: \`STAGEPOST_REPOSITORY\` (owner/name of the program) and \`STAGEPOST_REF\` (its commit). With
\`STAGEPOST_HOST\` (path of the host file) a runner labelled \`stagepost\` on the publishing machine does the rest. The branch \`stagepost-record\` is written by the reconciler and by nobody else.
`;
}

function firstRelease({ major, provider, platforms, providerHosts }: InitOptions): string {
  return `
A first release file to copy, \`releases/${major}/example-1.0.0.yaml\`:

\`\`\`yaml
# yaml-language-server: $schema=../../schemas/release.schema.json
product: example
shortName: ${provider}.example
version: 1.0.0
majorRelease: ${major}
provider: ${provider}
platforms: [${[...platforms.keys()].join(', ')}]
type: NonIncremental
source:
  protocol: rsync
  url: rsync://${providerHosts[0] ?? 'repo.example.org'}/${major}/example/1.0.0/
  checksums: checksums.xml
  checksumsDigest: sha256:0000000000000000000000000000000000000000000000000000000000000000   # sha256sum checksums.xml
  releaseXml: release.xml
links:
  releaseNotes: https://example.org/example/1.0.0/notes
  changeLog: https://example.org/example/1.0.0/changes
  documentation: [https://example.org/example/docs]
desiredState: Unverified
\`\`\`
`;
}

const codeOwners = `# Who must review what; the right to merge is the right to set a state.
# /stagepost.yaml      @your-organisation/repository-administrators
# /keys/               @your-organisation/repository-administrators
# /schemas/            @your-organisation/repository-administrators
# /.github/            @your-organisation/repository-administrators
# /releases/           @your-organisation/release-managers
`;
