import type { InitOptions } from './init-options.ts';

/** The first stagepost.yaml, commented for the one who will edit it. */
export function policyText(options: InitOptions): string {
  return `# yaml-language-server: $schema=schemas/config.schema.json
# What administrators decide. What is true of one machine only stands in its host file, not here.
schemaVersion: 1
title: ${quoted(options.title)}

# Lines of releases. One release of a line is in stage rollout at a time; others wait as Deferred.
majorReleases:
  ${options.major}:
    title: ${quoted(options.major)}
    platforms:
${platformLines(options.platforms)}
    slot: major-release        # or: product, for one release of each product at a time
    keepGenerations: 5         # how many published states of a repository stay on disk
    validDays: 14              # apt clients refuse older metadata; it is renewed at half of this
    drift: heal                # what is published and was not: or observe, or adopt
    # layout:                  # paths below each stage's root; clients know them, so change them with care
    #   unverified: '{shortName}/{version}/{platform}/{arch}'
    #   stageRollout: '{major}/{platform}/{arch}'
    #   production: '{major}/{platform}/{arch}/{area}'

# Who may deliver releases, and from which hosts (host, or host:port when the port is not the protocol's own).
providers:
  ${options.provider}:
    title: ${quoted(options.provider)}
    hosts: [${options.providerHosts.map(quoted).join(', ')}]
    keys: [${[...options.providerKeys.keys()].map((name) => `keys/${name}`).join(', ')}]   # packages must be signed by one of these
    contacts: []

# Teams that try releases in stage rollout; a release concerns those of its stacks.
# earlyAdopters:
#   lip:
#     site: LIP-Lisbon
#     stacks: [emi]
#     contacts: ['rollout@lip.example.org']
#     memberships: [{ngi: NGI_PT, from: 2026-01-01}]   # a team that leaves keeps its entry, and gets a to:

# What one fetch may cost; a release that exceeds a limit is refused whole.
# intake: {maxBytes: 53687091200, maxFileBytes: 5368709120, maxFiles: 20000, maxSeconds: 7200}
# Delays between attempts of a failed step, doubled from the first to the longest.
# retry: {firstSeconds: 60, mostSeconds: 21600}
# What one run may change for clients; a refusal holds still what it is about and prints the line that lets it through.
# guards:
#   removal: {maxPackages: 1000, maxPercent: 20, percentFrom: 10}
#   maxTransitions: 25                                # releases that one commit may move or end
#   freeze: [{majorRelease: ${options.major}, reason: 'no change until Monday'}]
# What is done about a release after which clients could not install something: ignore, warn or block.
# gates: {installability: {newBreakage: warn}}
# Everything that is published is read again in so many days, with so many bytes in one cycle.
# scrub: {days: 7, maxBytes: 1073741824}
# Revisions of rsync older than 3.5.0 that your distribution has mended.
# rsync: {accept: []}
`;
}

function platformLines(platforms: InitOptions['platforms']): string {
  return [...platforms].map(([key, format]) => `      ${key}: {format: ${format}}`).join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
