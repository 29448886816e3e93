/** What can be opened over the circle by anybody, for themselves; each is loaded when asked for. */
import type { MessageId, PersonId, Receipt } from '@holdspace/protocol';

export type PersonalSheetTarget =
  | {
      readonly what: 'report';
      readonly target: { readonly message: MessageId } | { readonly who: PersonId };
      /** Whom it is about. */
      readonly about: PersonId;
    }
  | { readonly what: 'appeal'; readonly receipt: Receipt }
  | { readonly what: 'hidden' }
  | { readonly what: 'words' }
  | { readonly what: 'devices' }
  | { readonly what: 'settings' };
