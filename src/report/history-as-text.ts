import { cleanText } from '../domain/failure.ts';
import { columns } from './columns.ts';
import type { EditLine, FieldChange, HistoryView, VisitLine } from './history-view.ts';
import { durationOf, momentOf } from './times.ts';

/** The history of one release: its visits, what it failed on, and the edits of main. */
export function historyAsText(view: HistoryView): string {
  const { visits, edits, failure } = view;
  const rows = visits.map((visit) => visitRow(visit));
  const header = ['ENTERED', 'STATE', 'FOR', 'COMMIT', 'AUTHOR', 'WHY'];
  return [
    headline(view),
    visits.length === 0 ? '' : columns([header, ...rows], '  '),
    visits.length < 2 ? '' : `Time in each state:\n${totals(view)}`,
    failure === null ? '' : failureText(failure),
    edits.length === 0 ? '' : `Edits of main:\n${edits.map(editText).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ release, state, visits, seconds }: HistoryView): string {
  const last = visits.at(-1);
  if (last === undefined) return `${release} is in main, and no run has seen it yet.`;
  const since = `since ${momentOf(last.entered)}, for ${durationOf(last.seconds)}`;
  return `${release} is ${state} ${since}; it arrived ${durationOf(seconds)} ago.`;
}

function visitRow({ entered, state, seconds, commit, by, reason }: VisitLine): readonly string[] {
  const subject = by === null ? 'a commit that main does not contain' : cleanText(by.subject);
  const why = reason === null ? subject : `${subject}; ${cleanText(reason).replaceAll('\n', ' ')}`;
  const author = by === null ? '' : cleanText(by.author);
  return [momentOf(entered), state, durationOf(seconds), commit.slice(0, 7), author, why];
}

function totals({ totals: each, seconds: life }: HistoryView): string {
  const rows = each.map(({ state, visits, seconds, open }) => [
    state,
    durationOf(seconds),
    `${life === 0 ? 0 : Math.round((seconds / life) * 100)} %`.padStart(5),
    `${visits === 1 ? 'one visit' : `${visits} visits`}${open ? ', lasts' : ''}`,
  ]);
  return columns(rows, '  ');
}

function failureText({ code, message, hint, details }: NonNullable<HistoryView['failure']>): string {
  const lines = [`Failed: ${message} (${code})`, ...details.map((line) => `  ${line}`)];
  return [...lines, ...(hint === '' ? [] : [`  ${hint}`])].join('\n');
}

function editText({ by, team, changes }: EditLine): string {
  const who = `${cleanText(by.author)}: ${cleanText(by.subject)}`;
  const about = team === null ? '' : `, answer of ${cleanText(team)}`;
  const head = `  ${momentOf(by.committedAt)}  ${by.commit.slice(0, 7)}  ${who}${about}`;
  const lines = changes.length === 0 ? ['      layout or comments alone'] : changes.map(changeLine);
  return [head, ...lines].join('\n');
}

function changeLine({ field, from, to }: FieldChange): string {
  const [before, after] = [from, to].map((text) => shown(field, text));
  return `      ${field}: ${from === null ? after : `${before} -> ${after}`}`;
}

function shown(field: string, text: string | null | undefined): string {
  if (text === null || text === undefined) return 'nothing';
  const clean = cleanText(text).replaceAll('\n', ' ');
  return field === 'content' ? clean.slice(0, 12) : clean;
}
