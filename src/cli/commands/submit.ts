import { type Command, Option } from 'commander';
import { findProvider, majorFor, type Offered } from '../../desired/edits/find-provider.ts';
import { refuseDuplicate, submitRelease } from '../../desired/edits/submit-release.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { Policy } from '../../domain/policy.ts';
import { releaseFileOf, releaseTitle } from '../../domain/release.ts';
import { good, type Result } from '../../domain/result.ts';
import { type Described, describeSubmission } from '../../intake/describe-submission.ts';
import type { AddCommand } from '../command-context.ts';
import { askProvider } from '../edits/ask-provider.ts';
import type { EditWorld } from '../edits/open-world.ts';
import { type Proposal, type ProposeOptions, propose, withProposeOptions } from '../edits/propose.ts';
import type { Io } from '../io.ts';

interface SubmitOptions extends ProposeOptions {
  readonly major?: string;
  readonly provider?: string;
  readonly submission: number;
  readonly product?: string;
  readonly shortName?: string;
  readonly productVersion?: string;
  readonly type?: string;
  readonly platform?: readonly string[];
  readonly releaseNotes?: string;
  readonly changeLog?: string;
  readonly documentation?: readonly string[];
  readonly security?: boolean;
  readonly advisory?: readonly string[];
  readonly stack?: readonly string[];
  readonly checksums: string;
  readonly signature?: string;
  /** False for --no-release-xml. */
  readonly releaseXml: string | false;
  readonly caFile?: string;
}

/** `stagepost submit`: write the file of a new release from what its provider offers. */
export const addSubmit: AddCommand = (program, context) => {
  const command = withProposeOptions(program.command('submit'))
    .description(
      'write the file of a new release from its release.xml, the manifest pinned, on a branch with one commit',
    )
    .argument(
      '<url>',
      'the folder of the release at its provider, such as rsync://repo.emi.example.org/umd5/voms/4.2.0/',
    )
    .option('--major <key>', 'the major release; needed where stagepost.yaml has several')
    .option('--provider <key>', 'the provider, where a host is agreed with several')
    .option('--submission <number>', 'a further packaging of the same version: 2, 3, …', asNumber, 1)
    .option('--checksums <name>', 'the manifest in that folder', 'checksums.xml')
    .option('--signature <name>', 'a detached signature of the manifest in that folder')
    .option('--release-xml <name>', 'the description in that folder', 'release.xml')
    .option('--no-release-xml', 'there is none: folders say what is for which platform')
    .option('--ca-file <file>', 'certificate authorities for https, instead of those of this system');
  withDescribingOptions(command).action((url: string, options: SubmitOptions) =>
    propose(context, options, (world) => proposalFor(context.io, world, { url, options })),
  );
};

/** What release.xml says, for providers whose release.xml does not. */
function withDescribingOptions(command: Command): Command {
  return command
    .option('--product <name>', 'instead of what release.xml says')
    .option('--short-name <name>', 'instead of what release.xml says')
    .option('--product-version <version>', 'instead of what release.xml says')
    .addOption(new Option('--type <type>', 'likewise').choices(['NonIncremental', 'Incremental']))
    .option('--platform <platform...>', 'likewise, such as el9/x86_64; may be repeated')
    .option('--release-notes <url>', 'likewise')
    .option('--change-log <url>', 'likewise')
    .option('--documentation <url...>', 'likewise; may be repeated')
    .option('--security', 'the release fixes a vulnerability')
    .option('--advisory <url...>', 'link of an advisory; may be repeated')
    .option('--stack <name...>', 'a list of early adopters that it concerns; may be repeated');
}

interface Request {
  readonly url: string;
  readonly options: SubmitOptions;
}

async function proposalFor(io: Io, world: EditWorld, { url, options }: Request): Promise<Result<Proposal>> {
  const { tree, desired } = world;
  const { policy } = desired;
  const offered = findProvider(policy, url, options.provider);
  const majorRelease = majorFor(policy, options.major);
  const source = {
    protocol: offered.protocol,
    url: offered.url,
    checksums: options.checksums,
    releaseXml: options.releaseXml === false ? null : options.releaseXml,
  };
  const { checksumsDigest, ...found } = await askProvider(
    io,
    { source: { ...source, checksumsSignature: options.signature ?? null }, ...rulesFor(policy, offered) },
    options,
  );
  const signature = options.signature === undefined ? {} : { checksumsSignature: options.signature };
  const { id, text } = submitRelease({
    ...said(describeSubmission(found), options, policy),
    ...{ majorRelease, provider: offered.provider.key, submission: options.submission },
    source: { ...source, checksumsDigest: `sha256:${checksumsDigest}`, ...signature },
  });
  refuseDuplicate(
    id,
    [...tree.releases.map(({ release }) => release), ...tree.unreadable].map((each) => each.id),
  );
  const content = new TextEncoder().encode(text);
  const title = `${releaseTitle(id)}: submitted`;
  return good({ verb: 'submit', release: id, file: releaseFileOf(id), content, title, body: offered.url });
}

function rulesFor({ intake, acceptedRsync }: Policy, { provider }: Offered) {
  return {
    agreed: { hosts: provider.hosts, networks: provider.networks },
    acceptedTools: acceptedRsync,
    limits: intake,
    signatures: provider.signatures,
    keys: provider.keys.map(({ armored }) => armored),
  };
}

/** What the submitter says wins over what the provider does. */
function said(described: Described, options: SubmitOptions, { defaultReleaseType }: Policy) {
  return {
    product: options.product ?? described.product,
    shortName: options.shortName ?? described.shortName,
    version: options.productVersion ?? described.version,
    type: options.type ?? described.type ?? defaultReleaseType,
    platforms: options.platform ?? described.platforms,
    components: described.components,
    emergency: described.emergency,
    security: options.security === true,
    releaseNotes: options.releaseNotes ?? described.releaseNotes,
    changeLog: options.changeLog ?? described.changeLog,
    documentation: options.documentation ?? described.documentation,
    advisoryLinks: options.advisory ?? [],
    stacks: options.stack ?? [],
  };
}

function asNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `--submission ${text} is not a whole number from 1 on`,
    treatment: 'needs-person',
  });
}
