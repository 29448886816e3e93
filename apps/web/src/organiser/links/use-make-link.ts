/** Makes a link of a circle; the handle has the error and the errors of single fields. */
import type { CreatedLink, NewLinkRequest } from '@holdspace/protocol';
import { type RequestHandle, useRequest } from '../../lib/api/use-request.ts';
import type { FieldErrors } from '../page/field-errors.ts';

interface MakeLink {
  readonly request: RequestHandle;
  readonly fieldErrors: FieldErrors;
  /** Null when the link was not made. */
  readonly make: (link: NewLinkRequest) => Promise<CreatedLink | null>;
}

export function useMakeLink(circle: string): MakeLink {
  const request = useRequest();
  return {
    request,
    fieldErrors: request.problem?.fields ?? {},
    make: async (link) => {
      const result = await request.run((api) => api.makeLink(circle, link));
      return result?.ok ? result.value : null;
    },
  };
}
