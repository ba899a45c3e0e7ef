import { type BoardQuery, everything, queryText } from '../report/views/board-query.ts';
import type { Chrome } from './chrome.ts';

type Root = Pick<Chrome, 'root'>;
/** Pages that look back lead to pages that look back to the same moment. */
type Place = Pick<Chrome, 'root' | 'asOf'>;

/** The board, with what it is asked to show. */
export function boardAddress({ root, asOf }: Place, query: BoardQuery): string {
  const text = [queryText(query), ...at(asOf)].filter((part) => part !== '').join('&');
  return text === '' ? `${root}/` : `${root}/?${text}`;
}

/** The board as it was when main stood at a commit. */
export function pastAddress({ root }: Root, commit: string): string {
  return boardAddress({ root, asOf: { commit, now: '' } }, everything);
}

/** The page of a release. */
export function releaseAddress({ root, asOf }: Place, id: string): string {
  return [`${root}/releases/${encodedPath(id)}`, ...at(asOf)].join('?');
}

/** The list of repositories. */
export function repositoriesAddress({ root }: Root): string {
  return `${root}/repositories`;
}

/** The page of a repository. */
export function repositoryAddress({ root }: Root, key: string): string {
  return `${root}/repositories/${encodedPath(key)}`;
}

/** The page of metrics; /metrics itself is what Prometheus asks for. */
export function metricsAddress({ root }: Root): string {
  return `${root}/figures`;
}

/** Who one is, and one's tokens. */
export function accountAddress({ root }: Root): string {
  return `${root}/account/tokens`;
}

function at(asOf: Chrome['asOf']): readonly string[] {
  return asOf === null ? [] : [`at=${encodeURIComponent(asOf.commit)}`];
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
