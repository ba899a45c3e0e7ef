import type { ActualState } from '../domain/actual-state.ts';
import type { Finding } from '../domain/finding.ts';
import type { Action, HeldBack, Plan } from '../domain/plan.ts';
import { pinsOf, type ReleaseId, releaseTitle } from '../domain/release.ts';
import { clientNumbers, clientPackages } from './clients-as-markdown.ts';
import { componentsAsLine } from './components-as-text.ts';
import { findingsSection } from './findings-as-markdown.ts';
import { findingsSummary } from './findings-as-text.ts';
import { heldAsLines } from './gates-as-text.ts';
import { pageText, type Section } from './markdown-page.ts';
import { asCode, escaped, tableRow } from './markdown-text.ts';
import { counted, stateText } from './names.ts';
import { toldLines } from './notifications-as-text.ts';
import { repositoryChanges } from './repository-changes.ts';

/** What a job summary tells of: a plan, or the findings because of which there is none. */
export interface ToldPlan {
  readonly findings: readonly Finding[];
  readonly plan: Plan | null;
  /** What was found, for the packages of those that leave; null without a plan. */
  readonly actual: Pick<ActualState, 'repositories'> | null;
}

/** A plan as a job summary in Markdown: what is wrong, which states follow, what changes where, what is held back. */
export function planAsMarkdown({ findings, plan, actual }: ToldPlan, mostBytes: number): string {
  if (plan === null) {
    const heading = `### Stagepost: no plan, because of ${findingsSummary(findings)}`;
    return pageText({ heading, sections: [findingsSection(findings)], foot: '' }, mostBytes);
  }
  const sections = [
    findingsSection(findings),
    transitions(plan),
    heldBack(plan),
    repositories(plan, actual?.repositories ?? new Map()),
    clientNumbers(plan.clients),
    fetches(plan),
    told(plan),
    notes(plan),
    clientPackages(plan.clients),
    components(plan),
  ];
  const foot = `<sub>plan ${plan.digest.slice(0, 7)}… for ${plan.base.commit.slice(0, 7)}</sub>`;
  return pageText({ heading: headingOf(plan), sections, foot }, mostBytes);
}

function headingOf({ actions, heldBack, heldRepositories }: Plan): string {
  const of = (kind: Action['kind']) => actions.filter((action) => action.kind === kind).length;
  const changed = actions.filter((action) => 'repository' in action).length;
  const held = heldBack.length + heldRepositories.length;
  const parts = [
    ...(of('enter-state') > 0 ? [counted(of('enter-state'), 'transition')] : []),
    ...(of('fetch-release') > 0 ? [`${counted(of('fetch-release'), 'release')} to fetch`] : []),
    ...(of('repair-release') > 0 ? [`${counted(of('repair-release'), 'release')} to fetch again`] : []),
    ...(of('read-system') > 0 ? [`${counted(of('read-system'), 'operating system')} to read`] : []),
    ...(changed > 0 ? [`${counted(changed, 'repository', 'repositories')} to change`] : []),
    ...(actions.length === 0 ? ['nothing to do'] : []),
    ...(held > 0 ? [`${held} held back`] : []),
  ];
  return `### Stagepost: ${parts.join(', ')}`;
}

function transitions({ actions }: Plan): Section {
  const rows = actions.flatMap((action) =>
    action.kind === 'enter-state'
      ? [tableRow([bold(action.release), action.from ?? 'new', stateText(action.to)])]
      : [],
  );
  return { title: 'Transitions', head: headOf('release', 'from', 'to'), rows, noun: nounOf('transition') };
}

function heldBack(plan: Plan): Section {
  const lines = plan.heldRepositories.map(({ repository, why, sentence, hint }) => {
    const how = hint === '' ? '' : `; ${escaped(hint)}`;
    const left = why === 'cannot-tell' ? 'cannot be judged' : 'is left alone by a guard';
    return `- **${escaped(repository)}** ${left}: ${escaped(sentence)}${how}`;
  });
  const rows = [...plan.heldBack.map(heldLine), ...lines];
  return { title: 'Held back', head: [], rows, noun: ['that is held back', 'that are held back'] };
}

function heldLine(held: HeldBack): string {
  const { release, state, desired, at } = held;
  const wish = desired === null || desired === state ? state : `${state}, wants ${desired}`;
  const place = at === null ? '' : ` (${asCode(`${at.file}:${at.line}:${at.column}`)})`;
  return `- ${bold(release)} is ${wish}: ${escaped(heldAsLines(held).join('; '))}${place}`;
}

function repositories(plan: Plan, found: ActualState['repositories']): Section {
  const rows = plan.actions.flatMap((action) => {
    if (!('repository' in action)) return [];
    const title = escaped(action.repository.title);
    const words = { release: bold, text: escaped };
    return repositoryChanges(action, found, words).map(([generation, change]) =>
      tableRow([title, generation, change]),
    );
  });
  const head = headOf('repository', 'generation', 'change');
  return { title: 'What changes', head, rows, noun: ['change of a repository', 'changes of repositories'] };
}

function notes({ notes: all }: Plan): Section {
  const rows = all.map(({ sentence, at }) => {
    const place = at === null ? '' : ` (${asCode(`${at.file}:${at.line}:${at.column}`)})`;
    return `- ${escaped(sentence)}${place}`;
  });
  return { title: 'Notes', head: [], rows, noun: nounOf('note') };
}

function told({ notifications }: Plan): Section {
  const rows = toldLines(notifications).map((line) => `- ${escaped(line)}`);
  return { title: 'Would be told', head: [], rows, noun: nounOf('notification') };
}

function fetches({ actions }: Plan): Section {
  const rows = actions.flatMap((action) =>
    action.kind === 'fetch-release' || action.kind === 'repair-release'
      ? [
          tableRow([
            bold(action.release),
            escaped(action.source.url),
            pinsOf(action.source)
              .map((digest) => digest.slice(0, 12))
              .join(', '),
          ]),
        ]
      : [],
  );
  const head = headOf('release', 'from', 'pinned by');
  return { title: 'To fetch', head, rows, noun: ['release to fetch', 'releases to fetch'] };
}

function components({ actions, components: grouped }: Plan): Section {
  const added = new Set(
    actions.flatMap((action) => (action.kind === 'publish-generation' ? action.added : [])),
  );
  const rows = grouped
    .filter(({ release }) => added.has(release))
    .map(({ release, groups }) => `- ${bold(release)}: ${escaped(componentsAsLine(groups))}`);
  return { title: 'Packages by component', head: [], rows, noun: nounOf('release') };
}

function headOf(...titles: readonly string[]): readonly string[] {
  return [tableRow(titles), tableRow(titles.map(() => '---'))];
}

function nounOf(singular: string): readonly [string, string] {
  return [singular, `${singular}s`];
}

function bold(id: ReleaseId): string {
  return `**${escaped(releaseTitle(id))}**`;
}
