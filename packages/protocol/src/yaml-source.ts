/** A YAML file as data, with the position of each key: rehearsals and kits. */
import {
  type DocumentOptions,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParseOptions,
  parseDocument,
  type SchemaOptions,
} from 'yaml';

/** For example `['play', 3, 'who']`. */
export type YamlPath = readonly (string | number)[];

/** Line and column, from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

export class YamlSource {
  readonly #lines = new LineCounter();
  readonly #document;

  constructor(text: string, options: ParseOptions & DocumentOptions & SchemaOptions = {}) {
    this.#document = parseDocument(text, { ...options, lineCounter: this.#lines });
  }

  /** The root of the parsed document, for checks that need more than its data. */
  get root(): unknown {
    return this.#document.contents;
  }

  /** The syntax errors, 20 at most; empty for valid YAML. */
  syntaxErrors(): readonly (SourcePosition & { readonly message: string })[] {
    return this.#document.errors.slice(0, 20).map(({ message, pos }) => ({
      ...this.positionAt(pos[0]),
      message: message.split(' at line')[0] ?? message,
    }));
  }

  value(): unknown {
    return this.#document.toJS();
  }

  /** The position of a key; of the nearest parent when the key is missing. */
  positionOf(path: YamlPath): SourcePosition {
    let node: unknown = this.#document.contents;
    let offset = offsetOf(node);
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (!pair) break;
        offset = offsetOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node) && typeof key === 'number') {
        node = node.items[key];
        offset = offsetOf(node) ?? offset;
      } else break;
    }
    return this.positionAt(offset ?? 0);
  }

  /** `offset`: in UTF-16 code units. */
  positionAt(offset: number): SourcePosition {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}

const offsetOf = (node: unknown): number | undefined =>
  (node as { readonly range?: readonly number[] | null } | null | undefined)?.range?.[0];

/** For example `play[3].who`. */
export const pathText = (path: YamlPath): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`,
    '',
  );
