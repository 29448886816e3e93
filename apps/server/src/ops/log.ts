/**
 * The log of a server: lines of JSON made of a short list of fields. What is not on the
 * list is dropped, so a word, a name, a link or an address cannot get in by mistake (PRV-5).
 */
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** `operation` names what failed and its object, for instance `deliver outbox of circle`. */
export type ReportError = (error: unknown, operation: string) => void;

/** Fields whose values are made by the server and say nothing about a person. */
const allowedFields = new Set([
  ...['route', 'method', 'status', 'ms', 'reference', 'code', 'count', 'total', 'node', 'signal'],
  ...['version', 'store', 'port', 'part', 'attempt', 'level', 'time', 'err'],
  // Of a refused page: scheme, name and port alone.
  ...['origin', 'wanted'],
]);

/** Messages of errors can quote what people wrote; their name, code and place cannot. */
function serialiseError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...(error.name === 'BrokenChain' ? { message: error.message } : {}),
    at: frames.slice(0, 8).map((line) => line.trim().slice(3)),
  };
}

export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    serializers: { err: serialiseError },
    formatters: {
      log: (fields: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(fields).filter(([key]) => allowedFields.has(key))),
      level: (label: string) => ({ level: label }),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
