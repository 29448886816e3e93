/** Sentences for the fields of a request that do not fit the schema of their route. */

/** One fault of a request, as the schema compiler reports it. */
export interface ValidationIssue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Pairs of a field and its sentence. A sentence never repeats the value that was sent. */
export function issueSentences(issue: ValidationIssue): readonly (readonly [string, string])[] {
  const field = issue.instancePath.slice(1).replaceAll('/', '.') || 'body';
  const { minimum, maximum, keys, values, origin, expected, received, input } = issue.params;
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
  if (issue.keyword !== 'unrecognized_keys' && hasOwnSentence(issue)) {
    // A sentence about an entry of a list says what every entry is.
    return [[field.replace(/\.\d+$/, ''), issue.message ?? '']];
  }
  switch (issue.keyword) {
    case 'unrecognized_keys':
      return (keys as readonly string[]).map((key) => [
        [field === 'body' ? '' : `${field}.`, key.slice(0, 60)].join(''),
        'There is no such field.',
      ]);
    case 'invalid_type':
      // Of the address of a request, where every value is a text.
      if (expected === 'int' || received === 'NaN') return [[field, 'Needs to be a whole number.']];
      return [
        [
          field,
          input === undefined ? `This is required (${expected}).` : `Needs to be ${expected}.`,
        ],
      ];
    case 'too_small':
      return [[field, minimum === 1 && unit ? 'This is required.' : `At least ${minimum}${unit}.`]];
    case 'too_big':
      return [[field, `At most ${maximum}${unit}.`]];
    case 'invalid_value':
      return [[field, `One of: ${(values as readonly unknown[]).join(', ')}.`]];
    case 'invalid_format':
      return [[field, formatSentence(String(issue.params.format), issue.message)]];
    default:
      return [[field, 'This isn’t right.']];
  }
}

/** Those of a schema end with a full stop, those of the library never do. */
const hasOwnSentence = ({ message }: ValidationIssue): boolean => message?.endsWith('.') === true;

function formatSentence(format: string, message: string | undefined): string {
  if (format === 'datetime') return 'Needs a date, a time and a zone: 2026-03-01T19:00:00Z.';
  return message && !message.startsWith('Invalid')
    ? `${message[0]?.toUpperCase()}${message.slice(1)}.`
    : 'This isn’t written in the right way.';
}
