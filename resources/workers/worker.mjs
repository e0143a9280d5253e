// SPDX-License-Identifier: Apache-2.0
// A worker for Beamline in JavaScript, Node's own library only: node worker.mjs [nats://host:port] [pool]
//
// It takes tasks of its pool from the stream BEAMLINE_WORK, does them one after the other, and tells what came of them.
// Teach it your own work in jobs. A task that is not settled in time is given to another worker, so a timer says "+WPI"
// while one is being done; a task may come twice: metadata.idempotency_key is the same then.
import { connect } from 'node:net';

const jobs = {
  echo: async (payload) => payload,
  upper: async (payload) => payload.text.toUpperCase(),
  sleep: (payload) => new Promise((done) => setTimeout(() => done(null), payload.ms)),
};

const url = new URL(process.argv[2] ?? 'nats://127.0.0.1:4222');
const pool = process.argv[3] ?? 'default';
const me = `node-${process.pid}`, inbox = `_INBOX.${me}`, consumer = `BEAMLINE_WORK.pool-${pool}`;
const subject = pool === 'default' ? 'caf.exec.assign.v1' : `caf.exec.assign.v1.pool.${pool}`;
const leave = (why) => { console.error(why); process.exit(1); };
const socket = connect(Number(url.port || 4222), url.hostname);
socket.on('error', (problem) => leave(problem.message)).on('close', () => leave('The server has closed the connection.'));

const publish = (to, data, reply = '') => { // a string is sent as it is, everything else as JSON
  const body = Buffer.from(typeof data === 'string' ? data : JSON.stringify(data));
  socket.write(Buffer.concat([Buffer.from(`PUB ${to} ${reply} ${body.length}\r\n`), body, Buffer.from('\r\n')]));
};
let read = Buffer.alloc(0), waiting = () => {};
socket.on('data', (data) => { // messages out of NATS's protocol
  read = Buffer.concat([read, data]);
  for (let end; (end = read.indexOf('\r\n')) >= 0;) {
    const [word, ...rest] = read.toString('utf8', 0, end).split(' ');
    const size = word.endsWith('MSG') ? Number(rest.at(-1)) + 2 : 0;
    if (read.length < end + 2 + size) return;
    const headers = word === 'HMSG' ? Number(rest.at(-2)) : 0, content = read.subarray(end + 2, end + size);
    read = read.subarray(end + 2 + size);
    if (word === 'PING') socket.write('PONG\r\n');
    if (word === '-ERR') leave(rest.join(' '));
    if (size) waiting({ header: content.toString('utf8', 0, headers), body: content.subarray(headers),
      ack: rest.length - (word === 'HMSG' ? 2 : 1) === 3 ? rest[2] : '' });
  }
});
const ask = (to, request) => new Promise((done) => { waiting = done; publish(`$JS.API.${to}`, request, inbox); });

socket.write(`CONNECT ${JSON.stringify({ verbose: false, headers: true, no_responders: true, name: me })}\r\n`);
socket.write(`SUB ${inbox} 1\r\n`);
let terms = JSON.parse((await ask(`CONSUMER.INFO.${consumer}`, '')).body);
if (terms.error) { // the first of its pool; workers that come later find it
  terms = JSON.parse((await ask(`CONSUMER.DURABLE.CREATE.${consumer}`, { stream_name: 'BEAMLINE_WORK', config: {
    durable_name: `pool-${pool}`, filter_subject: subject, ack_policy: 'explicit', deliver_policy: 'all',
    replay_policy: 'instant', ack_wait: 30e9, max_deliver: 10 } })).body);
}
if (!terms.config) leave(terms.error.description);
let current = '';
const pulse = () => { // renews what is being done, and tells that this worker is there
  const busy = current !== '';
  publish('caf.status.heartbeat.v1', { worker_id: me, timestamp: Date.now(), pool, status: busy ? 'busy' : 'idle',
    load: Number(busy), in_flight: Number(busy), capacity: 1 });
  if (busy) publish(current, '+WPI');
};
pulse();
setInterval(pulse, Math.min(terms.config.ack_wait / 1e6 / 3, 5000));

for (;;) {
  const { header, ack, body } = await ask(`CONSUMER.MSG.NEXT.${consumer}`, { batch: 1, expires: 5e9 });
  if (!ack) { // nothing came (408), or the server asks to try again
    await jobs.sleep({ ms: header.slice(0, 20).includes(' 408') ? 0 : 1000 });
    continue;
  }
  const task = JSON.parse(body), begun = Date.now(), type = task.job.type;
  current = ack;
  const told = { version: '1', assignment_id: task.assignment_id, request_id: task.request_id,
    tenant_id: task.tenant_id, provider_id: me, job: { type }, cost: 0 };
  publish('caf.exec.assign.v1.ack', { ...told, status: 'accepted', settles: true });
  try {
    if (!Object.hasOwn(jobs, type)) throw new Error(`This worker does not know what ${type} is.`);
    Object.assign(told, { output: await jobs[type](task.job.payload), status: 'success' });
  } catch (problem) {
    Object.assign(told, { status: 'error', error_code: problem.name, error_message: problem.message });
  }
  Object.assign(told, { latency_ms: Date.now() - begun, timestamp: Date.now() });
  publish('caf.exec.result.v1', told); // before the task is settled: a worker that dies in between does it again
  current = '';
  publish(ack, '+ACK');
}
