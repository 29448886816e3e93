/** The inbox of this person as every page of staff reads it (ALR-6); `InboxProvider` keeps it. */
import type { InboxSnapshot } from '@holdspace/client';
import { createContext, useContext } from 'react';

const InboxContext = createContext<InboxSnapshot>({ status: 'connecting', inbox: null });
export const InboxContextProvider = InboxContext.Provider;
export const useInbox = (): InboxSnapshot => useContext(InboxContext);

/** How many alerts nobody has yet. */
export const useOpenAlertCount = (): number => useInbox().inbox?.counts.open ?? 0;
