import type { Member } from '../domain/member.ts';
import type { Action, HeldBack, Plan, PublishGeneration } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { columns } from './columns.ts';
import { counted } from './names.ts';
import { verdictAsText } from './verdict-as-text.ts';

/** A plan for people: what changes where, which states follow, and what is held back and why. */
export function planAsText(plan: Plan): string {
  const sections = [
    headline(plan),
    ...section('fetch', fetchLines(plan)),
    ...emptyBlock(plan),
    ...plan.actions.flatMap(repositoryBlock),
    ...section('states', stateLines(plan)),
    ...section('held back', plan.heldBack.map(heldLine)),
    ...section(
      'cannot be judged',
      plan.heldRepositories.map((held) => `${held.repository}: ${held.sentence}`),
    ),
  ];
  return sections.join('\n');
}

/** The line that tells how to carry out exactly this plan. */
export function applyHint(plan: Plan): string {
  return plan.actions.length === 0
    ? 'Nothing to do: all repositories are as git asks.'
    : `Apply exactly this: stagepost apply --plan ${plan.digest}`;
}

function headline(plan: Plan): string {
  const changed = plan.actions.filter((action) => 'repository' in action).length;
  const { commit } = plan.base;
  return `main ${commit.slice(0, 7)}   plan ${plan.digest.slice(0, 7)}   ${counted(changed, 'repository', 'repositories')} to change, ${plan.heldBack.length} held back`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];
}

function fetchLines(plan: Plan): readonly string[] {
  const rows = plan.actions.flatMap((action) =>
    action.kind === 'fetch-release'
      ? [
          [
            releaseTitle(action.release),
            action.source.url,
            `pinned by ${action.source.checksumsDigest.slice(0, 12)}…`,
          ],
        ]
      : [],
  );
  return rows.length === 0 ? [] : columns(rows).split('\n');
}

function stateLines(plan: Plan): readonly string[] {
  const rows = plan.actions.flatMap((action) =>
    action.kind === 'enter-state'
      ? [[releaseTitle(action.release), `${action.from ?? 'new'} -> ${action.to.state}`]]
      : [],
  );
  return rows.length === 0 ? [] : columns(rows).split('\n');
}

function repositoryBlock(action: Action): readonly string[] {
  switch (action.kind) {
    case 'publish-generation':
      if (isFirstAndEmpty(action)) return [];
      return ['', `  ${publishTitle(action)}`, ...memberLines(action).map((line) => `    ${line}`)];
    case 'restore-generation':
      return [
        '',
        `  ${action.repository.title}   generation ${action.generation.number} is restored: ${action.why}`,
      ];
    case 'record-generation':
      return [
        '',
        `  ${action.repository.title}   generation ${action.generation.number} is found and recorded`,
      ];
    case 'retire-repository':
      return ['', `  ${action.repository.title}   removed`];
    case 'fetch-release':
    case 'enter-state':
      return [];
    default:
      return action satisfies never;
  }
}

// A new major release starts with many of these, and there is nothing more to say about each.
function emptyBlock(plan: Plan): readonly string[] {
  const titles = plan.actions.flatMap((action) =>
    action.kind === 'publish-generation' && isFirstAndEmpty(action) ? [action.repository.title] : [],
  );
  return section('new and empty, so that clients can be configured', titles);
}

function isFirstAndEmpty({ number, members }: PublishGeneration): boolean {
  return number === 1 && members.length === 0;
}

function publishTitle({ repository, number }: PublishGeneration): string {
  const before = number === 1 ? 'new, generation 1' : `generation ${number - 1} -> ${number}`;
  return `${repository.title}   ${before}`;
}

function memberLines(action: PublishGeneration): readonly string[] {
  const byRelease = new Map(action.members.map((member) => [member.release, member]));
  const added = action.added.map((id) => [`+ ${releaseTitle(id)}`, packagesOf(byRelease.get(id))]);
  const removed = action.removed.map((id) => [`- ${releaseTitle(id)}`, '']);
  const rows = [...added, ...removed];
  return rows.length > 0 ? columns(rows).split('\n') : ['the same packages with a new date'];
}

function packagesOf(member: Member | undefined): string {
  return member === undefined ? '' : counted(member.packages, 'package');
}

function heldLine(held: HeldBack): string {
  const wish = held.desired === null ? held.state : `${held.state}, wants ${held.desired}`;
  const where = held.at === null ? '' : `\n        ${held.at.file}:${held.at.line}:${held.at.column}`;
  return `${releaseTitle(held.release)} is ${wish}: ${verdictAsText(held.verdict)}${where}`;
}
