/** A kit as the draft of a new circle keeps it. */
import type { KitPreview } from '@holdspace/protocol';

export interface ChosenKit {
  /** The id of one that comes along, or the text of another. */
  readonly kit: string;
  readonly name: string;
}

export const toChosenKit = (kit: string, { name }: KitPreview): ChosenKit => ({
  kit,
  name,
});
