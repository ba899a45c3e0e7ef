import { releaseTitle } from '../domain/release.ts';
import { columns } from './columns.ts';
import { counted, majorOf } from './names.ts';
import type { ReleaseStatus, SlotStatus, StatusView } from './status-view.ts';
import { ageOf } from './times.ts';

/** The status as a table for each major release, and one line below that answers whether all is well. */
export function statusAsText(view: StatusView): string {
  const majors = new Set([
    ...view.slots.map((slot) => slot.slot.split('/')[0] ?? ''),
    ...view.releases.map((release) => majorOf(release.release)),
  ]);
  const blocks = [...majors].sort().map((major) => majorBlock(major, view));
  return [...blocks, summary(view), ...view.unjudged.map((line) => `cannot be judged: ${line}`)].join('\n');
}

function majorBlock(major: string, view: StatusView): string {
  const releases = view.releases.filter((release) => majorOf(release.release) === major);
  const slots = view.slots.filter((slot) => slot.slot === major || slot.slot.startsWith(`${major}/`));
  const title = `${major}   ${slots.map((slot) => slotText(slot, view)).join('; ')}`.trimEnd();
  if (releases.length === 0) return `${title}\n  no release yet: the first file goes to releases/${major}/\n`;
  const rows = releases.map((release) => row(release, view));
  return `${title}\n${columns([['RELEASE', 'STATE', 'SINCE', 'NEXT'], ...rows], '  ')}\n`;
}

function slotText(slot: SlotStatus, view: StatusView): string {
  if (slot.holder === null) return 'slot: free';
  const since = slot.since === null ? '' : `, in stage rollout for ${ageOf(slot.since, view.now)}`;
  return `slot: ${releaseTitle(slot.holder)}${since}`;
}

function row(release: ReleaseStatus, view: StatusView): readonly string[] {
  const since = release.since === null ? '' : ageOf(release.since, view.now);
  return [releaseTitle(release.release), release.state, since, release.next];
}

function summary(view: StatusView): string {
  const failed = view.releases.filter((release) => release.state === 'Failed').length;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  const asked =
    view.pending === 0 ? 'all repositories as git asks' : `${counted(view.pending, 'action')} pending`;
  return `${counted(view.releases.length, 'release')}${failures}.    main ${view.commit.slice(0, 7)}, ${asked}`;
}
