import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import {
  type PromotionStatement,
  readStatement,
  statementText,
} from '../../src/formats/promotion-statement.ts';
import { repositories, voms } from '../builders/plan.ts';
import { aCommit, noon } from '../builders/release.ts';

// The common field types of in-toto, as its specification tells them.
const descriptor = {
  type: 'object',
  required: ['digest'],
  properties: {
    name: { type: 'string', minLength: 1 },
    digest: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'string', pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$' },
    },
  },
};
const inTotoStatement = {
  type: 'object',
  required: ['_type', 'subject', 'predicateType', 'predicate'],
  additionalProperties: false,
  properties: {
    _type: { const: 'https://in-toto.io/Statement/v1' },
    subject: { type: 'array', minItems: 1, items: { ...descriptor, required: ['name', 'digest'] } },
    // RFC 3986, scheme and authority in lower case; the version is part of the name.
    predicateType: { type: 'string', pattern: '^[a-z][a-z0-9+.-]*:[!-~]+v[0-9]+$' },
    predicate: { type: 'object' },
  },
};

const statement: PromotionStatement = {
  promotion: {
    release: voms,
    from: 'StageRollout',
    to: 'Production',
    route: 'normal',
    reason: null,
    commit: aCommit('main 4'),
    blob: aCommit('a release file'),
    policy: aCommit('stagepost.yaml'),
    approvals: [
      { person: 'mgr', role: 'manager', signedWith: 'SHA256:abc', commit: aCommit('signed'), as: 'edit' },
    ],
    gates: [{ gate: 'soak', verdict: { kind: 'pass', sentence: 'it was there for 7 days' } }],
  },
  repository: repositories.base.key,
  packages: [
    { file: 'voms-4.2.0-1.el9.x86_64.rpm', sha256: sha256Of('voms') },
    { file: 'voms-doc-4.2.0-1.el9.noarch.rpm', sha256: sha256Of('voms-doc') },
  ],
  member: sha256Of('member'),
  reconciled: aCommit('main 5'),
  plan: sha256Of('plan'),
  generation: {
    number: 3,
    previous: sha256Of('generation 2'),
    metadata: { path: 'repodata/repomd.xml', sha256: sha256Of('repomd') },
  },
  promotedAt: noon,
};

describe('the statement about a promotion', () => {
  const said = JSON.parse(statementText(statement));

  test('It has the shape of an in-toto Statement v1.', () => {
    const ajv = new Ajv2020({ allErrors: true });
    const validate = ajv.compile(inTotoStatement);
    expect(validate(said) ? [] : validate.errors).toEqual([]);
    const isDescriptor = ajv.compile(descriptor);
    const { asked, releaseFile, reconciled, policy, plan, member, generation } = said.predicate;
    for (const each of [
      ...said.predicate.approvals,
      asked,
      releaseFile,
      reconciled,
      policy,
      plan,
      member,
      generation.metadata,
    ])
      expect(isDescriptor(each), JSON.stringify(each)).toBe(true);
  });

  test('Reading gives back what was written, and refuses every other text.', () => {
    expect(readStatement(statementText(statement))).toEqual({ ok: true, value: statement });
    for (const other of [
      '',
      'null',
      '{}',
      `${statementText(statement)} `,
      statementText(statement).replace('v1', 'v0'),
    ])
      expect(readStatement(other).ok, other).toBe(false);
  });

  test('Every package is a subject, by name and digest.', () => {
    expect(said.subject).toEqual(
      statement.packages.map(({ file, sha256 }) => ({ name: file, digest: { sha256 } })),
    );
  });

  test('The same promotion is always the same text, and nothing of it can be changed unseen.', () => {
    expect(statementText({ ...statement })).toBe(statementText(statement));
    expect(statementText(statement)).not.toMatch(/\n/);
    const others = [
      { ...statement, promotedAt: '2026-11-22T12:00:01Z' as PromotionStatement['promotedAt'] },
      { ...statement, generation: { ...statement.generation, previous: null } },
      { ...statement, promotion: { ...statement.promotion, gates: [] } },
      { ...statement, promotion: { ...statement.promotion, approvals: [] } },
      { ...statement, promotion: { ...statement.promotion, reason: 'a reason' } },
    ];
    for (const other of others) expect(statementText(other)).not.toBe(statementText(statement));
  });
});
