/** The command line of the inspector: `npm run inspect -- FOLDER|BACKUP [--host H] [--port N]`. */
import { parseArgs } from 'node:util';
import { InspectionError } from './source/inspection-error.ts';

export interface InspectorArguments {
  readonly path: string;
  readonly host: string;
  readonly port: number;
}

export const usage = 'Use: npm run inspect -- FOLDER|BACKUP [--host 127.0.0.1] [--port 5174]';
const defaultPort = '5174';

/** Throws an InspectionError that names the argument that is wrong, and what would be right. */
export function readArguments(args: readonly string[]): InspectorArguments {
  const { values, positionals } = parse(args);
  const [path, ...more] = positionals;
  if (path === undefined) throw new InspectionError(`Which data folder or backup? ${usage}`);
  if (more.length > 0) throw new InspectionError(`One folder or backup at a time. ${usage}`);
  const { host = '127.0.0.1', port = defaultPort } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new InspectionError(`--port needs a number from 0 to 65535, not “${port}”.`);
  }
  return { path, host, port: Number(port) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { host: { type: 'string' }, port: { type: 'string' } },
    });
  } catch (cause) {
    throw new InspectionError(`${cause instanceof Error ? cause.message : cause} ${usage}`);
  }
}
