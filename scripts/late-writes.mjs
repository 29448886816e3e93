/**
 * Half of all writes to sockets come late, by up to LATE_WRITES milliseconds (160), in the order in
 * which they were made. Tests meet orders then that a fast machine never shows:
 * `NODE_OPTIONS="--import=$PWD/scripts/late-writes.mjs" npm test -- unit`. What was written before a
 * socket was destroyed can be lost, which a system does not do.
 */
import { Socket } from 'node:net';

const most = Number(process.env.LATE_WRITES ?? 160);
// As they are before a test puts others in their place.
const { setTimeout: later } = globalThis;
/** Mostly short: a test that waits for a hundred answers still ends. */
const delay = () => (Math.random() < 0.5 ? 0 : most * Math.random() ** 3);

/** @param {() => void} write */
function late(write) {
  const wait = delay();
  if (wait < 1) write();
  else later(write, wait);
}

// A stream makes one write at a time, so that what is late keeps its order.
const { _write, _writev } = Socket.prototype;
Socket.prototype._write = function (chunk, encoding, done) {
  late(() => _write.call(this, chunk, encoding, done));
};
Socket.prototype._writev = function (chunks, done) {
  late(() => _writev?.call(this, chunks, done));
};
