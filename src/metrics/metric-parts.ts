/** What is counted: each metric of the policy, and beside it what its definition keeps apart (R108-R111). */
export const metricParts = [
  { metric: 'M.REPO-1', part: 'delivered', counts: 'releases', says: 'releases delivered' },
  {
    metric: 'M.REPO-1',
    part: 'resubmitted',
    counts: 'releases',
    says: 'of them new submissions of a version',
  },
  { metric: 'M.REPO-2', part: 'verified', counts: 'releases', says: 'releases that passed verification' },
  { metric: 'M.REPO-2', part: 'direct', counts: 'releases', says: 'beside them, emergencies sent directly' },
  { metric: 'M.REPO-3', part: 'accepted', counts: 'releases', says: 'releases that passed stage rollout' },
  {
    metric: 'M.REPO-3',
    part: 'again',
    counts: 'releases',
    says: 'beside them, passed again after a rollback',
  },
  { metric: 'M.REPO-3', part: 'rolled-back', counts: 'releases', says: 'rolled back into stage rollout' },
  { metric: 'M.SA1.3-1', part: 'reported', counts: 'teams', says: 'teams that reported on a release, mean' },
  {
    metric: 'M.SA1.3-1',
    part: 'silent',
    counts: 'teams',
    says: 'beside them, accepted and silent at its end',
  },
  { metric: 'M.SA1.3-1', part: 'late', counts: 'teams', says: 'beside them, reported after its end' },
  { metric: 'M.SA1.3-2', part: 'success', counts: 'releases', says: 'stage rollouts ended with success' },
  { metric: 'M.SA1.3-2', part: 'warning', counts: 'releases', says: 'of them with a warning' },
  { metric: 'M.SA1.3-3', part: 'rejected', counts: 'releases', says: 'stage rollouts ended with rejection' },
  {
    metric: 'M.SA1.3-3',
    part: 'withheld',
    counts: 'releases',
    says: 'beside them, passed and not published',
  },
  { metric: 'M.SA1.3-3', part: 'ignored', counts: 'releases', says: 'beside them, given up after a failure' },
  {
    metric: 'M.SA1.3-4',
    part: 'rollout',
    counts: 'seconds',
    says: 'time from stage rollout to acceptance, median',
  },
  { metric: 'M.SA1.3-4', part: 'deferred', counts: 'seconds', says: 'beside it, time as Deferred, median' },
  {
    metric: 'M.SA1.3-5',
    part: 'published',
    counts: 'days',
    says: 'days from acceptance to the report, median',
  },
  { metric: 'M.SA1.3-6', part: 'reported', counts: 'releases', says: 'releases that a team reported on' },
  { metric: 'M.SA1.3-6', part: 'silent', counts: 'releases', says: 'beside them, accepted without a report' },
  { metric: 'M.SA1.3-7', part: 'reported', counts: 'releases', says: 'reports of the teams of an NGI' },
] as const satisfies readonly MetricPart[];

/** One row of that table. */
export interface MetricPart {
  readonly metric: string;
  readonly part: string;
  /** The unit of the values; `releases` where every entry counts as one. */
  readonly counts: 'releases' | 'teams' | 'seconds' | 'days';
  readonly says: string;
}

/** Names of metrics as the policy has them. */
export type MetricName = (typeof metricParts)[number]['metric'];

/** One thing that a metric counts. */
export type PartName = (typeof metricParts)[number]['part'];
