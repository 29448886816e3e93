/**
 * Loaded by a server before its own code: its clock runs ahead of the machine's by the number of
 * milliseconds in a file, as that stands when the process starts.
 */
import { readFileSync } from 'node:fs';

/** The variable that names the file. */
const setting = 'CLOCK_AHEAD_FILE';

const file = process.env[setting];
if (file === undefined) throw new Error(`${setting} names no file.`);
const ahead = Number(readFileSync(file, 'utf8'));
const machineNow = Date.now;
Date.now = () => machineNow() + ahead;
