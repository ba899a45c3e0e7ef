// Request Tracker as people use it: by its pages, with a cookie.
import { parseHTML } from 'linkedom';

/** Somebody who has logged in. */
export interface Visitor {
  /** Chooses a value of a field of a ticket and saves; answers what the page says then. */
  readonly choose: (ticket: number, field: string, value: string) => Promise<string>;
}

/** Logs a user of test-users.pl in. */
export async function visit(url: string, user: string): Promise<Visitor> {
  const login = await fetch(`${url}/NoAuth/Login.html`, {
    method: 'POST',
    body: new URLSearchParams({ user, pass: `${user}-password` }),
    redirect: 'manual',
  });
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  // RT takes a form only from one of its own pages.
  const headers = { cookie, referer: `${url}/` };
  return {
    choose: async (ticket, field, value) => {
      const page = `${url}/Ticket/Modify.html?id=${ticket}`;
      const form = documentOf(await (await fetch(page, { headers })).text());
      const label = [...form.querySelectorAll('.label')].find((each) => each.textContent?.includes(field));
      const name = label?.closest('.form-row')?.querySelector('select')?.getAttribute('name');
      if (name === undefined || name === null) throw new Error(`${user} sees no ${field} on ${page}`);
      const body = new URLSearchParams({ id: String(ticket), [name]: value, [`${name}-Magic`]: '1' });
      const saved = await fetch(page, { method: 'POST', headers, body });
      return documentOf(await saved.text()).querySelector('.action-results')?.textContent ?? '';
    },
  };
}

function documentOf(html: string): Document {
  return parseHTML(html).document;
}
