// SPDX-License-Identifier: Apache-2.0
// A worker for Beamline in JavaScript, Node's own library only: node worker.mjs [nats://host:port] [pool]
// Teach it your own work in jobs; what takes long heeds the signal. The README beside it explains the messages.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const jobs = {
  echo: async (payload) => payload,
  upper: async (payload) => payload.text.toUpperCase(),
  sleep: (payload, signal) => pause(payload.ms, null, { signal }),
};
const url = new URL(process.argv[2] ?? 'nats://127.0.0.1:4222');
const me = `node-${process.pid}`, inbox = `_INBOX.${me}`, pool = process.argv[3] ?? 'default';
const doing = new Map(); // by its id: where a task is settled, and what cancels it
const socket = connect(Number(url.port || 4222), url.hostname);

function publish(to, data, reply = '') {
  const body = typeof data === 'string' ? data : JSON.stringify(data);
  socket.write(`PUB ${to} ${reply} ${Buffer.byteLength(body)}\r\n${body}\r\n`);
}
const pull = () => publish(`$JS.API.CONSUMER.MSG.NEXT.BEAMLINE_WORK.pool-${pool}`, { batch: 1, expires: 1e9 }, inbox);

function pulse() { // tells that this worker is there, and at its task, which another one gets otherwise
  publish('caf.status.heartbeat.v1', { worker_id: me, timestamp: Date.now(), pool, status: doing.size ? 'busy' : 'idle',
    load: doing.size, in_flight: doing.size, capacity: 1 });
  for (const { reply } of doing.values()) publish(reply, '+WPI');
  if (!doing.size) pull(); // for a task, for a second; before the first one there is no pool that could answer
}

async function work({ assignment_id: id, job }, reply) {
  const begun = Date.now(), stop = new AbortController(), told = { assignment_id: id, provider_id: me };
  doing.set(id, { reply, stop });
  const place = Number(reply.split('.BEAMLINE_WORK.')[1].split('.')[2]); // of the task in the stream
  publish('caf.exec.assign.v1.ack', { ...told, status: 'accepted', settles: true, place });
  try {
    if (!Object.hasOwn(jobs, job.type)) throw new Error(`This worker does not know what ${job.type} is.`);
    Object.assign(told, { output: await jobs[job.type](job.payload, stop.signal), status: 'success' });
  } catch (problem) {
    Object.assign(told, { error_code: problem.name, error_message: problem.message, status: 'error' });
  }
  doing.delete(id);
  if (!stop.signal.aborted) publish('caf.exec.result.v1', { ...told, latency_ms: Date.now() - begun });
  publish(reply, '+ACK'); // after its result: a worker that dies in between leaves it to another one
  pull();
}

socket.write(`CONNECT {"verbose":false}\r\nSUB ${inbox} 1\r\nSUB beamline.work.v1.cancel 2\r\n`);
setInterval(pulse, 1000);
let read = Buffer.alloc(0);
for await (const data of socket) {
  read = Buffer.concat([read, data]);
  for (let end; (end = read.indexOf('\r\n')) >= 0;) { // MSG, subject, subscription, where to answer if anywhere, length
    const line = read.toString('utf8', 0, end).split(/ +/), message = line[0] === 'MSG';
    const next = end + 2 + (message ? Number(line.at(-1)) + 2 : 0);
    if (read.length < next) break;
    const body = message ? read.toString('utf8', end + 2, next - 2) : ''; // empty: no task came
    const task = JSON.parse(body || '{}'), id = task.assignment_id;
    read = read.subarray(next);
    if (line[0] === 'PING') socket.write('PONG\r\n');
    if (line[0] === '-ERR') throw new Error(line.join(' '));
    if (body && line[2] === '2') doing.get(id)?.stop.abort(); // it was cancelled, or its time is up
    if (body && line[2] === '1' && !doing.has(id)) work(task, line[3]);
  }
}
throw new Error('The server has closed the connection.');
