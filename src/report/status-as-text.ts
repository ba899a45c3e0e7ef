import { majorOf, releaseTitle } from '../domain/release.ts';
import { columns } from './columns.ts';
import { componentLines } from './components-as-text.ts';
import { counted } from './names.ts';
import type { ReleaseStatus, SlotStatus, StatusView } from './status-view.ts';
import { ageOf } from './times.ts';

/** The status as a table for each major release, and one line below that answers whether all is well. */
export function statusAsText(view: StatusView): string {
  const majors = new Set([
    ...view.slots.map((slot) => slot.slot.split('/')[0] ?? ''),
    ...view.releases.map((release) => majorOf(release.release)),
  ]);
  const blocks = [...majors].sort().map((major) => majorBlock(major, view));
  const held = [
    ...view.unjudged.map((line) => `cannot be judged: ${line}`),
    ...view.guarded.map((line) => `left alone by a guard: ${line}`),
    ...view.operatingSystems.map((line) => `operating system ${line}`),
  ];
  return [...blocks, summary(view), ...held].join('\n');
}

function majorBlock(major: string, view: StatusView): string {
  const releases = view.releases.filter((release) => majorOf(release.release) === major);
  const slots = view.slots.filter((slot) => slot.slot === major || slot.slot.startsWith(`${major}/`));
  const title = `${major}   ${slots.map((slot) => slotText(slot, view)).join('; ')}`.trimEnd();
  if (releases.length === 0) return `${title}\n  no release yet: the first file goes to releases/${major}/\n`;
  const rows = releases.map((release) => row(release, view));
  const table = columns([['RELEASE', 'STATE', 'SINCE', 'NEXT'], ...rows], '  ');
  return [title, table, ...releases.flatMap(groupLines), ''].join('\n');
}

function groupLines({ release, components }: ReleaseStatus): readonly string[] {
  if (components.length === 0) return [];
  return [
    `  ${releaseTitle(release)} by component`,
    ...componentLines(components).map((line) => `    ${line}`),
  ];
}

function slotText(slot: SlotStatus, view: StatusView): string {
  if (slot.holder === null) return 'slot: free';
  const since = slot.since === null ? '' : `, in stage rollout for ${ageOf(slot.since, view.now)}`;
  return `slot: ${releaseTitle(slot.holder)}${since}`;
}

function row(release: ReleaseStatus, view: StatusView): readonly string[] {
  const since = release.since === null ? '' : ageOf(release.since, view.now);
  const late = release.delayedSince === null ? '' : 'delayed; ';
  return [releaseTitle(release.release), release.state, since, `${late}${release.next}`];
}

function summary(view: StatusView): string {
  const of = (...kinds: readonly ReleaseStatus['held'][]) =>
    view.releases.filter(({ state, held }) => state !== 'Failed' && kinds.includes(held)).length;
  const failed = view.releases.filter(({ state }) => state === 'Failed').length;
  const [waiting, stuck] = [of('wait-until', 'wait-for'), of('blocked', 'needs-approval', 'cannot-tell')];
  const parts = [
    counted(view.releases.length, 'release'),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(stuck > 0 ? [`${stuck} held until somebody acts`] : []),
  ];
  return `${parts.join(', ')}.    main ${view.commit.slice(0, 7)}, ${repositoriesText(view)}`;
}

/** Whether the repositories are as git asks, in a few words. */
export function repositoriesText({ pending, releases, unjudged, guarded }: StatusView): string {
  if (pending > 0) return `${counted(pending, 'action')} to take in the next run`;
  const asAsked = unjudged.length + guarded.length === 0 && releases.every(({ held }) => held === null);
  return asAsked ? 'all repositories as git asks' : 'nothing to do now';
}
