/**
 * `holdspace accept-loss`: a ledger whose end is missing goes on from where it ends now, under
 * another log id, so that every returning client gets a notice that words may be missing (P5).
 */

import { recordsHeads } from '../config/records-heads.ts';
import { deriveKeys, existingSecret } from '../config/secrets.ts';
import { openConfiguredStore } from '../configured-store.ts';
import { acceptLedgerLoss } from '../storage/heads/head-checked-store.ts';
import { findLosses, type LedgerLoss } from '../storage/heads/head-losses.ts';
import { HeadNote } from '../storage/heads/head-note.ts';
import { readHeadNote } from '../storage/heads/head-note-file.ts';
import { CliError, requireData, settingsFrom, type Terminal } from './terminal.ts';

/** Needs the data for itself: the server must be stopped. No names: changes nothing. */
export async function acceptLoss(
  terminal: Terminal,
  wanted: readonly string[] | 'all',
): Promise<{ readonly lost: readonly LedgerLoss[]; readonly accepted: readonly LedgerLoss[] }> {
  const settings = settingsFrom(terminal);
  requireData(settings);
  const secret = existingSecret(settings);
  if (secret === null || !recordsHeads(settings)) {
    throw new CliError('No note of heads is kept here, so nothing is known to be lost.', 2);
  }
  const key = deriveKeys(secret).heads;
  const store = await openConfiguredStore(settings);
  try {
    const heads = await readHeadNote(settings.data, key);
    if (!heads) throw new CliError(`There is no note of heads in ${settings.data}.`);
    const lost = await findLosses(store, heads);
    const accepted = lost.filter(({ ledger }) => wanted === 'all' || wanted.includes(ledger));
    const unknown = wanted === 'all' ? [] : wanted.filter((name) => !isLossOf(name, lost));
    if (unknown.length > 0) {
      throw new CliError(`Nothing is known to be lost of ${unknown.join(', ')}.`);
    }
    const note = new HeadNote({ folder: settings.data, key, heads, failed: () => undefined });
    for (const loss of accepted) await acceptLedgerLoss(store, note, loss);
    if (accepted.length > 0) await note.write();
    await note.close();
    return { lost, accepted };
  } finally {
    await store.close();
  }
}

const isLossOf = (name: string, losses: readonly LedgerLoss[]): boolean =>
  losses.some(({ ledger }) => ledger === name);
