/**
 * Keeps the inbox of this person current on every page of staff, also after a reconnect and after
 * the phone slept (ALR-6): one connection, a mark in the title, and one polite sentence when
 * something new needs somebody. It makes no sound.
 */
import {
  connectInbox,
  type InboxConnection,
  type InboxSnapshot,
  staffApi,
} from '@holdspace/client';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { onLeaving } from '../../lib/exit-hooks.ts';
import { setTitleMark } from '../../lib/preferences/document-title.ts';
import { InboxContextProvider, useInbox, useOpenAlertCount } from '../page/inbox-context.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { useSpokenInbox } from './use-spoken-inbox.ts';

const unknown: InboxSnapshot = { status: 'connecting', inbox: null };
const nothing = () => () => undefined;

export function InboxProvider({ children }: { readonly children: ReactNode }) {
  const [connection, setConnection] = useState<InboxConnection | null>(null);
  useEffect(() => {
    const opened = connectInbox({ url: '', api: staffApi() });
    setConnection(opened);
    const removeHook = onLeaving(() => opened.close());
    return () => {
      removeHook();
      opened.close();
    };
  }, []);
  const snapshot = useSyncExternalStore(
    connection?.subscribe ?? nothing,
    connection?.getSnapshot ?? (() => unknown),
  );
  return (
    <InboxContextProvider value={snapshot}>
      <InboxSignals />
      {children}
    </InboxContextProvider>
  );
}

/** What is noticed of the inbox wherever the person is. */
function InboxSignals() {
  const { status } = useInbox();
  const open = useOpenAlertCount();
  const { recheck } = useStaffSession();
  // A number names nobody (EXIT-5). No page of a circle is open beside this one.
  useEffect(() => {
    setTitleMark(open > 0 ? `${open} · ` : '');
    return () => setTitleMark('');
  }, [open]);
  useSpokenInbox();
  useEffect(() => {
    if (status === 'signed-out') recheck();
  }, [status, recheck]);
  return null;
}
