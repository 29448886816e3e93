/**
 * How commands on the same machine reach the running server: HTTP on a socket in the data
 * folder, which nobody but the owner of the folder can open. It has no HTTP interface: nothing that
 * comes over a network ever gets here.
 */
import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type OperatorTaskName, type OperatorTasks, operatorTaskNames } from './operator-tasks.ts';

/** The longest path a socket may have on every system that has them. */
const maxPathLength = 100;

function adminSocketPath(data: string): string {
  const path = resolve(data, 'control.sock');
  if (Buffer.byteLength(path) <= maxPathLength) return path;
  const mark = createHash('sha256').update(path).digest('hex').slice(0, 24);
  return join(tmpdir(), `holdspace-${mark}.sock`);
}

/** Opened by the owner of the data alone, so a socket that lies there is a dead server's. */
export async function openAdminSocket(
  data: string,
  keeping: OperatorTasks,
): Promise<{ close(): Promise<void> }> {
  const path = adminSocketPath(data);
  const server = createServer(async (asked, answer) => {
    const [, name, about = ''] = asked.url?.split('/') ?? [];
    const task = operatorTaskNames.find((each) => each === name && asked.method === 'POST');
    if (!task) return void answer.writeHead(404).end();
    try {
      const done = await keeping[task](decodeURIComponent(about));
      answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(done));
    } catch (fault) {
      answer.writeHead(500).end(fault instanceof Error ? fault.message : 'failed');
    }
  });
  rmSync(path, { force: true });
  const before = process.umask(0o177);
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(path, done);
    });
  } finally {
    process.umask(before);
  }
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** What the running server answers; null when none runs on this data. */
export function requestTask<T extends OperatorTaskName>(
  data: string,
  task: T,
  about = '',
): Promise<Awaited<ReturnType<OperatorTasks[T]>> | null> {
  return new Promise((done, fail) => {
    const asked = request({
      socketPath: adminSocketPath(data),
      path: `/${task}/${encodeURIComponent(about)}`,
      method: 'POST',
    });
    asked.setTimeout(10_000, () => asked.destroy(new Error('The server does not answer.')));
    asked.on('error', (fault: NodeJS.ErrnoException) => {
      const nobody = ['ENOENT', 'ENOTDIR', 'ECONNREFUSED'].includes(fault.code ?? '');
      return nobody ? done(null) : fail(fault);
    });
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        if (response.statusCode === 200) done(JSON.parse(text));
        else fail(new Error(text || 'The running server does not know this command.'));
      });
    });
    asked.end();
  });
}
