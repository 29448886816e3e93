/**
 * What a person pasted or typed into the link field (CON-1): a link in any state, the
 * address of a circle, or the six words of a return code.
 */
import { circleAddressIn, isCutLink, linkTokenIn } from '@holdspace/protocol/link-token';

export type PastedInput =
  | { readonly is: 'link'; readonly token: string }
  | { readonly is: 'circle'; readonly circle: string }
  | { readonly is: 'code'; readonly code: string }
  /** `cut`: a part of the link is missing. */
  | { readonly is: 'empty' | 'cut' | 'nothing' };

/** The list of words is loaded when the text may be a code; without a connection it is none. */
export async function parsePasted(text: string): Promise<PastedInput> {
  if (text.trim() === '') return { is: 'empty' };
  const token = linkTokenIn(text);
  if (token) return { is: 'link', token };
  const circle = circleAddressIn(text);
  if (circle) return { is: 'circle', circle };
  const code = await returnCodeIn(text);
  if (code) return { is: 'code', code };
  return { is: isCutLink(text) ? 'cut' : 'nothing' };
}

async function returnCodeIn(text: string): Promise<string | null> {
  try {
    const { parseReturnCode: readCode } = await import('@holdspace/protocol/codes');
    return readCode(text)[0]?.code ?? null;
  } catch {
    return null;
  }
}
