/**
 * What travels over the socket, both ways. Clients never see ledger events, versions or
 * hashes: those tell a pass from a turn set aside, and their gaps count what is private.
 * docs/protocol.md says what is promised and what is not.
 */
import type {
  AlertKind,
  ClientCommandName,
  DeskListName,
  FloorCommandName,
  Intention,
  Message,
  MessageId,
  PeoplePage,
  PersonId,
  PresenceChange,
  PrivateChange,
  PublicChange,
  Receipt,
  RefusalCode,
  Report,
  Thread,
  TurnCommandName,
  View,
  WhenLate,
  WireCommand,
} from '@holdspace/core';
import {
  askedLateCommandNames,
  floorCommandNames,
  keptCommandNames,
  sentLateCommandNames,
  turnCommandNames,
} from './command-lists.ts';

/** Raised when a client of the older number could misread what it gets. */
export const protocolVersion = 1;
export const socketPath = '/socket.io';
/** The Socket.IO namespace of the inbox of staff; connections of circles have the usual one. */
export const inboxNamespace = '/inbox';
/** So many alerts of an inbox are sent live; `GET /api/inbox` has all of them. */
export const maxLiveAlerts = 100;
/** Of every answer over HTTP below `/api`: the server's time, in epoch ms (CON-2). */
export const serverTimeHeader = 'holdspace-now';
/** The largest packet a client may send, in bytes. */
export const maxPacketBytes = 16 * 1024;

/** Sent with the handshake (Socket.IO `auth`). Who this is comes from the cookie alone. */
export interface Hello {
  readonly protocol: number;
  readonly circle: string;
  /** Random, made when the page is opened and kept through reconnects (RND-16). */
  readonly device: string;
  /** What this client has already: log and number of the last public change. */
  readonly log?: string;
  readonly at?: number;
  /** This client reads changes of lists item by item (`deskChange`, `own`). */
  readonly byItem?: boolean;
  /**
   * This client reads differences of `here`, `can`, `care`, `waiting` and `removed`, and the people
   * of a large circle in pages.
   */
  readonly differences?: boolean;
  /**
   * Whose words this client holds: the person it was before. A sign-in of another person is
   * refused as `other-person`, so that nothing goes out under another name (TXT-5).
   */
  readonly member?: PersonId;
  /** The page is not in front: another tab or another program is (TRN-8). */
  readonly hidden?: boolean;
}

/** What a person wrote and received, as `export-mine` returns it (PRV-4). Times are epoch ms. */
export interface OwnExport {
  readonly name: string;
  /** Of every meeting whose words have not gone, oldest first. */
  readonly messages: readonly {
    readonly at: number;
    readonly text: string;
    /** A content note. */
    readonly note?: string;
  }[];
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  readonly receipts: readonly Receipt[];
  /** What a facilitator wrote to the others. */
  readonly backChannel: readonly { readonly at: number; readonly text: string }[];
  /** What one of the staff wrote when a hard meeting was talked over (CVR-5); an old server says nothing. */
  readonly debriefs?: readonly { readonly at: number; readonly text: string }[];
  readonly intention: Intention | null;
  /** What they agreed to last, and when; `at` is null where it was not recorded (AGR-1). */
  readonly agreed: {
    readonly version: number;
    readonly at: number | null;
    readonly clauses: readonly string[];
  } | null;
  /** What they proposed for the agreements (AGR-3); an old server says nothing of it. */
  readonly proposals?: readonly {
    readonly at: number;
    readonly text: string;
    readonly why: string;
  }[];
}

export type CommandAnswer =
  /** `mine` answers `export-mine` and nothing else. */
  | { readonly ok: true; readonly mine?: OwnExport }
  | { readonly refused: RefusalCode }
  /** The packet itself was wrong; names what, and what would be right. */
  | { readonly invalid: string }
  /** Not known whether it took effect: ask again with the same id. */
  | { readonly unknown: true };

/** The whole view. Sent on entering, and when the history that the viewer may see starts again. */
export interface Snapshot {
  readonly log: string;
  readonly at: number;
  readonly view: View;
  /** There are earlier messages than `view.timeline` begins with. */
  readonly more: boolean;
}

/** Public changes; the last has number `at`, the first has `at - list.length + 1`. */
export interface PublicChangesPacket {
  readonly at: number;
  readonly list: readonly PublicChange[];
}

export interface EarlierPage {
  readonly messages: readonly Message[];
  readonly more: boolean;
}

/** An alert as its inbox shows it; the same as an item of `GET /api/inbox`. */
export interface InboxAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly circle: string | null;
  readonly at: number;
  readonly since: number;
  readonly state: 'open' | 'taken';
  readonly by?: string | undefined;
  readonly byName?: string | undefined;
  readonly thread?: string | undefined;
  readonly meeting?: string | undefined;
  /** Of a meeting that nobody carries: when it begins. */
  readonly start?: number | undefined;
  readonly report?: string | undefined;
  readonly channel?: string | undefined;
  readonly yours: boolean;
}

/** The whole inbox, as far as it is live, each time that it changes. */
export interface InboxPacket {
  /** The first `maxLiveAlerts`, the most harmful first. */
  readonly alerts: readonly InboxAlert[];
  /** Of all of them. */
  readonly counts: { readonly open: number; readonly taken: number };
}

/** What is sent in the namespace of the inbox (ALR-6). A client sends nothing there. */
export interface InboxServerToClient {
  inbox: (inbox: InboxPacket) => void;
  draining: ServerToClient['draining'];
  holding: ServerToClient['holding'];
}

export interface ServerToClient {
  snapshot: (snapshot: Snapshot) => void;
  changes: (changes: PublicChangesPacket) => void;
  private: (change: PrivateChange) => void;
  /** Behind a snapshot: more of its people, to clients that read differences. */
  people: (page: PeoplePage) => void;
  /**
   * Who of the people in the meeting is connected: all of them, or to clients that read differences
   * who came and went since.
   */
  here: (people: readonly PersonId[] | PresenceChange) => void;
  /** This server stops: stay for so many milliseconds, then come back, to it or another one. */
  draining: (wait: number) => void;
  /** Whether the server has lost its store: what is asked meanwhile is unknown, and kept. */
  holding: (holding: boolean) => void;
}

export interface ClientToServer {
  /** The command with its id, see commands.ts. Acknowledged after it is durable. */
  command: (command: unknown, answer: (answer: CommandAnswer) => void) => void;
  /**
   * Answered when everything that was durable at the request has been sent on this socket, with the
   * server's time in epoch ms (CON-2).
   */
  sync: (answer: (now?: number) => void) => void;
  /** A page of messages before that one, never from before the viewer was let in. */
  earlier: (before: MessageId, answer: (page: EarlierPage) => void) => void;
  /** The page is hidden, or shown again. Volatile, without an answer; it is sent to no one (TRN-8). */
  page: (hidden: boolean) => void;
  /** Older items of one list of the desk: sent as a private change, then answered. */
  'desk-earlier': (list: DeskListName, answer: (page: { readonly more: boolean }) => void) => void;
}

/** To what was asked over plain HTTPS; no `answer` where the stream alone has something to say. */
export interface StreamAnswer {
  readonly answer?: unknown;
}

/** The packets of an event stream in addition to `ServerToClient` (CON-4). */
export interface StreamEvents {
  /** The first event: the name of this stream and whose it is, for whatever is asked from now on. */
  open: { readonly stream: string; readonly member: PersonId };
  /** All that follows from what had this number was sent; with its answer, where no POST gave it. */
  passed: readonly [n: number, answer?: unknown];
  /** The client answers with the request `alive`; the server's time. */
  ping: number;
}

/**
 * `connect_error` messages. `signed-out`: the session of this browser has ended (KEY-2).
 * `other-person`: it is signed in as another person than the `member` of the hello (TXT-5).
 */
export const connectErrors = [
  'not-here',
  'signed-out',
  'other-person',
  'protocol',
  'too-many',
  'draining',
] as const;
export type ConnectError = (typeof connectErrors)[number];

/** Whether a facilitator's command carries what was seen of the floor, as `seen` (RND-18). */
export const isWireFloorCommand = (
  command: WireCommand,
): command is Extract<WireCommand, { do: FloorCommandName }> =>
  isOneOf(floorCommandNames, command.do);

/** Whether a command carries the turn that its person saw (TXT-5). */
export const isWireTurnCommand = (
  command: WireCommand,
): command is Extract<WireCommand, { do: TurnCommandName }> =>
  isOneOf(turnCommandNames, command.do);

/**
 * Whether a client keeps a command that is `too-soon`, shows that, and asks again until it is
 * taken: words for the desk are never lost (DSK-5, DSK-9).
 */
export const isDeskTextCommand = (command: WireCommand): boolean =>
  isOneOf(keptCommandNames, command.do);

/** What a client does with a command that could not be sent for two minutes (TXT-5). */
export const whenLate = (command: WireCommand): WhenLate => {
  if (isOneOf(askedLateCommandNames, command.do)) return 'ask';
  return isOneOf(sentLateCommandNames, command.do) ? 'send' : 'drop';
};

const isOneOf = (names: readonly ClientCommandName[], name: ClientCommandName): boolean =>
  names.includes(name);
