/**
 * Runs other programs: passes signals on to them and returns their exit code. It knows nothing
 * about the programs.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const passedOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGKILL: 9 };

/**
 * Runs a program in this terminal until it ends.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code, 128 + n when signal n ended it
 */
export function runHere(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      // Ctrl-C in a terminal reaches the child by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of passedOn) process.on(signal, pass);
    // npm starts us by a shell, and the shell ends on a signal without passing it on.
    const parent = process.ppid;
    const orphaned = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(orphaned);
      child.kill('SIGTERM');
    }, 100);
    if (process.env.npm_lifecycle_event === undefined) clearInterval(orphaned);
    const ended = () => {
      clearInterval(orphaned);
      for (const signal of passedOn) process.off(signal, pass);
    };
    child.once('error', (error) => {
      ended();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      ended();
      const number = signalNumbers[/** @type {keyof typeof signalNumbers} */ (signal)] ?? 1;
      resolve(code ?? 128 + number);
    });
  });
}

/**
 * Runs a program to its end and returns its output instead of printing it.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {(line: string) => void} [onLine] gets each line of the output as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runQuietly(program, args, options = {}, onLine = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
        output += chunk;
      });
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    const stop = () => child.kill('SIGTERM');
    for (const signal of passedOn) process.once(signal, stop);
    const ended = () => {
      for (const signal of passedOn) process.off(signal, stop);
    };
    child.once('error', (error) => {
      ended();
      reject(error);
    });
    child.once('close', (code) => {
      ended();
      resolve({ code: code ?? 1, output });
    });
  });
}
