import { stringify } from 'yaml';
import { readPolicy } from '../../src/config/read-policy.ts';
import type { DesiredDeps } from '../../src/desired/read-desired-state.ts';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { known } from '../../src/domain/observation.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { type ReleaseId, releaseIdOfFile } from '../../src/domain/release.ts';
import { readDesired } from '../../src/reconcile/read-desired.ts';
import { findingsAsText, findingsSummary } from '../../src/report/findings-as-text.ts';
import { outcomeAsText } from '../../src/report/outcome-as-text.ts';
import { applyHint, planAsText, quietText } from '../../src/report/plan-as-text.ts';
import { statusAsText } from '../../src/report/status-as-text.ts';
import { statusView } from '../../src/report/status-view.ts';
import { momentOf } from '../../src/report/times.ts';
import { carriedOut, emptyWorld, planFor, type World, withoutTrees } from '../builders/world.ts';
import { type FakeHistory, fakeReleaseHistory } from '../fakes/release-history.ts';
import { printedHint, withPrintedLine } from './printed-line.ts';
import type { Step } from './read-steps.ts';
import { newReleaseFile, type ReleaseFile, releaseFileText } from './release-file.ts';

interface Scene {
  policy: string;
  readonly history: FakeHistory;
  readonly deps: DesiredDeps;
  readonly files: Map<string, ReleaseFile>;
  /** The digest of every plan that was shown, in order. */
  readonly plans: string[];
  world: World;
  failing: readonly string[];
}

/** Lets the steps happen over a world in memory and writes down what a person at the command line would have seen. */
export async function tellScenario(policy: string, steps: readonly Step[]): Promise<string> {
  const history = fakeReleaseHistory();
  const { signatures } = history;
  const deps = { history: history.history, signatures, cache: new Map(), readPolicy };
  const scene: Scene = { policy, history, deps, files: new Map(), plans: [], world: emptyWorld, failing: [] };
  await history.edit({ 'stagepost.yaml': policy });
  await applied(scene);
  const told: string[] = [];
  for (const step of steps) {
    const text = await take(step, scene);
    told.push(`===== ${momentOf(scene.world.now)}   ${titleOf(step)}\n${text === '' ? '' : `${text}\n`}`);
  }
  return withStableNames(told.join('\n'), scene);
}

function titleOf(step: Step): string {
  switch (step.kind) {
    case 'merge':
      return `merged: ${[...step.edits].map(([name, fields]) => `${name} ${wishOf(fields)}`).join(', ')}`;
    case 'reports':
      return `merged: ${[...step.of].flatMap(([name, teams]) => Object.entries(teams).map(([team, fields]) => `report of ${team} about ${name} ${wishOf(fields)}`)).join(', ')}`;
    case 'from scratch':
      return 'nothing is published yet';
    case 'fails':
      return `about to fail: ${step.actions.join(', ')}`;
    case 'later':
      return `${step.text} have passed`;
    case 'lost':
      return `lost from the disk: ${step.repository ?? 'every published tree'}`;
    case 'packages':
      return `packages: ${[...step.of].map(([name, all]) => `${name} has ${all.join(', ')}`).join('; ')}`;
    case 'lost record':
      return 'lost: the record branch';
    case 'policy':
      return `merged: stagepost.yaml {${step.text.trim()}}`;
    case 'let through':
      return `merged: stagepost.yaml with the printed line for ${step.guard}`;
    case 'plan':
      return '$ stagepost plan';
    case 'apply':
      return '$ stagepost apply; stagepost status';
    default:
      return step satisfies never;
  }
}

function wishOf(fields: object | null): string {
  if (fields === null) return 'has no file any more';
  const said = Object.entries(fields).map(
    ([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `{${said.join(', ')}}`;
}

async function take(step: Step, scene: Scene): Promise<string> {
  switch (step.kind) {
    case 'merge':
      await scene.history.edit(editsOf(step, scene.files));
      return '';
    case 'reports':
      await scene.history.edit(reportsOf(step));
      return '';
    case 'from scratch':
      scene.world = emptyWorld;
      return '';
    case 'fails':
      scene.failing = step.actions;
      return '';
    case 'later':
      scene.world = { ...scene.world, now: plusSeconds(scene.world.now, step.seconds) };
      return '';
    case 'lost':
      scene.world = withoutTrees(scene.world, step.repository);
      return '';
    case 'packages':
      scene.world = { ...scene.world, contents: contentsOf(step.of, scene) };
      return '';
    case 'lost record':
      scene.world = { ...scene.world, record: emptyRecord };
      return '';
    case 'policy':
      return changedPolicy(scene, `${scene.policy}${step.text}\n`);
    case 'let through': {
      const { desired } = await asked(scene);
      const hint = printedHint(planFor(scene.world, desired), step.guard);
      return changedPolicy(scene, withPrintedLine(scene.policy, hint));
    }
    case 'plan':
      return planned(scene);
    case 'apply':
      return applied(scene);
    default:
      return step satisfies never;
  }
}

function contentsOf(named: ReadonlyMap<string, readonly string[]>, { world }: Scene): World['contents'] {
  const more = [...named].map(
    ([name, packages]) => [releaseIdOfFile(newReleaseFile(name).path) as ReleaseId, packages] as const,
  );
  return new Map([...world.contents, ...more]);
}

function reportsOf({ of }: Extract<Step, { kind: 'reports' }>): Readonly<Record<string, string>> {
  const files = [...of].flatMap(([name, teams]) => {
    const folder = newReleaseFile(name).path.replace(/\.yaml$/, '.reports');
    return Object.entries(teams).map(
      ([team, fields]) => [`${folder}/${team}.yaml`, stringify({ team, ...fields })] as const,
    );
  });
  return Object.fromEntries(files);
}

async function changedPolicy(scene: Scene, policy: string): Promise<string> {
  scene.policy = policy;
  await scene.history.edit({ 'stagepost.yaml': policy });
  return '';
}

function editsOf(
  { edits }: Extract<Step, { kind: 'merge' }>,
  files: Map<string, ReleaseFile>,
): Readonly<Record<string, string | null>> {
  const changed = [...edits].map(([name, fields]) => {
    const file = files.get(name) ?? newReleaseFile(name);
    if (fields === null) return [file.path, null] as const;
    const next = { ...file, fields: { ...file.fields, ...fields } };
    files.set(name, next);
    return [file.path, releaseFileText(next)] as const;
  });
  return Object.fromEntries(changed);
}

async function planned(scene: Scene): Promise<string> {
  const { desired, told } = await asked(scene);
  const plan = planFor(scene.world, desired);
  scene.plans.push(plan.digest);
  return [...told, planAsText(plan), '', applyHint(plan)].join('\n');
}

async function applied(scene: Scene): Promise<string> {
  const told: string[] = [];
  for (let cycle = 0; cycle < 20; cycle += 1) {
    const { desired, told: findings } = await asked(scene);
    const { plan, outcome, world } = carriedOut(scene.world, desired, ({ id }) => scene.failing.includes(id));
    scene.world = world;
    if (cycle === 0) told.push(...findings);
    if (cycle === 0 || plan.actions.length > 0) told.push(shown(plan, scene), '');
    told.push(plan.actions.length > 0 ? outcomeAsText(outcome) : quietText(plan), '');
    if (!outcome.results.some((result) => result.kind === 'done')) break;
  }
  scene.failing = [];
  const { desired } = await asked(scene);
  const { record } = scene.world;
  return [...told, statusAsText(statusView(desired, record, planFor(scene.world, desired)))].join('\n');
}

function shown(plan: Plan, scene: Scene): string {
  scene.plans.push(plan.digest);
  return planAsText(plan);
}

async function asked(
  scene: Scene,
): Promise<{ readonly desired: DesiredState; readonly told: readonly string[] }> {
  const { desired, findings } = await readDesired(scene.deps, known(scene.world.record));
  if (desired === null) throw new Error(findingsAsText(findings));
  const told = findings.length === 0 ? [] : [findingsAsText(findings), findingsSummary(findings), ''];
  return { desired, told };
}

// A new field in a schema changes every digest, but not what the scenario is about.
async function withStableNames(text: string, { history, plans }: Scene): Promise<string> {
  const { commit } = await history.history.head();
  const commits = (await history.history.commits(null, commit)).map((each) => each.commit);
  const named = (word: string, ids: readonly string[]) =>
    ids.map((id, index) => [id, `${word}${String(index + 1).padStart(7 - word.length, '0')}`] as const);
  return [...named('main-', commits), ...named('plan-', [...new Set(plans)])].reduce(
    (told, [id, name]) => told.replaceAll(id, name).replaceAll(id.slice(0, 7), name),
    text,
  );
}
