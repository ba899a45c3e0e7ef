import type { Release, ReleaseLinks } from '../../domain/release.ts';
import type { ReleaseView } from '../../report/views/release-view.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { facts, joined, outside } from '../pieces.ts';

/** What a release is, and where to read about it. */
export function releaseFacts(
  { content, workflow, file, seen }: ReleaseView,
  { links }: Chrome,
): Piece | null {
  if (content === null || workflow === null || file === null) return null;
  const shown = links.file(file, seen.commit);
  const read = readings(content.links, workflow);
  return facts([
    ['Provider', content.provider],
    ['Type', kindOf(content, workflow)],
    ['Platforms', joined(content.platforms.map((key) => h('span', {}, key)))],
    tickets(workflow.tickets, links),
    read.length === 0 ? null : ['Read', joined(read)],
    content.advisories === undefined
      ? null
      : [
          'Advisories',
          joined(
            content.advisories.map(({ id, title }) => `${id}: ${title}`),
            '; ',
          ),
        ],
    [
      'File in git',
      shown === null ? h('span', { class: 'hash' }, file) : h('a', { class: 'hash', href: shown }, file),
    ],
  ]);
}

function kindOf({ type, security }: Release['content'], { emergency }: Release['workflow']): string {
  const urgent = emergency.route !== 'normal';
  return [type, ...(security ? ['security'] : []), ...(urgent ? ['emergency'] : [])].join(', ');
}

function tickets(
  { rt, helpdesk }: Release['workflow']['tickets'],
  links: Chrome['links'],
): readonly [string, Child] | null {
  const all = [
    ...(rt === null ? [] : [link(`RT #${rt}`, links.ticket(rt))]),
    ...(helpdesk === null ? [] : [link(`helpdesk ${helpdesk}`, links.helpdesk(helpdesk))]),
  ];
  return all.length === 0 ? null : ['Tickets', joined(all)];
}

function link(text: string, address: string | null): Child {
  return address === null ? text : h('a', { href: address }, text);
}

function readings(links: ReleaseLinks, workflow: Release['workflow']): readonly Child[] {
  const { releaseNotes, changeLog, documentation, certification, issues, advisories } = links;
  const reports = [
    ['verification report', workflow.verificationReport],
    ['stage-rollout report', workflow.stageRolloutReport],
  ] as const;
  const many = [
    ['documentation', documentation],
    ['certification', certification],
    ['issues', issues],
    ['advisory', advisories],
  ] as const;
  return [
    outside(releaseNotes, 'release notes'),
    outside(changeLog, 'change log'),
    ...many.flatMap(([name, all]) =>
      all.map((each, at) => outside(each, at === 0 ? name : `${name} ${at + 1}`)),
    ),
    ...reports.flatMap(([name, address]) => (address === null ? [] : [outside(address, name)])),
  ];
}
