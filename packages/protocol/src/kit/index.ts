/** The text of a kit: reading it with the place of every fault, and writing it (KIT-1). */
export { formatKit } from './format-kit.ts';
export { type ParsedKit, parseKit } from './parse-kit.ts';
