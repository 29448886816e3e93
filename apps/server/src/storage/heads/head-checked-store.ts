/**
 * A store that is opened against its note of heads (LED-19). With SQLite a ledger that lost
 * its end is set aside: nothing is read from it or written to it until a person brings the
 * backup back or accepts the loss; the others are served. Redis goes on after a failover by
 * design (LED-18): there the ledger gets another log id, so that clients get a notice.
 */
import { appendSound } from '../port/append-group.ts';
import { emptyHead, type Head, type LedgerId, type Store, StoreFault } from '../port/store.ts';
import { describeLoss, findLosses, type LedgerLoss } from './head-losses.ts';
import { HeadNote } from './head-note.ts';
import { headNotePath, readHeadNote } from './head-note-file.ts';

/** The end of this ledger is missing, and no operator has accepted the loss. */
export class LedgerSetAside extends StoreFault {
  override name = 'LedgerSetAside';
  readonly ledger: LedgerId;
  constructor(loss: LedgerLoss) {
    super(
      `${describeLoss(loss)} It was cut off or exchanged while the server did not run. Bring the ` +
        'backup back, or accept the loss: npx holdspace accept-loss ' +
        `${loss.ledger}`,
    );
    this.ledger = loss.ledger;
  }
}

/**
 * Compares the store with its note and returns a store that keeps the note up to date; closing
 * it closes `store`. `warn` receives sentences for the operator. Throws a StoreFault when a
 * shared store is empty although the note is not.
 */
export async function withHeadNote(
  store: Store,
  folder: string,
  key: Buffer,
  warn: (sentence: string) => void,
): Promise<Store> {
  const known = await readHeadNote(folder, key);
  const ledgers = await store.ledgers();
  if (!known && ledgers.length > 0) {
    warn(
      `The note of heads is missing: ${headNotePath(folder)}. It is made now from what is there. After ` +
        'an update from a version without it that is as it should be; otherwise nobody can say ' +
        'whether the end of a ledger is missing.',
    );
  }
  const heads = await store.heads([...new Set([...ledgers, ...(known?.keys() ?? [])])]);
  const losses = known ? await findLosses(store, known, heads) : [];
  if (store.shared && losses.some(({ ledger, now }) => ledger === 'house' && now.version === 0)) {
    throw new StoreFault(
      `This Redis has nothing of what ${headNotePath(folder)} tells of. Set HOLDSPACE_STORE to the ` +
        'right one, import a backup, or delete that file to begin anew.',
    );
  }
  const failed = (cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    warn(
      `The note of heads cannot be written (${why}): ${headNotePath(folder)}. It is tried again.`,
    );
  };
  const note = new HeadNote({ folder, key, heads: known ?? new Map(), failed });
  const aside = new Map<LedgerId, LedgerLoss>();
  for (const loss of losses) {
    warn(store.shared ? describeLoss(loss) : new LedgerSetAside(loss).message);
    if (store.shared) await acceptLedgerLoss(store, note, loss);
    else aside.set(loss.ledger, loss);
  }
  for (const [ledger, head] of heads) if (!aside.has(ledger)) note.advance(ledger, head);
  if (!known || note.isDirty) await note.write().catch(failed);
  return headCheckedStore(store, note, aside);
}

/** Gives the ledger another log id where it still ends so, and notes that it does. */
export async function acceptLedgerLoss(
  store: Store,
  note: HeadNote,
  { ledger }: LedgerLoss,
): Promise<void> {
  const end = (await store.heads([ledger])).get(ledger);
  if (end && end.version > 0) await store.renewLog(ledger, end);
  note.setHead(ledger, end ?? emptyHead);
}

function headCheckedStore(
  store: Store,
  note: HeadNote,
  aside: ReadonlyMap<LedgerId, LedgerLoss>,
): Store {
  const faultOf = ({ ledger }: { readonly ledger: LedgerId }): LedgerSetAside | null => {
    const loss = aside.get(ledger);
    return loss ? new LedgerSetAside(loss) : null;
  };
  const open = (ledger: LedgerId): void => {
    const fault = faultOf({ ledger });
    if (fault) throw fault;
  };
  const noteReading = (ledger: LedgerId, head: Head): void => {
    const noted = note.heads.get(ledger)?.version ?? 0;
    if (store.shared && head.version < noted) note.setHead(ledger, head);
    else note.advance(ledger, head);
  };
  const appendAll: Store['appendAll'] = store.appendAll?.bind(store);
  return {
    name: store.name,
    shared: store.shared,
    now: () => store.now(),
    async append(append) {
      open(append.ledger);
      const answer = await store.append(append);
      if ('ok' in answer) note.advance(append.ledger, append.entry);
      return answer;
    },
    ...(appendAll && {
      async appendAll(group) {
        const outcomes = await appendSound(group, faultOf, appendAll);
        for (const [i, { ledger, entry }] of group.entries()) {
          const outcome = outcomes[i];
          if (outcome && 'ok' in outcome) note.advance(ledger, entry);
        }
        return outcomes;
      },
    }),
    async read(ledger, after, upTo) {
      open(ledger);
      const reading = await store.read(ledger, after, upTo);
      noteReading(ledger, reading.head);
      return reading;
    },
    async open(ledger) {
      open(ledger);
      const opening = await store.open(ledger);
      noteReading(ledger, opening.head);
      return opening;
    },
    async commands(ledger, upTo) {
      open(ledger);
      return store.commands(ledger, upTo);
    },
    saveSnapshot: (ledger, snapshot, slots) => store.saveSnapshot(ledger, snapshot, slots),
    saveSummaries: (group) => store.saveSummaries(group),
    // Of a ledger that is set aside nothing is listed.
    summaries: (ledgers) => store.summaries(ledgers.filter((each) => !aside.has(each))),
    wordsOf: (ledger, slots) => store.wordsOf(ledger, slots),
    async deadlines(until, limit) {
      const due = await store.deadlines(until, limit + aside.size);
      return due.filter(({ ledger }) => !aside.has(ledger)).slice(0, limit);
    },
    setDeadline: (ledger, end, at) => store.setDeadline(ledger, end, at),
    heads: (ledgers) => store.heads(ledgers),
    async renewLog(ledger, end) {
      await store.renewLog(ledger, end);
      note.setHead(ledger, end);
    },
    async setAside(ledger, text) {
      open(ledger);
      await store.setAside(ledger, text);
    },
    async aside(ledger) {
      open(ledger);
      return store.aside(ledger);
    },
    async replaceEntries(ledger, end, entries) {
      open(ledger);
      // A kill in between must not leave a note that accuses a ledger which is sound.
      note.setHead(ledger, emptyHead);
      await note.write();
      await store.replaceEntries(ledger, end, entries);
      const [head] = (await store.heads([ledger])).values();
      if (head) note.setHead(ledger, head);
    },
    ledgers: () => store.ledgers(),
    sweep: () => store.sweep(),
    check: () => store.check(),
    async close() {
      await note.close();
      await store.close();
    },
  };
}
