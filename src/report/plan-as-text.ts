import type { Member } from '../domain/member.ts';
import type { Action, HeldBack, HeldRepository, Plan, PlanNote, PublishGeneration } from '../domain/plan.ts';
import { pinsOf, releaseTitle } from '../domain/release.ts';
import { clientLines } from './clients-as-text.ts';
import { columns } from './columns.ts';
import { componentLines, groupsOf } from './components-as-text.ts';
import { heldAsLines } from './gates-as-text.ts';
import { counted, stateText } from './names.ts';
import { toldLines } from './notifications-as-text.ts';

/** A plan for people: what changes where, which states follow, and what is held back and why. */
export function planAsText(plan: Plan): string {
  const sections = [
    headline(plan),
    ...section('fetch', fetchLines(plan, 'fetch-release')),
    ...section('fetch again, because the copy in the pool is damaged', fetchLines(plan, 'repair-release')),
    ...section('read, because dependencies on the operating system count', systemLines(plan)),
    ...section('new and empty, so that clients can be configured', titlesOf(plan, isFirstAndEmpty)),
    ...section('dated anew, because apt refuses metadata that grows old', titlesOf(plan, isRenewal)),
    ...plan.actions.flatMap((action) => repositoryBlock(action, plan.components)),
    ...section('what clients will see', clientLines(plan.clients)),
    ...section('states', stateLines(plan)),
    ...section('would be told', toldLines(plan.notifications)),
    ...section('held back', plan.heldBack.flatMap(heldLines)),
    ...section('left alone, because it cannot be judged', repositoryLines(plan, 'cannot-tell')),
    ...section('left alone, because a guard refuses the change', repositoryLines(plan, 'guarded')),
    ...section('notes', plan.notes.flatMap(noteLines)),
  ];
  return sections.join('\n');
}

/** The line that tells how to carry out exactly this plan, or that there is nothing to carry out. */
export function applyHint(plan: Plan): string {
  return plan.actions.length === 0
    ? quietText(plan)
    : `Apply exactly this: stagepost apply --plan ${plan.digest}`;
}

/** What to say when a plan has nothing to do: that all is well, or who is still held back. */
export function quietText({ heldBack, heldRepositories }: Plan): string {
  const held = [
    ...heldBack.map((each) => releaseTitle(each.release)),
    ...heldRepositories.map((each) => each.repository),
  ];
  return held.length === 0
    ? 'Nothing to do: all repositories are as git asks.'
    : `Nothing to do now. Held back: ${held.join(', ')}.`;
}

function headline(plan: Plan): string {
  const of = (kind: Action['kind']) => plan.actions.filter((action) => action.kind === kind).length;
  const changed = plan.actions.filter((action) => 'repository' in action).length;
  const todo = [
    ...(of('fetch-release') > 0 ? [`fetch ${counted(of('fetch-release'), 'release')}`] : []),
    ...(of('repair-release') > 0 ? [`fetch ${counted(of('repair-release'), 'release')} again`] : []),
    ...(of('read-system') > 0 ? [`read ${counted(of('read-system'), 'operating system')}`] : []),
    ...(changed > 0 ? [`change ${counted(changed, 'repository', 'repositories')}`] : []),
    ...(of('enter-state') > 0 ? [`enter ${counted(of('enter-state'), 'state')}`] : []),
  ];
  const held = plan.heldBack.length === 0 ? '' : `; ${counted(plan.heldBack.length, 'release')} held back`;
  const answer = todo.length === 0 ? 'nothing to do' : todo.join(', ');
  return `main ${plan.base.commit.slice(0, 7)}   plan ${plan.digest.slice(0, 7)}   ${answer}${held}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];
}

function fetchLines(plan: Plan, kind: 'fetch-release' | 'repair-release'): readonly string[] {
  const rows = plan.actions.flatMap((action) =>
    (action.kind === 'fetch-release' || action.kind === 'repair-release') && action.kind === kind
      ? [
          [
            releaseTitle(action.release),
            action.source.url,
            `pinned by ${pinsOf(action.source)
              .map((digest) => `${digest.slice(0, 12)}…`)
              .join(', ')}`,
          ],
        ]
      : [],
  );
  return rows.length === 0 ? [] : columns(rows).split('\n');
}

function systemLines(plan: Plan): readonly string[] {
  const rows = plan.actions.flatMap((action) =>
    action.kind === 'read-system'
      ? [[action.platform, counted(action.repositories.length, 'repository', 'repositories'), action.why]]
      : [],
  );
  return rows.length === 0 ? [] : columns(rows).split('\n');
}

function stateLines(plan: Plan): readonly string[] {
  const rows = plan.actions.flatMap((action) =>
    action.kind === 'enter-state'
      ? [[releaseTitle(action.release), `${action.from ?? 'new'} -> ${stateText(action.to)}`]]
      : [],
  );
  return rows.length === 0 ? [] : columns(rows).split('\n');
}

function repositoryBlock(action: Action, grouped: Plan['components']): readonly string[] {
  switch (action.kind) {
    case 'publish-generation':
      if (isFirstAndEmpty(action) || isRenewal(action)) return [];
      return ['', `  ${publishTitle(action)}`, ...memberLines(action, grouped).map((line) => `    ${line}`)];
    case 'restore-generation':
      return titled(action, `generation ${action.generation.number} is made again: ${action.why}`);
    case 'record-generation':
      return titled(action, `generation ${action.generation.number} of an interrupted run is recorded`);
    case 'retire-repository':
      return titled(action, `removed: ${releaseTitle(action.release)} leaves the unverified area`);
    case 'fetch-release':
    case 'repair-release':
    case 'read-system':
    case 'enter-state':
      return [];
    default:
      return action satisfies never;
  }
}

function titled(action: Extract<Action, { repository: unknown }>, text: string): readonly string[] {
  return ['', `  ${action.repository.title}   ${text}`];
}

// A new major release starts with many empty repositories, and there is nothing more to say about each.
function isFirstAndEmpty({ number, members }: PublishGeneration): boolean {
  return number === 1 && members.length === 0;
}

function isRenewal({ number, added, removed }: PublishGeneration): boolean {
  return number > 1 && added.length === 0 && removed.length === 0;
}

function titlesOf(plan: Plan, belongs: (action: PublishGeneration) => boolean): readonly string[] {
  return plan.actions.flatMap((action) =>
    action.kind === 'publish-generation' && belongs(action) ? [action.repository.title] : [],
  );
}

function publishTitle({ repository, number }: PublishGeneration): string {
  const before = number === 1 ? 'new, generation 1' : `generation ${number - 1} -> ${number}`;
  return `${repository.title}   ${before}`;
}

function memberLines(action: PublishGeneration, grouped: Plan['components']): readonly string[] {
  const byRelease = new Map(action.members.map((member) => [member.release, member]));
  const added = action.added.map((id) => [`+ ${releaseTitle(id)}`, packagesOf(byRelease.get(id))]);
  const removed = action.removed.map((id) => [`- ${releaseTitle(id)}`, '']);
  const lines = columns([...added, ...removed]).split('\n');
  return lines.flatMap((line, at) => {
    const id = action.added[at];
    const groups = id === undefined ? [] : groupsOf(grouped, id);
    return [line, ...componentLines(groups).map((each) => `    ${each}`)];
  });
}

function packagesOf(member: Member | undefined): string {
  return member === undefined ? '' : counted(member.packages, 'package');
}

function repositoryLines(plan: Plan, why: HeldRepository['why']): readonly string[] {
  return plan.heldRepositories
    .filter((held) => held.why === why)
    .flatMap(({ repository, sentence, hint }) => [
      `${repository}: ${sentence}`,
      ...(hint === '' ? [] : [`    ${hint}`]),
    ]);
}

function noteLines({ sentence, at }: PlanNote): readonly string[] {
  return [sentence, ...(at === null ? [] : [`    ${at.file}:${at.line}:${at.column}`])];
}

/** What a branch asks for that is refused, as in the plan. */
export function refusalAsText(held: HeldBack): string {
  return `refused: ${heldLines(held).join('\n')}`;
}

function heldLines(held: HeldBack): readonly string[] {
  const asks = held.desired !== null && held.desired !== held.state;
  const wish = asks ? `${held.state}, wants ${held.desired}` : held.state;
  const [sentence, ...more] = heldAsLines(held);
  const where = held.at === null ? [] : [`${held.at.file}:${held.at.line}:${held.at.column}`];
  const title = `${releaseTitle(held.release)} is ${wish}: ${sentence}`;
  return [title, ...[...more, ...where].map((line) => `    ${line}`)];
}
