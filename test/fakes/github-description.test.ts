import { describe, expect, test } from 'vitest';
import { judgeAnswer, judgeRequest, sampleOf } from './github-description.ts';

const create = { method: 'POST', url: new URL('http://localhost/repos/umd/releases/statuses/abc') };
const list = { method: 'GET', url: new URL('http://localhost/repos/umd/releases/commits/abc/statuses') };

describe('the cut of the description', () => {
  test('A request that fits gives its operation and its values.', () => {
    expect(judgeRequest({ ...create, body: { state: 'pending', description: null } })).toEqual({
      operation: 'repos/create-commit-status',
      values: { owner: 'umd', repo: 'releases', sha: 'abc' },
    });
  });

  test.each([
    [
      'a state that there is not',
      { ...create, body: { state: 'fine' } },
      /data\/state must be equal to one of/,
    ],
    ['a missing state', { ...create, body: {} }, /must have required property 'state'/],
    [
      'a field that there is not',
      { ...create, body: { state: 'error', release: 'x' } },
      /has no field release/,
    ],
    ['a body where there is none', { ...list, body: {} }, /takes no body/],
    ['a parameter that there is not', withQuery('size=3'), /has no parameter size/],
    ['a parameter of the wrong type', withQuery('page=last'), /parameter page is wrong/],
    ['a path that there is not', { ...list, method: 'DELETE', body: undefined }, /is not described/],
  ])('A request with %s is refused.', (_title, request, complaint) => {
    expect(judgeRequest(request)).toMatch(complaint);
  });

  test('An answer is judged by its status and its shape.', () => {
    const status = sampleOf('status');
    expect(judgeAnswer('repos/create-commit-status', 201, status)).toBeNull();
    expect(judgeAnswer('repos/create-commit-status', 201, { ...status, state: 1 })).toMatch(
      /state must be string/,
    );
    expect(judgeAnswer('repos/create-commit-status', 200, status)).toMatch(/does not answer with 200/);
    expect(judgeAnswer('repos/get', 200, {})).toMatch(/must have required property/);
    expect(judgeAnswer('repos/get', 404, { message: 4 })).toMatch(/message must be string/);
  });
});

function withQuery(query: string) {
  return { method: 'GET', url: new URL(`${list.url}?${query}`), body: undefined };
}
