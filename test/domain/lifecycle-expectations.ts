/**
 * What must happen to a release for every observed state, every desired state and every emergency route. It is written
 * by hand from the requirements and not from the code, so that the two can be held against each other. To change the
 * policy, change a cell here first and read the failing test.
 *
 * - `keep`: the desired state is reached, nothing is done.
 * - `fetch`: release.xml is read, the files are fetched, verified and placed in the unverified area.
 * - `move`: packages change stage; from Deferred, as soon as the slot is free.
 * - `mark`: the state changes and no package is touched.
 * - `clean-up`: an end state is reached and the packages are removed.
 * - `rollback`: the promotion is taken back, an operation that is no step of the process: policy has to open it, it needs a
 *   reason, and the newest promotion of a major release comes first; none of this is the table's to say.
 * - `retry`: a failed release is asked for the same thing again.
 * - `refuse`: the transition is forbidden.
 */
export type Expect = 'keep' | 'fetch' | 'move' | 'mark' | 'clean-up' | 'rollback' | 'retry' | 'refuse';

export interface Expectation {
  readonly observed: string;
  readonly desired: string;
  readonly route: 'normal' | 'fast' | 'direct';
  readonly expect: Expect;
  /** The requirements (R) and settled contradictions (C) that the cell rests on. */
  readonly cites: string;
}

/**
 * One row an observed state, one column a desired state (R57: these eight and no others can be desired).
 *
 * A cell is the expectation, then the requirement it rests on. `.` is `refuse`, by R38: only listed transitions are
 * accepted. `!` marks what is allowed on the emergency route "direct" only and refused on the others (R55, C4); the
 * route "fast" has the same table as no emergency at all.
 *
 * `Deferred<X` waits for the slot and came from X. `Failed<X>Y` was in X when the way to Y failed: it keeps state and
 * location X (R50), whatever failed before. A deferred release fails as the state it came from.
 *
 * What a policy person may want to check, row by row:
 * - Submitted: the fetch is the only way forward (R64); an unsupported target is Ignored (R13), a faulty submission
 *   Rejected with a reason (R51). NotPublished needs a release that has passed the process (R53).
 * - Unverified: stage rollout is reached through verification only (R38); Production directly in an emergency (R55).
 * - InVerification and WaitingForResponse: they change into each other without touching packages (R42, R43); both may
 *   go to StageRollout or Rejected, by hand (R44). Ignored is for targets that are not supported and no longer listed
 *   once verification has begun. The direct emergency route leads on from InVerification, not while the provider's
 *   answer is awaited.
 * - StageRollout: never back to InVerification (R39) or Unverified (R40); forward to Production (R68); Rejected (R51)
 *   or withheld for a stated reason (R53).
 * - Production and the other end states: nothing leaves them; Production is never Rejected (R41). Rollback is an operation
 *   of its own and no step (R58, C8): it leads from Production to StageRollout and nowhere else, and a release that
 *   waits or failed on the way back has never left production, so that it can go on or be called off and nothing else.
 * - Deferred: set by the reconciler only (R45); goes on when the slot frees (R48), or is given up as Rejected or, since
 *   it has passed verification, as NotPublished (R51, R52). It does not go back to where it came from.
 * - Failed: set by the reconciler only (R49); may be tried again (R50) or given up as Rejected or Ignored (R51, R52).
 *   A failed direct publication may be tried again only while the direct route is still granted (R55).
 */
const matrix = `
observed                               Unverified InVerification WaitingForResponse StageRollout Production Rejected     Ignored      NotPublished

Submitted                              fetch:R64  .              .                  .            .          clean-up:R51 clean-up:R13 .
Unverified                             keep       mark:R43       .                  .            move!:R55  clean-up:R51 clean-up:R13 .
InVerification                         .          keep           mark:R42           move:R44     move!:R55  clean-up:R44 .            .
WaitingForResponse                     .          mark:R43       keep               move:R44     .          clean-up:R44 .            .
StageRollout                           .:R40      .:R39          .                  keep         move:R68   clean-up:R51 .            clean-up:R53

Production                             .          .              .                  rollback:R58 keep       .:R41        .            .:C8
Rejected                               .          .              .                  .            .          keep         .            .
Ignored                                .          .              .                  .            .          .            keep         .
NotPublished                           .          .              .                  .            .          .            .            keep

Deferred<InVerification                .          .              .                  move:R48     .          clean-up:R51 .            clean-up:R52
Deferred<WaitingForResponse            .          .              .                  move:R48     .          clean-up:R51 .            clean-up:R52
Deferred<Production                    .          .              .                  move:R48     mark:R58   .:R41        .            .:C8

Failed<Submitted>Unverified            retry:R50  .              .                  .            .          clean-up:R51 clean-up:R52 .
Failed<Submitted>Rejected              .          .              .                  .            .          retry:R50    clean-up:R52 .
Failed<Submitted>Ignored               .          .              .                  .            .          clean-up:R51 retry:R50    .

Failed<Unverified>Production           .          .              .                  .            retry!:R55 clean-up:R51 clean-up:R52 .
Failed<Unverified>Rejected             .          .              .                  .            .          retry:R50    clean-up:R52 .
Failed<Unverified>Ignored              .          .              .                  .            .          clean-up:R51 retry:R50    .

Failed<InVerification>StageRollout     .          .              .                  retry:R50    .          clean-up:R51 clean-up:R52 .
Failed<InVerification>Production       .          .              .                  .            retry!:R55 clean-up:R51 clean-up:R52 .
Failed<InVerification>Rejected         .          .              .                  .            .          retry:R50    clean-up:R52 .
Failed<InVerification>Ignored          .          .              .                  .            .          clean-up:R51 retry:R50    .
Failed<InVerification>NotPublished     .          .              .                  .            .          clean-up:R51 clean-up:R52 retry:R50

Failed<WaitingForResponse>StageRollout .          .              .                  retry:R50    .          clean-up:R51 clean-up:R52 .
Failed<WaitingForResponse>Rejected     .          .              .                  .            .          retry:R50    clean-up:R52 .
Failed<WaitingForResponse>Ignored      .          .              .                  .            .          clean-up:R51 retry:R50    .
Failed<WaitingForResponse>NotPublished .          .              .                  .            .          clean-up:R51 clean-up:R52 retry:R50

Failed<StageRollout>Production         .:R40      .:R39          .                  .            retry:R50  clean-up:R51 clean-up:R52 .
Failed<StageRollout>Rejected           .:R40      .:R39          .                  .            .          retry:R50    clean-up:R52 .
Failed<StageRollout>Ignored            .:R40      .:R39          .                  .            .          clean-up:R51 retry:R50    .
Failed<StageRollout>NotPublished       .:R40      .:R39          .                  .            .          clean-up:R51 clean-up:R52 retry:R50

Failed<Production>StageRollout         .          .              .                  retry:R50    move:R58   .:R41        .            .:C8
Failed<Production>Production           .          .              .                  .:R58        retry:R50  .:R41        .            .:C8
`;

/*
 * Some failed rows take more than one step to reach. `Failed<InVerification>NotPublished` and its twin for
 * WaitingForResponse: a deferred release was to be withheld and its clean-up failed. `Failed<…>Ignored` from a state
 * that may not be Ignored itself: a failed release was given up and that clean-up failed in turn.
 * `Failed<Production>Production`: a rollback failed, was called off, and the way back to production failed in turn.
 */

const routes = ['normal', 'fast', 'direct'] as const;

const expects: readonly Expect[] = [
  'keep',
  'fetch',
  'move',
  'mark',
  'clean-up',
  'rollback',
  'retry',
  'refuse',
];

/** What needs no citation of its own: a reached level asks for nothing (R76), what is not listed is refused (R38). */
const unsaid: Readonly<Record<string, string>> = { keep: 'R76', refuse: 'R38' };

/** Every cell of the matrix on every route: 33 observed states, 8 desired ones, 3 routes. */
export const expectations: readonly Expectation[] = readMatrix(matrix);

function readMatrix(text: string): readonly Expectation[] {
  const [header = [], ...rows] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/));
  const [, ...columns] = header;
  return rows.flatMap(([observed = '', ...cells]) => {
    if (cells.length !== columns.length) throw new Error(`the row ${observed} has ${cells.length} cells`);
    return columns.flatMap((desired, i) =>
      routes.map((route) => ({ observed, desired, route, ...readCell(cells[i] ?? '', route) })),
    );
  });
}

function readCell(cell: string, route: Expectation['route']): Pick<Expectation, 'expect' | 'cites'> {
  const [, word, directOnly, requirement] = /^([^:!]+)(!?)(?::([RC][0-9]+))?$/.exec(cell) ?? [];
  const expect = expects.find((each) => each === (word === '.' ? 'refuse' : word));
  const cites = requirement ?? unsaid[expect ?? ''];
  if (expect === undefined || cites === undefined) throw new Error(`the cell ${cell} cannot be read`);
  return directOnly === '!' && route !== 'direct'
    ? { expect: 'refuse', cites: 'R55, C4' }
    : { expect, cites };
}
