/**
 * Makes a new return code (KEY-3). This tab stores the id of the request until its answer arrives:
 * when the answer is lost, the server sends the same code again for the same id, and only for it.
 */
import { ApiProblem, api } from '@holdspace/client';
import { storeReturnCode } from '../lib/storage/circle-storage.ts';
import { tabStorage } from '../lib/storage/storage.ts';

const keyOf = (circle: string) => `press.${circle}`;

/** A request of this tab has no answer yet. */
export const hasPendingRequest = (circle: string): boolean =>
  tabStorage.read(keyOf(circle)) !== null;

/** Stores the code in this tab. Rejects with the failure; without a final answer the id stays. */
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

/** The same request would get the same answer again. */
const isFinalStatus = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** 128 random bits in hex. */
const randomRequestId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
