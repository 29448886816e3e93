/** A kit as the draft of a new circle keeps it. */
import type { KitPreview } from '@holdspace/protocol';

export interface ChosenKit {
  /** The id of one that comes along, or the text of another. */
  readonly kit: string;
  readonly name: string;
  /** Its clauses: while the draft has the same ones, they keep what the kit says of their safety. */
  readonly agreements: readonly string[];
}

export const toChosenKit = (kit: string, { name, agreements }: KitPreview): ChosenKit => ({
  kit,
  name,
  agreements: agreements.map(({ text }) => text),
});
