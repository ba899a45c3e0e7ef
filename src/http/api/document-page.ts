/** What the page shows of an OpenAPI document. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ShownOperation>>>>;
}

interface ShownOperation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
  }[];
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
}

/** The document of the API as one page without scripts. */
export function documentPage({ info, paths }: OpenApi): string {
  const sections = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => operationHtml(method, path, operation)),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)}</title>
<link rel="stylesheet" href="/api/v1/document.css">
</head>
<body>
<main>
<h1>${escaped(info.title)}</h1>
<p>${escaped(info.description ?? '')}</p>
<p><a href="/api/v1/openapi.json">The same as an OpenAPI 3.1 document</a>, with the form of every answer.</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function operationHtml(
  method: string,
  path: string,
  { summary = '', description, parameters = [], responses = {} }: ShownOperation,
): string {
  const told = description === undefined ? '' : `<p>${escaped(description)}</p>`;
  const rows = parameters.map(
    ({ name, in: where, description: what = '' }) => `${name} (${where})${what === '' ? '' : `: ${what}`}`,
  );
  const answers = Object.entries(responses).map(
    ([status, { description: what = '' }]) => `${status}: ${what}`,
  );
  return `<section>
<h2><code>${escaped(method.toUpperCase())} ${escaped(path)}</code></h2>
<p>${escaped(summary)}</p>
${told}${listHtml('Parameters', rows)}${listHtml('Answers', answers)}</section>`;
}

function listHtml(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return '';
  return `<h3>${title}</h3>\n<ul>${rows.map((row) => `<li>${escaped(row)}</li>`).join('')}</ul>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export const documentStyle = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
section { border-top: 1px solid GrayText; margin-top: 1.5rem; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0.5rem 0 0; }
ul { margin: 0; padding-left: 1.25rem; }
`;
