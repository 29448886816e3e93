/**
 * What the YAML of a kit may not use, found in its tokens before anything is composed of them: what
 * copies parts of a file, gives them types, or nests without an end. A small file could otherwise
 * grow without a bound or exhaust the stack.
 */
import { CST, Lexer } from 'yaml';

/** A fault of the YAML, at an offset in UTF-16 code units. */
export interface TokenFault {
  readonly offset: number;
  readonly sentence: string;
}

/** A kit needs four levels. */
export const maxYamlDepth = 8;

/** A long kit has about 2,000: a key, a mark, a space, a text and a line end for each line. */
const maxTokens = 10_000;

/** Tokens that carry no text of the file. */
const marks: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];

const forbidden: Readonly<Record<string, string>> = {
  alias: 'A kit cannot repeat a part by its name (*); please write the text again.',
  anchor: 'A kit cannot give a part a name (&); please leave it out.',
  tag: 'A kit cannot give a text a type (!); please leave it out.',
  'directive-line': 'A kit has no directives (%); please leave this line out.',
};

const opening: readonly string[] = ['flow-map-start', 'flow-seq-start'];
const closing: readonly string[] = ['flow-map-end', 'flow-seq-end'];
/** Several of them on one line nest as deep. */
const inline: readonly string[] = ['seq-item-ind', 'explicit-key-ind'];

/** The first part that a kit may not use; null when there is none. */
export function findTokenFault(text: string): TokenFault | null {
  let offset = 0;
  let isContent = false;
  let flows = 0;
  let onLine = 0;
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    if (marks.includes(token)) {
      isContent = token === CST.SCALAR;
      continue;
    }
    if (++tokens > maxTokens) return { offset, sentence: tooMany };
    const type = isContent ? 'scalar' : (CST.tokenType(token) ?? 'scalar');
    isContent = false;
    const sentence = forbidden[type];
    if (sentence !== undefined) return { offset, sentence };
    if (opening.includes(type)) flows++;
    else if (closing.includes(type)) flows--;
    else if (inline.includes(type)) onLine++;
    else if (type === 'newline') onLine = 0;
    if (flows + onLine > maxYamlDepth) return { offset, sentence: tooDeep };
    offset += token.length;
  }
  return null;
}

export const tooMany = 'There are too many parts in this file for a kit.';
export const tooDeep = `This is nested too deep: a kit has at most ${maxYamlDepth} levels.`;
