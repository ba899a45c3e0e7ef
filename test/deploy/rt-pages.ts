// Request Tracker as people use it: by its pages, with a cookie.
import { parseHTML } from 'linkedom';

/** Somebody who has logged in. */
export interface Visitor {
  /** Chooses a value of a field of a ticket and saves; answers what the page says then. */
  readonly choose: (ticket: number, field: string, value: string) => Promise<string>;
  /** Makes a ticket with these fields; answers what the page says then. */
  readonly make: (fields: Readonly<Record<string, string>>) => Promise<string>;
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
  const page = async (path: string) => documentOf(await (await fetch(`${url}${path}`, { headers })).text());
  const send = async (path: string, body: Readonly<Record<string, string>>) => {
    const saved = await fetch(`${url}${path}`, { method: 'POST', headers, body: new URLSearchParams(body) });
    const answer = documentOf(await saved.text());
    return (answer.querySelector('.action-results') ?? answer.querySelector('#body'))?.textContent ?? '';
  };
  return {
    choose: async (ticket, field, value) => {
      const path = `/Ticket/Modify.html?id=${ticket}`;
      const name = inputOf(await page(path), field);
      return send(path, { id: String(ticket), [name]: value, [`${name}-Magic`]: '1' });
    },
    make: async (fields) => {
      const form = await page('/Ticket/Create.html?Queue=sw-rel');
      const named = Object.entries(fields).map(([field, value]) => [inputOf(form, field), value]);
      const rest = { id: 'new', Queue: 'sw-rel', Subject: 'a release', SubmitTicket: 'Create' };
      return send('/Ticket/Create.html', { ...untouched(form), ...rest, ...Object.fromEntries(named) });
    },
  };
}

/** What a browser sends for custom fields that nobody touches. */
function untouched(form: Document): Readonly<Record<string, string>> {
  const inputs = [...form.querySelectorAll('[name^="Object-RT::Ticket--"]:not([type=file])')];
  const presentOf = (input: Element) =>
    (input.querySelector('[selected]') ?? input).getAttribute('value') ?? '';
  return Object.fromEntries(inputs.map((input) => [input.getAttribute('name') ?? '', presentOf(input)]));
}

/** The name of the input of a custom field. */
function inputOf(form: Document, field: string): string {
  const label = [...form.querySelectorAll('.label')].find((each) => each.textContent?.includes(field));
  const name = label
    ?.closest('.form-row')
    ?.querySelector('select, input:not([type=hidden])')
    ?.getAttribute('name');
  if (name === undefined || name === null) throw new Error(`there is no ${field} on the page`);
  return name;
}

function documentOf(html: string): Document {
  return parseHTML(html).document;
}
