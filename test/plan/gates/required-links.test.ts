import { expect, test } from 'vitest';
import type { GatePolicy } from '../../../src/domain/gates.ts';
import { aPolicy, someGates } from '../../builders/policy.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import { aDesiredState, emptyWorld, planFor } from '../../builders/world.ts';

function planWith(
  name: 'certification' | 'issues',
  links: readonly string[],
  asked: GatePolicy['requiredLinks'],
) {
  const voms = aDesiredRelease({}, ['Unverified'], 1);
  const { release } = voms;
  const content = { ...release.content, links: { ...release.content.links, [name]: links } };
  const policy = { ...aPolicy(), gates: someGates({ requiredLinks: asked }) };
  return planFor(emptyWorld, aDesiredState([{ ...voms, release: { ...release, content } }], 1, policy));
}

const fetches = ({ actions }: ReturnType<typeof planFor>) =>
  actions.some(({ kind }) => kind === 'fetch-release');

test.each(['certification', 'issues'] as const)(
  'A release without a link that policy asks for is not fetched, and one that has it is: %s.',
  (name) => {
    const without = planWith(name, [], [name]);
    expect(fetches(without)).toBe(false);
    expect(without.heldBack.map(({ verdict }) => verdict)).toEqual([
      {
        kind: 'blocked',
        sentence: `it needs links to ${name}, which its file does not have`,
        hint: `add links.${name} to releases/umd-5/voms-4.2.0.yaml`,
        cites: 'R4, R6',
      },
    ]);
    const having = planWith(name, ['https://example.org/x'], [name]);
    expect(having.heldBack).toEqual([]);
    expect(fetches(having)).toBe(true);
    expect(fetches(planWith(name, [], []))).toBe(true);
  },
);
