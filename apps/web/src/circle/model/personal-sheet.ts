/** The sheets that every person can open over the circle; each is loaded on request. */
import type { MessageId, PersonId, Receipt } from '@holdspace/protocol';

export type PersonalSheetTarget =
  | {
      readonly what: 'report';
      readonly target: { readonly message: MessageId } | { readonly who: PersonId };
      /** The person that the sheet is about. */
      readonly about: PersonId;
    }
  | { readonly what: 'appeal'; readonly receipt: Receipt }
  | { readonly what: 'hidden' }
  | { readonly what: 'words' }
  | { readonly what: 'devices' }
  | { readonly what: 'settings' };
