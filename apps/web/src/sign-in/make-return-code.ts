/**
 * Makes a new return code (KEY-3). The press has an id that this tab keeps until the answer is
 * here: a code whose answer was lost is given again to the same id, and only to that.
 */
import { ApiProblem, api } from '@holdspace/client';
import { storeReturnCode } from '../lib/storage/circle-storage.ts';
import { tabStorage } from '../lib/storage/storage.ts';

const keyOf = (circle: string) => `press.${circle}`;

/** A press of this tab that has no answer yet. */
export const hasPendingRequest = (circle: string): boolean =>
  tabStorage.read(keyOf(circle)) !== null;

/** The code is kept in this tab for showing. Rejects with the problem; offline, the press stays. */
export async function makeReturnCode(circle: string): Promise<void> {
  const key = keyOf(circle);
  const id = tabStorage.read<string>(key) ?? randomRequestId();
  tabStorage.write(key, id);
  try {
    const { returnCode } = await api().makeReturnCode(circle, id);
    storeReturnCode(circle, returnCode);
  } catch (fault) {
    if (fault instanceof ApiProblem && isFinalStatus(fault.status)) tabStorage.write(key, null);
    throw fault;
  }
  tabStorage.write(key, null);
}

/** Asking once more would bring the same answer. */
const isFinalStatus = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** 128 random bits in hex. */
const randomRequestId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
