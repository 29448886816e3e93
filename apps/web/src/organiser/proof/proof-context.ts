/**
 * Requests of staff that may ask for a fresh proof (STF-4). When the server wants one, the passkey
 * is asked for and the request is sent again; every act of staff goes through `useStaffRequest`.
 */
import { ApiProblem, type StaffApi, staffApi } from '@holdspace/client';
import { createContext, useCallback, useContext } from 'react';
import { type RequestHandle, type RequestResult, useRequest } from '../../lib/api/use-request.ts';

/** Resolves after the proof; rejects with an `ApiProblem` when the person does not give it. */
export type AskForProof = () => Promise<void>;

const ProofContext = createContext<AskForProof | null>(null);
export const ProofContextProvider = ProofContext.Provider;

const wantsProof = (fault: unknown): boolean =>
  fault instanceof ApiProblem && fault.problem.code === 'proof-needed';

/** As `RequestHandle`; what is sent may use all that staff ask. */
export interface StaffRequestHandle extends Omit<RequestHandle, 'run'> {
  readonly run: <T>(act: (api: StaffApi) => Promise<T>) => Promise<RequestResult<T> | null>;
}

export function useStaffRequest(): StaffRequestHandle {
  const request = useRequest();
  const askForProof = useContext(ProofContext);
  const { run: send } = request;
  const run: StaffRequestHandle['run'] = useCallback(
    <T>(act: (api: StaffApi) => Promise<T>) =>
      send(async () => {
        const api = staffApi();
        try {
          return await act(api);
        } catch (fault) {
          if (askForProof === null || !wantsProof(fault)) throw fault;
        }
        await askForProof();
        return act(api);
      }),
    [send, askForProof],
  );
  return { ...request, run };
}
