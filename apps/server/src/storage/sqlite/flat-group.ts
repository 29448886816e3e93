/**
 * A group of appends as one list of strings and numbers, for the way to the store thread and back:
 * cloning nested objects costs more than the rest of the hand-over. Both ends are of one version;
 * nothing in this form is ever stored.
 */
import type { Millis } from '@holdspace/core';
import type { AppendRequest, AppendResult, SaltedWords } from '../port/store.ts';

export type FlatList = readonly (string | number | null)[];

/** An append and the moment at which it was asked for. */
export interface TimedAppend {
  readonly append: AppendRequest;
  readonly now: Millis;
}

export function flattenGroup(group: readonly AppendRequest[], now: Millis): FlatList {
  const flat: (string | number | null)[] = [now, group.length];
  for (const { ledger, log, previous, command, entry, words, ...rest } of group) {
    const { erases, takes, wordsUntil, nextDeadline } = rest;
    flat.push(ledger, log, previous.version, previous.mac, entry.version, entry.mac, entry.body);
    flat.push(wordsUntil, nextDeadline, command?.digest ?? null);
    if (command) flat.push(command.version, command.until);
    flat.push(words.length, erases.length, takes.length);
    for (const { slot, salt, text } of words) flat.push(slot, salt, text);
    for (const slot of erases) flat.push(slot);
    for (const id of takes) flat.push(id);
  }
  return flat;
}

/** The group that `flattenGroup` was given. Throws a TypeError for anything else. */
export function readGroup(flat: FlatList): TimedAppend[] {
  const reader = new FlatReader(flat);
  const now = reader.number();
  return Array.from({ length: reader.number() }, () => ({ append: readAppend(reader), now }));
}

function readAppend(reader: FlatReader): AppendRequest {
  const [ledger, log] = [reader.text(), reader.textOrNull()];
  const previous = { version: reader.number(), mac: reader.text() };
  const entry = { version: reader.number(), mac: reader.text(), body: reader.text() };
  const [wordsUntil, nextDeadline] = [reader.numberOrNull(), reader.numberOrNull()];
  const digest = reader.textOrNull();
  const command =
    digest === null ? null : { digest, version: reader.number(), until: reader.number() };
  const counts = [reader.number(), reader.number(), reader.number()] as const;
  const words = readTimes(counts[0], (): SaltedWords => {
    return { slot: reader.text(), salt: reader.text(), text: reader.text() };
  });
  const erases = readTimes(counts[1], () => reader.text());
  const takes = readTimes(counts[2], () => reader.text());
  return {
    ...{ ledger, log, previous, command, entry, words, erases, takes, wordsUntil, nextDeadline },
  };
}

function readTimes<Each>(count: number, read: () => Each): Each[] {
  const list: Each[] = [];
  for (let i = 0; i < count; i++) list.push(read());
  return list;
}

/** Null stands for an append that was accepted in the log that it named itself. */
export function flattenResults(
  group: readonly TimedAppend[],
  results: readonly AppendResult[],
): FlatList {
  const flat: (string | number | null)[] = [];
  for (const [i, result] of results.entries()) {
    if ('conflict' in result) flat.push(result.conflict.version, result.conflict.mac);
    else flat.push(result.log === group[i]?.append.log ? null : result.log);
  }
  return flat;
}

/** The results that `flattenResults` was given, of the same group. */
export function readResults(group: readonly AppendRequest[], flat: FlatList): AppendResult[] {
  const reader = new FlatReader(flat);
  return group.map(({ log }): AppendResult => {
    const first = reader.next();
    if (typeof first === 'number') return { conflict: { version: first, mac: reader.text() } };
    return { ok: true, log: first ?? log ?? '' };
  });
}

class FlatReader {
  readonly #flat: FlatList;
  #at = 0;

  constructor(flat: FlatList) {
    this.#flat = flat;
  }

  next(): string | number | null {
    const value = this.#flat[this.#at++];
    if (value === undefined) throw new TypeError('The list of a group ends too early.');
    return value;
  }
  text(): string {
    const value = this.next();
    if (typeof value !== 'string') throw new TypeError('The list of a group has no text here.');
    return value;
  }
  number(): number {
    const value = this.next();
    if (typeof value !== 'number') throw new TypeError('The list of a group has no number here.');
    return value;
  }
  textOrNull(): string | null {
    const value = this.next();
    if (typeof value === 'number') throw new TypeError('The list of a group has no text here.');
    return value;
  }
  numberOrNull(): number | null {
    const value = this.next();
    if (typeof value === 'string') throw new TypeError('The list of a group has no number here.');
    return value;
  }
}
