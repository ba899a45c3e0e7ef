import type {
  CheckedGate,
  CheckedHold,
  CheckMark,
  Listed,
  PullRequestCheck,
} from '../../domain/pull-request-check.ts';
import { type Page, pageText, type Section } from '../markdown-page.ts';
import { asCode, tableRow } from '../markdown-text.ts';
import { counted } from '../names.ts';
import { momentOf } from '../times.ts';
import { clientPackageSection, clientSection } from './clients-section.ts';
import { quiet } from './quiet-text.ts';

/** How a check is shown. */
export interface CheckPage {
  readonly check: PullRequestCheck;
  /** What speaks against believing the check; null for nothing. */
  readonly doubt: string | null;
  /** Address of the run that has everything; null where there is none. */
  readonly run: string | null;
  /** The last words at the bottom. */
  readonly foot: string;
}

/** The answer in one line, such as `1 transition, 2 repositories; waits for 1 approval`. */
export function checkInShort(check: PullRequestCheck): string {
  const { answer, errors, steps, repositories } = check;
  if (answer === 'wrong') return `${counted(errors, 'problem')} to mend`;
  if (answer === 'nothing') return 'nothing to do here: no release, report or rule changes';
  if (answer === 'waits' && check.plan === null) return 'nobody can say what it does while main is wrong';
  const news = [
    ...newOf(steps, (count) => counted(count, 'transition')),
    ...newOf(repositories, (count) => counted(count, 'repository', 'repositories')),
  ];
  const what = news.length === 0 ? 'no packages move' : news.join(', ');
  if (answer === 'ready') return `${what}; ready to merge`;
  return `${what}; ${waitsFor(check)}`;
}

/** What people can do now, in a sentence; empty where the answer says it. */
function meaningOf({ answer, plan }: PullRequestCheck): string {
  switch (answer) {
    case 'nothing':
      return '';
    case 'ready':
      return 'Merging this does what stands below, and nothing else.';
    case 'waits':
      return plan === null
        ? 'Nothing is done before what is noted below is mended on main.'
        : 'This can be merged. Whatever is held back below then waits for the reasons beside it, and goes on when they are gone.';
    case 'wrong':
      return 'This would be refused. Mend each problem at its line and push again: the check starts anew.';
    default:
      return answer satisfies never;
  }
}

function paragraph(text: string): readonly string[] {
  return text === '' ? [] : ['', text];
}

function waitsFor({ approvals, held, leftAlone }: PullRequestCheck): string {
  const missing = approvals.first.filter(({ state }) => state === 'missing').length;
  if (missing > 0) return `waits for ${counted(missing, 'approval')}`;
  const waiting = brought(held).length;
  if (waiting > 0) return `waits for what holds ${counted(waiting, 'release')} back`;
  return `${counted(brought(leftAlone).length, 'repository', 'repositories')} left alone`;
}

function newOf(
  list: Listed<{ readonly already: boolean }>,
  told: (count: number) => string,
): readonly string[] {
  const count = brought(list).length;
  return count === 0 ? [] : [told(count)];
}

/** The check as a page of Markdown in at most so many bytes, and so in at most as many characters. */
export function checkAsMarkdown({ check, doubt, run, foot }: CheckPage, mostBytes: number): string {
  const plan = check.plan === null ? '' : `plan ${check.plan.slice(0, 7)}… for `;
  const made = `${plan}${check.head.slice(0, 7)} against ${check.base.slice(0, 7)}, ${momentOf(check.madeAt)}`;
  const page: Page = {
    heading: [
      `### Stagepost: ${checkInShort(check)}`,
      ...(doubt === null ? [] : ['', `**${quiet(doubt)}**`]),
      ...paragraph(meaningOf(check)),
    ].join('\n'),
    sections: sectionsOf(check),
    foot: `<sub>${[made, ...(run === null ? [] : [`[the whole run](${run})`]), ...(foot === '' ? [] : [foot])].join(' · ')}</sub>`,
    limit: `because a page here has its limit${run === null ? '' : ` ([the whole run](${run}) has more)`}`,
  };
  return pageText(page, mostBytes);
}

function sectionsOf(check: PullRequestCheck): readonly Section[] {
  const errors = check.marks.first.filter(({ kind }) => kind === 'error');
  const others = check.marks.first.filter(({ kind }) => kind !== 'error');
  const missing = check.marks.total - check.marks.first.length;
  return [
    {
      ...listOf('To mend', errors.map(markLine), ['problem', 'problems']),
      missing: check.errors - errors.length,
    },
    transitions(check),
    approvals(check),
    heldBack(check),
    leftAlone(check),
    clientSection(check.clients),
    repositories(check),
    told('To fetch', check.fetches, ['fetch', 'fetches']),
    told('Tickets, where the host has a tracker', check.tickets, ['ticket', 'tickets']),
    told('Who is told, where the host sends messages', check.told, ['message', 'messages']),
    told('Look closely: not only releases change', check.changed.notable, ['file', 'files']),
    {
      ...listOf('Also noted', others.map(markLine), ['note', 'notes']),
      missing: missing - (check.errors - errors.length),
    },
    onMain(check),
    clientPackageSection(check.clients),
  ];
}

function brought<T extends { readonly already: boolean }>({ first }: Listed<T>): readonly T[] {
  return first.filter(({ already }) => !already);
}

// What is waited for with or without the change is counted, because it is nobody's question here.
function onMain({ steps, held, repositories: changed }: PullRequestCheck): Section {
  const counts = [
    ...countedBefore(steps, 'transition', 'transitions'),
    ...countedBefore(changed, 'repository', 'repositories'),
    ...countedBefore(held, 'release held back', 'releases held back'),
  ];
  const rows =
    counts.length === 0 ? [] : [`- ${counts.join(', ')}: see \`stagepost plan --from-record\` on main`];
  return listOf('Waits on main without this change', rows, ['line', 'lines']);
}

function countedBefore(
  { first }: Listed<{ readonly already: boolean }>,
  one: string,
  many: string,
): readonly string[] {
  const count = first.filter(({ already }) => already).length;
  return count === 0 ? [] : [counted(count, one, many)];
}

function transitions({ steps }: PullRequestCheck): Section {
  const rows = brought(steps).map(({ release, from, to, gates }) =>
    tableRow([`**${quiet(release)}**`, quiet(from ?? 'new'), quiet(to), gates.map(gateCell).join('<br>')]),
  );
  return {
    ...tableOf('Transitions', ['release', 'from', 'to', 'gates'], rows),
    noun: ['transition', 'transitions'],
    missing: steps.total - steps.first.length,
  };
}

const howToSign =
  'An approval is a signature in git, such as `stagepost approve` makes; a review at the code host is none.';

function approvals({ approvals: all }: PullRequestCheck): Section {
  const rows = all.first.map(
    ({ release, to, state, sentence }) =>
      `- ${state === 'missing' ? '**missing**' : 'present'}: **${quiet(release)}** to ${quiet(to)}: ${quiet(sentence)}`,
  );
  return {
    ...listOf('Approvals', rows, ['approval', 'approvals']),
    head: all.first.some(({ state }) => state === 'missing') ? [howToSign, ''] : [],
    missing: all.total - all.first.length,
  };
}

function heldBack({ held }: PullRequestCheck): Section {
  const rows = brought(held).map(holdLine);
  return {
    ...listOf('Held back', rows, ['release that is held back', 'releases that are held back']),
    missing: held.total - held.first.length,
  };
}

function leftAlone({ leftAlone: all }: PullRequestCheck): Section {
  const rows = brought(all).map(
    ({ repository, sentence }) => `- **${quiet(repository)}**: ${quiet(sentence)}`,
  );
  return {
    ...listOf('Left alone', rows, ['repository that is left alone', 'repositories that are left alone']),
    missing: all.total - all.first.length,
  };
}

// One row with a line for each gate that is against it, so that none is cut in two.
function holdLine({ release, state, wants, gates, earliest, at }: CheckedHold): string {
  const wish = wants === null ? quiet(state) : `${quiet(state)}, wants ${quiet(wants)}`;
  const place = at === null ? '' : ` (${asCode(`${at.file}:${at.line}`)})`;
  const moment = earliest === null ? '' : `; not before ${momentOf(earliest)}`;
  const passed = gates.filter(({ kind }) => kind === 'pass').map(({ gate }) => quiet(gate));
  return [
    `- **${quiet(release)}** is ${wish}${moment}${place}`,
    ...gates.filter(({ kind }) => kind !== 'pass').map((each) => `  - ${gateCell(each)}`),
    ...(passed.length === 0 ? [] : [`  - ✓ ${passed.join(', ')}`]),
  ].join('\n');
}

function gateCell({ gate, kind, sentence }: CheckedGate): string {
  return kind === 'pass' ? `✓ ${quiet(gate)}: ${quiet(sentence)}` : `**${quiet(gate)}**: ${quiet(sentence)}`;
}

function repositories({ repositories: all }: PullRequestCheck): Section {
  const rows = brought(all).flatMap(({ title, generation, changes }) =>
    changes.map((change) => tableRow([quiet(title), quiet(generation), quiet(change)])),
  );
  return {
    ...tableOf('What changes', ['repository', 'generation', 'change'], rows),
    noun: ['change of a repository', 'changes of repositories'],
    missing: all.total - all.first.length,
  };
}

function told(title: string, { first, total }: Listed<string>, noun: Section['noun']): Section {
  const rows = first.map((each) => `- ${quiet(each)}`);
  return { ...listOf(title, rows, noun), missing: total - first.length };
}

function markLine({ title, message, at }: CheckMark): string {
  const place = at === null ? '' : `${asCode(`${at.file}:${at.line}:${at.column}`)} `;
  // A finding is titled by the name of its rule, which says nothing to people.
  const about = /\s/.test(title) ? `${quiet(title)}: ` : '';
  return `- ${place}${about}${message.split('\n').map(quiet).join('; ')}`;
}

function listOf(title: string, rows: readonly string[], noun: Section['noun']): Section {
  return { title, head: [], rows, noun };
}

function tableOf(title: string, titles: readonly string[], rows: readonly string[]): Omit<Section, 'noun'> {
  return { title, head: [tableRow(titles), tableRow(titles.map(() => '---'))], rows };
}
