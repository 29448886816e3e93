/**
 * An organisation's own sheet of support, from a file: the services that people can reach, in its
 * country and its words. It reports all faults at once. The default is in http/default-texts.ts.
 */
import type { CircleCardBody } from '@holdspace/protocol';
import { z } from 'zod';

export type Support = CircleCardBody['support'];

const textSchema = (most: number) =>
  z
    .string({ error: 'needs to be a text' })
    .trim()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`);

const supportSchema = z
  .array(
    z.strictObject(
      {
        name: textSchema(80),
        detail: textSchema(500),
        contact: textSchema(200)
          .regex(/^(tel:\+?[\d ().-]+|mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/, {
            error: 'needs to begin with tel:, mailto: or https://',
          })
          .optional(),
      },
      {
        error: ({ code }) =>
          code === 'unrecognized_keys' ? undefined : 'needs a name and a detail',
      },
    ),
    { error: 'needs to be a list' },
  )
  .min(1, 'needs at least one entry')
  .max(20, 'has more than 20 entries');

/** What lies in the file; or every fault in it, each with the place. */
export function parseSupport(
  content: string,
): { readonly support: Support } | { readonly faults: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { faults: ['what it holds is not JSON'] };
  }
  const parsed = supportSchema.safeParse(value);
  if (parsed.success) return { support: parsed.data as Support };
  return {
    faults: parsed.error.issues.map((issue) => {
      const [at, ...inside] = issue.path;
      const place = at === undefined ? 'what it holds' : `entry ${Number(at) + 1}`;
      const what =
        issue.code === 'unrecognized_keys'
          ? `has ${issue.keys.join(', ')}, which nobody reads`
          : issue.message;
      return [place, ...inside.map((key) => `${String(key)}`), what].join(' ');
    }),
  };
}
