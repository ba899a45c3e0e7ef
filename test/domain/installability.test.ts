import { expect, test } from 'vitest';
import {
  type InstallQuestion,
  questionDigest,
  type SolvablePackage,
} from '../../src/domain/installability.ts';

const voms: SolvablePackage = {
  ...{ name: 'voms', epoch: '0', version: '4.2.0', release: '1', arch: 'x86_64' },
  ...{ provides: ['voms = 4.2.0'], requires: ['libc'], conflicts: [], obsoletes: [], files: [] },
};
const question: InstallQuestion = { format: 'yum', arch: 'x86_64', judged: [voms], beside: [] };

test('A question has another name as soon as anything in it is another, in whatever order it was put together.', () => {
  const others = Object.keys(voms).map((name) => {
    const value = voms[name as keyof SolvablePackage];
    const other = typeof value === 'string' ? `${value}1` : [...value, 'argus'];
    return { ...question, judged: [{ ...voms, [name]: other }] };
  });
  const all: readonly InstallQuestion[] = [
    question,
    ...others,
    { ...question, format: 'apt' },
    { ...question, arch: 'aarch64' },
    { ...question, judged: [], beside: [voms] },
    { ...question, judged: [voms, voms] },
  ];
  expect(new Set(all.map(questionDigest)).size).toBe(all.length);
  const turned = Object.fromEntries(Object.entries(voms).reverse()) as unknown as SolvablePackage;
  expect(questionDigest({ ...question, judged: [turned] })).toBe(questionDigest(question));
});
