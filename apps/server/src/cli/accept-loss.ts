/**
 * `holdspace accept-loss`: a ledger whose end is missing goes on from where it ends now, under
 * another log id, so that everybody who comes back is told that words may be missing (P5).
 */
import { type Loss, lossesOf } from '../heads/compare.ts';
import { HeadsNote } from '../heads/note.ts';
import { readNote } from '../heads/note-file.ts';
import { goOnWithout, keepsNote } from '../heads/noted-store.ts';
import { deriveKeys, existingSecret } from '../secrets.ts';
import { openStoreOf } from '../server.ts';
import { Failure, settingsFrom, type Terminal, thereIsOne } from './terminal.ts';

/** Needs the data for itself: the server must be stopped. No names: changes nothing. */
export async function acceptLoss(
  terminal: Terminal,
  wanted: readonly string[] | 'all',
): Promise<{ readonly lost: readonly Loss[]; readonly accepted: readonly Loss[] }> {
  const settings = settingsFrom(terminal);
  thereIsOne(settings);
  const secret = existingSecret(settings);
  if (secret === null || !keepsNote(settings)) {
    throw new Failure('No note of heads is kept here, so nothing is known to be lost.', 2);
  }
  const key = deriveKeys(secret).heads;
  const store = await openStoreOf(settings);
  try {
    const heads = await readNote(settings.data, key);
    if (!heads) throw new Failure(`There is no note of heads in ${settings.data}.`);
    const lost = await lossesOf(store, heads);
    const accepted = lost.filter(({ ledger }) => wanted === 'all' || wanted.includes(ledger));
    const unknown = wanted === 'all' ? [] : wanted.filter((name) => !isAmong(name, lost));
    if (unknown.length > 0) {
      throw new Failure(`Nothing is known to be lost of ${unknown.join(', ')}.`);
    }
    const note = new HeadsNote({ folder: settings.data, key, heads, failed: () => undefined });
    for (const loss of accepted) await goOnWithout(store, note, loss);
    if (accepted.length > 0) await note.write();
    await note.close();
    return { lost, accepted };
  } finally {
    await store.close();
  }
}

const isAmong = (name: string, losses: readonly Loss[]): boolean =>
  losses.some(({ ledger }) => ledger === name);
