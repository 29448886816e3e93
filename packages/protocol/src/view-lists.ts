/**
 * Lists of fields of a view that the client library uses, taken from core. The build of the
 * screens treats them as it treats command-lists.ts. Export nothing but JSON values here.
 */
import { listsWithoutHidden as lists } from '@holdspace/core/public-state';

/** The lists of people from which those are left out whom the viewer hides (VOI-9). */
export const listsWithoutHidden: typeof lists = lists;
