import { CST, Lexer } from 'yaml';
import type { Finding } from '../domain/finding.ts';
import { type Complaint, findingAt, type SourceText } from './source-text.ts';

const noReferences = 'write every value where it belongs';

const banned: Readonly<Partial<Record<CST.TokenType, Complaint>>> = {
  alias: { rule: 'yaml-alias', message: 'aliases (*name) are not allowed', hint: noReferences },
  anchor: { rule: 'yaml-anchor', message: 'anchors (&name) are not allowed', hint: noReferences },
  tag: {
    rule: 'yaml-tag',
    message: 'tags (!name) are not allowed',
    hint: 'quote the value if it begins with !',
  },
  'directive-line': {
    rule: 'yaml-directive',
    message: 'directives (%…) are not allowed',
    hint: 'remove the line',
  },
};

const nodeStarts: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'scalar']);
const flowSteps: Readonly<Record<string, number>> = {
  'flow-seq-start': 1,
  'flow-map-start': 1,
  'flow-seq-end': -1,
  'flow-map-end': -1,
};

// Well above what the reader allows: this only keeps the recursive parser from being driven to its end.
const deepest = 40;

/** What is refused before parsing: everything by which a small text stands for a large or an ambiguous value. */
export function checkStructure(source: SourceText): readonly Finding[] {
  const findings: Finding[] = [];
  const columns: number[] = [];
  let flow = 0;
  for (const { type, offset } of tokensOf(source.text)) {
    const complaint = banned[type];
    if (complaint !== undefined) findings.push(findingAt(source, offset, complaint));
    flow = Math.max(0, flow + (flowSteps[type] ?? 0));
    if (nodeStarts.has(type) && flow === 0) enterColumn(columns, columnOf(source.text, offset));
    if (columns.length + flow > deepest) {
      return [
        ...findings,
        findingAt(source, offset, { rule: 'too-deep', message: 'the file is nested too deeply' }),
      ];
    }
  }
  return findings;
}

interface Token {
  readonly type: CST.TokenType;
  readonly offset: number;
}

// The lexer announces a plain or block scalar by a marker of no length and gives its text as the next token.
function* tokensOf(text: string): Generator<Token> {
  let offset = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    if (inScalar) {
      yield { type: 'scalar', offset };
    } else if (type !== null) {
      yield { type: isQuoted(type) ? 'scalar' : type, offset };
    }
    if (inScalar || !isMarker(lexeme)) offset += lexeme.length;
    inScalar = !inScalar && lexeme === CST.SCALAR;
  }
}

function isQuoted(type: CST.TokenType): boolean {
  return type === 'single-quoted-scalar' || type === 'double-quoted-scalar';
}

function isMarker(lexeme: string): boolean {
  return lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function enterColumn(columns: number[], column: number): void {
  while ((columns.at(-1) ?? -1) >= column) columns.pop();
  columns.push(column);
}
