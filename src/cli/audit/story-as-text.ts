import type { FoundPackage, PackageStory, StoryAttestation, StoryStay } from '../../audit/story.ts';
import { cleanText } from '../../domain/failure.ts';
import type { PooledPackage } from '../../domain/member.ts';
import type { ReleaseSource } from '../../domain/release.ts';
import { type SignatureVerdict, signatureSentence } from '../../domain/signature.ts';
import { columns } from '../../report/columns.ts';
import { counted } from '../../report/names.ts';
import { sizeOf } from '../../report/sizes.ts';

const mostRows = 40;
const mostReason = 60;

/** The packages that a name stands for, when there are several. */
export function choiceAsText(wanted: string, found: readonly FoundPackage[]): string {
  const rows = found.map((each) => [each.package.file, each.release, each.package.sha256]);
  const list = columns(bounded(rows), '  ');
  return `${wanted} is ${found.length} packages; name one by its file or its digest:\n\n${list}`;
}

/** The story of a package on one page. */
export function storyAsText(story: PackageStory): string {
  const { release, platforms, package: found, source, pins, events, stays, attestations, findings } = story;
  const facts = columns([
    ['file', `${found.file}, ${sizeOf(found.size)}`],
    ['digest', `sha256:${found.sha256}`],
    ['release', `${release} for ${platforms.join(', ')}`],
    ['from', source === null ? 'main does not tell' : addressOf(source)],
    ...pins.map((pin) => ['pinned', `sha256:${pin}`]),
  ]);
  const asked = events.map(({ state, entered, commit, author, recordCommit, reason }) => [
    entered,
    state,
    `main ${commit.slice(0, 12)}`,
    author ?? 'not in main',
    `record ${recordCommit.slice(0, 12)}`,
    short(reason ?? ''),
  ]);
  return cleanText(
    [
      identityOf(found),
      facts,
      `States, who asked for them, and where they are written down:\n${columns(bounded(asked), '  ')}`,
      stays.length === 0
        ? 'It was in no repository.'
        : `Repositories:\n${columns(bounded(stays.map(rowOf)), '  ')}`,
      ...(attestations.length === 0 ? [] : attested(attestations)),
      findings.length === 0
        ? 'The audit found nothing about it.'
        : `${counted(findings.length, 'finding')} about its release; stagepost audit verify tells them.`,
    ].join('\n\n'),
  );
}

function identityOf({ name, epoch, version, release, arch }: PooledPackage): string {
  const number = [version, release].filter((part) => part !== '').join('-');
  return `${name} ${epoch === '0' ? '' : `${epoch}:`}${number} ${arch}`;
}

function addressOf(source: ReleaseSource): string {
  return 'checksums' in source ? `${source.url}${source.checksums}` : source.url;
}

function rowOf(stay: StoryStay): readonly string[] {
  const { repository, firstGeneration: first, lastGeneration: last, from, until, signatures } = stay;
  return [
    repository,
    first === last ? `generation ${first}` : `generations ${first} to ${last}`,
    `${from} to ${until ?? 'today'}`,
    signatureWord(signatures),
  ];
}

/** The files that prove how it came, and the gates that let it in; several repositories say the same of one step. */
function attested(attestations: readonly StoryAttestation[]): readonly string[] {
  const files = attestations.map(({ repository, file, plan, signature }) => [
    `${repository}/`,
    file,
    `plan ${plan.slice(0, 12)}`,
    signatureWord([signature]),
  ]);
  const gates = attestations.flatMap(({ to, gates: asked }) =>
    asked.map(({ gate, sentence }) => [to, gate, short(sentence)]),
  );
  const different = [...new Map(gates.map((row) => [row.join(), row])).values()];
  return [
    `Attestations beside it:\n${columns(bounded(files), '  ')}`,
    ...(different.length === 0 ? [] : [`Gates that let it in:\n${columns(bounded(different), '  ')}`]),
  ];
}

function signatureWord(signatures: readonly SignatureVerdict[]): string {
  const bad = signatures.find(({ kind }) => kind !== 'good' && kind !== 'expired-key');
  return bad === undefined ? 'signed' : signatureSentence(bad);
}

function bounded(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const more = rows.length - mostRows;
  return more > 0 ? [...rows.slice(-mostRows), [`and ${more} before these; --json has all`]] : rows;
}

function short(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > mostReason ? `${line.slice(0, mostReason)}…` : line;
}
