import type { Composed } from '../../compose.ts';
import { renderAccount } from '../../dashboard/account/account-page.ts';
import type { AccountMaker } from '../../http/account/account-routes.ts';
import { tokenRow } from '../../report/views/account-view.ts';
import { chromeMaker } from './chrome-of.ts';

/** The page of tokens, with what clients need to know of the private stage. */
export function accountPageOf({ host, deps }: Pick<Composed, 'host' | 'deps'>): AccountMaker {
  const chromeOf = chromeMaker(host, deps.clock);
  const { url } = host.stages.unverified;
  return ({ view, visitor, formKey, made, refused }) => {
    const shown =
      made === null ? null : { ...tokenRow(made.token, deps.clock.now()), secret: made.secret, url };
    return renderAccount(
      { view, formKey, made: shown, refused },
      { ...chromeOf({ visitor, address: '' }), json: null },
    );
  };
}
