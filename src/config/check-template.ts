import type { Complaint } from '../document/source-text.ts';
import type { MajorRelease, Stage } from '../domain/major-release.ts';

const known: { readonly [stage in Stage]: readonly string[] } = {
  unverified: ['shortName', 'version', 'major', 'platform', 'arch'],
  'stage-rollout': ['major', 'platform', 'arch'],
  production: ['major', 'platform', 'arch', 'area'],
};

// What tells the repositories of one template apart whatever the platforms are; the rest follows from the paths.
const needed: { readonly [stage in Stage]: readonly string[] } = {
  unverified: ['shortName', 'version'],
  'stage-rollout': [],
  production: ['area'],
};

/** What is wrong with one path template. */
export function checkTemplate(stage: Stage, major: MajorRelease): readonly Complaint[] {
  const template = major.layout[stage];
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return [
    ...unknownNames(stage, names),
    ...needed[stage].filter((name) => !names.includes(name)).map(missingName),
    ...(/[{}]/.test(template.replace(/\{\w+\}/g, '')) ? [looseBrace] : []),
    ...(template.split('/').some((part) => part === '.' || part === '..') ? [dots] : []),
  ];
}

const looseBrace: Complaint = {
  rule: 'layout-placeholder',
  message: 'the template has a brace that belongs to no placeholder',
  hint: 'write placeholders as {name}',
};

const dots: Complaint = { rule: 'layout-path', message: 'the template must not hold . or .. as a name' };

function unknownNames(stage: Stage, names: readonly string[]): readonly Complaint[] {
  const unknown = names.filter((name) => !known[stage].includes(name));
  return unknown.map((name) => ({
    rule: 'layout-placeholder',
    message: `{${name}} is not a placeholder of this template`,
    hint: `known placeholders: ${known[stage].map((each) => `{${each}}`).join(', ')}`,
  }));
}

function missingName(name: string): Complaint {
  return {
    rule: 'layout-placeholder',
    message: `the template lacks {${name}}, so that two repositories would share a path`,
    hint: `put {${name}} into it`,
  };
}
