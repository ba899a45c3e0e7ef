import { sha256Of } from '../domain/digest.ts';
import type { HelpdeskArticle, HelpdeskNews } from '../domain/helpdesk.ts';
import { type Release, type ReleaseId, releaseTitle, type StateName } from '../domain/release.ts';
import { momentOf } from './times.ts';

/** What providers read besides the state: whom the next step waits for, or what the end means for them. */
const meanings: { readonly [state in StateName]: string } = {
  Submitted: 'It is fetched from the address that its release file names.',
  Unverified: 'Its packages were fetched, and the verification team is told of them.',
  InVerification: 'The verification team looks at it.',
  WaitingForResponse: 'It waits for your answer. Please answer on this ticket; nothing goes on before that.',
  StageRollout: 'Early adopters try it.',
  Deferred: 'It is verified, and waits until stage rollout is free.',
  Failed:
    'Nothing of it was published by the step that failed. It is tried again, or needs what is said above.',
  Production: 'Everybody who uses production is offered its packages.',
  Rejected:
    'Nothing of it is published, and this is final. Other content comes as a new version or submission.',
  Ignored:
    'Nothing of it is published, and this is final. Other content comes as a new version or submission.',
  NotPublished:
    'Nothing of it is published, and this is final. Other content comes as a new version or submission.',
};

/** The articles on a provider's ticket; each is keyed by what happened, so that a repetition is no second article (R76). */
export function helpdeskArticles(
  release: Release,
  news: readonly HelpdeskNews[],
  pages: readonly string[],
): readonly HelpdeskArticle[] {
  return news.map((each) => ({
    key: keyOf(release.id, each),
    text: [...sentencesOf(release, each), '', ...linksOf(release, pages)].join('\n'),
    closes: each.kind === 'stay' && each.closes,
  }));
}

function sentencesOf({ id }: Release, news: HelpdeskNews): readonly string[] {
  const title = releaseTitle(id);
  if (news.kind === 'reminder')
    return [
      `${title} has waited for your answer for ${news.days} working days, since ${momentOf(news.since)}.`,
      '',
      'Please answer on this ticket. A release that nobody answers for is given up in the end.',
    ];
  const why = news.text === null ? '.' : `: ${news.text}`;
  return [`${title} is ${news.state} since ${momentOf(news.entered)}${why}`, '', meanings[news.state]];
}

function linksOf({ file }: Release, pages: readonly string[]): readonly string[] {
  return [`Release file: ${file}`, ...pages.map((page) => `See also: ${page}`)];
}

function keyOf(release: ReleaseId, news: HelpdeskNews): string {
  const what = news.kind === 'stay' ? news.state : `reminder ${news.days}`;
  const moment = news.kind === 'stay' ? news.entered : news.since;
  return `${news.kind}-${sha256Of([release, news.visit, what, moment].join('\n')).slice(0, 16)}`;
}
