const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export type Attributes = Readonly<Record<string, string>>;

/** An element with text, or an empty one; the namespace prefix is part of the name. */
export function element(name: string, text: string, attributes: Attributes = {}): string {
  const head = `${name}${attributeText(attributes)}`;
  return text === '' ? `<${head}/>` : `<${head}>${escapeXml(text)}</${name}>`;
}

/** An element around lines that are XML already, which it indents by two spaces. */
export function enclose(name: string, attributes: Attributes, lines: readonly string[]): readonly string[] {
  const indented = lines.map((line) => `  ${line}`);
  return [`<${name}${attributeText(attributes)}>`, ...indented, `</${name}>`];
}

export function documentText(lines: readonly string[]): string {
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...lines].join('\n')}\n`;
}

function attributeText(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

/** Line breaks and tabs become references, because a reader turns them into spaces inside an attribute. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => REFERENCES[character] ?? character)
    .replace(/[\t\n\r]/g, (character) => `&#${character.codePointAt(0)};`);
}
