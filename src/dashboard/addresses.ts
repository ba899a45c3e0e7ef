import { type BoardQuery, queryText } from '../report/views/board-query.ts';
import type { Chrome } from './chrome.ts';

type Root = Pick<Chrome, 'root'>;

/** The board, with what it is asked to show. */
export function boardAddress({ root }: Root, query: BoardQuery): string {
  const text = queryText(query);
  return text === '' ? `${root}/` : `${root}/?${text}`;
}

/** The page of a release. */
export function releaseAddress({ root }: Root, id: string): string {
  return `${root}/releases/${encodedPath(id)}`;
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

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
