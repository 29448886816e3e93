/**
 * Reads the text of a kit (KIT-1). It never throws: what is wrong comes as sentences, each with its
 * line and column, and a hostile file costs no more than an ordinary one.
 */
import {
  type Kit,
  type KitFault,
  kit,
  kitVersion,
  maxKitBytes,
  unsafeKitCharacter,
} from '../kit-http.ts';
import { pathText, type SourcePosition, YamlSource } from '../yaml-source.ts';
import { pathFaults } from './kit-sentences.ts';
import { findNodeFaults } from './yaml-nodes.ts';
import { findTokenFault } from './yaml-tokens.ts';

export type ParsedKit = { readonly kit: Kit } | { readonly faults: readonly KitFault[] };

/** So many faults are named at once. */
const maxFaults = 20;

const start: SourcePosition = { line: 1, column: 1 };
const byteOrderMark = '\u{FEFF}';

/** At most 20 faults, in the order of the file. A BOM at the beginning is no part of the text. */
export function parseKit(given: string): ParsedKit {
  const text = given.startsWith(byteOrderMark) ? given.slice(1) : given;
  const bytes = utf8Length(text);
  if (bytes > maxKitBytes) {
    const size = Math.ceil(bytes / 1024);
    return faultAt(start, `A kit has at most ${maxKitBytes / 1024} KB; this one has ${size} KB.`);
  }
  if (text.trim() === '') return faultAt(start, 'This file is empty.');
  const unsafe = unsafeKitCharacter.exec(text);
  if (unsafe) return faultAt(positionIn(text, unsafe.index), unsafeSentence(unsafe[0]));
  const token = findTokenFault(text);
  if (token) return faultAt(positionIn(text, token.offset), token.sentence);
  return parseYaml(text);
}

/** Of a text without anything that a kit may not use. */
function parseYaml(text: string): ParsedKit {
  // Keys that are here twice are looked for below, in one pass.
  const source = new YamlSource(text, { uniqueKeys: false, stringKeys: true, prettyErrors: false });
  const broken = source.syntaxErrors();
  if (broken.length > 0) {
    return { faults: broken.map((each) => fault(each, syntaxSentence(each.message))) };
  }
  const nodes = findNodeFaults(source.root);
  if (nodes.length > 0) {
    const named = nodes.slice(0, maxFaults);
    return {
      faults: named.map(({ offset, sentence }) => fault(source.positionAt(offset), sentence)),
    };
  }
  const value = source.value();
  const version = versionFault(value);
  if (version) return faultAt(source.positionOf(['kit']), version);
  const parsed = kit.safeParse(value);
  if (parsed.success) return { kit: parsed.data };
  const faults = parsed.error.issues
    .flatMap((issue) => pathFaults(issue, value))
    .map(({ path, sentence }) => fault(source.positionOf(path), sentence, pathText(path)));
  faults.sort((a, b) => a.line - b.line || a.column - b.column);
  return { faults: faults.slice(0, maxFaults) };
}

/** A file of something else, or of a version that comes later, gets no list of unknown keys. */
function versionFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'This is not a kit: it needs to be a group of keys that begins with “kit: 1”.';
  }
  if (!Object.hasOwn(value, 'kit')) {
    return 'This is not a kit: the key “kit” is missing. It needs to begin with “kit: 1”.';
  }
  return 'kit' in value && value.kit === kitVersion
    ? null
    : `This kit is of another version; it needs to say “kit: ${kitVersion}”.`;
}

/** Without the advice that the library has for programs. */
const syntaxSentence = (message: string): string =>
  `This is not valid YAML: ${message.split(';')[0]}.`;

function unsafeSentence(character: string): string {
  if (character === '\u{FFFD}' || character === '\0') {
    return 'This file is not plain text in UTF-8. Please save it as UTF-8 and try again.';
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `There is an invisible character here (U+${code}) that a kit cannot have; please delete it.`;
}

/** `at`: the key, for example `phases.opening.minutes`; '' for the file as a whole. */
function fault({ line, column }: SourcePosition, sentence: string, at = ''): KitFault {
  const place = `Line ${line}, column ${column}`;
  // A key of a stranger is not repeated, since it may be anything.
  const key = /^[\w.[\]-]{1,80}$/.test(at) ? ` (${at})` : '';
  return { line, column, message: `${place}${key}: ${sentence}` };
}

const faultAt = (position: SourcePosition, sentence: string): ParsedKit => ({
  faults: [fault(position, sentence)],
});

/** From 1; a line ends as in YAML. */
function positionIn(text: string, offset: number): SourcePosition {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Bytes in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
