import type { Composed } from '../../compose.ts';
import { accountAddress } from '../../dashboard/addresses.ts';
import type { Chrome } from '../../dashboard/chrome.ts';
import type { PageAsked } from '../../http/pages.ts';
import type { Clock } from '../../ports/clock.ts';
import { ownVersion } from '../own-version.ts';
import { linksOf } from './links-of.ts';

/** For whom, and where, a page is made; null for one that stands in the place of another. */
type Asked = Pick<PageAsked, 'visitor' | 'address'> | null;

/** What stands around the pages of a host. */
export function chromeMaker(host: Composed['host'], clock: Clock): (asked: Asked) => Chrome {
  const links = linksOf(host);
  const canSignIn = (host.listen?.signIn ?? null) !== null;
  return (asked) => ({
    root: '',
    version: ownVersion,
    now: clock.now(),
    events: '/api/v1/events',
    json: '/api/v1/releases',
    api: '/api/v1',
    links,
    account: canSignIn && asked !== null ? accountOf(asked) : null,
    operateKey: asked?.visitor.mayOperate === true ? asked.visitor.formKey : null,
    asOf: null,
  });
}

function accountOf({ visitor, address }: NonNullable<Asked>): Chrome['account'] {
  const { person } = visitor;
  if (person === null) return { title: 'Sign in', address: `/sign-in?to=${encodeURIComponent(address)}` };
  return { title: person.name, address: accountAddress({ root: '' }) };
}
