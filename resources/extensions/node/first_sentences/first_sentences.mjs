// SPDX-License-Identifier: Apache-2.0
// A provider for Beamline that needs no model: it answers with the first sentences of what it is asked, as many as go
// into max_tokens words. Node's own library only. node first_sentences.mjs [--nats nats://host:port]
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url)));
const wordsIn = (text) => text.split(/\s+/).filter(Boolean).length;

// What a provider says: the output, and what it used, from which costs are counted.
function answer({ provider_id: provider, prompt, parameters }) {
  if (typeof prompt !== 'string') throw new TypeError('The prompt must be a text.');
  const most = parameters?.max_tokens ?? 50;
  if (!Number.isInteger(most) || most < 1) throw new RangeError('max_tokens must be a whole number from 1.');
  const taken = [];
  let used = 0;
  for (const [part] of prompt.matchAll(/.+?(?:[.!?](?=\s)|$)/gs)) {
    const sentence = part.trim(), words = wordsIn(part);
    if (used + words > most) break;
    if (words) taken.push(sentence);
    used += words;
  }
  return {
    provider_id: provider ?? manifest.id,
    output: taken.join(' '),
    usage: { prompt_tokens: wordsIn(prompt), completion_tokens: used },
    metadata: { sentences: taken.length },
  };
}

// ---- how it is reached: the same in every extension ----
const kind = { validator: 'ext.validate', provider: 'provider' }[manifest.type] ?? `ext.${manifest.type}`;
const subject = `beamline.${kind}.${manifest.id}.v${manifest.version.split('.')[0]}`;

async function respond(request) {
  try {
    return { response: await answer(request) };
  } catch (problem) { // told to who asks, and to the log; the next request is another one
    console.error(`${problem.name}: ${problem.message}`);
    const code = problem instanceof TypeError || problem instanceof RangeError ? 'invalid_request' : 'internal';
    return { error: { code, message: `${problem.name}: ${problem.message}` } };
  }
}

async function overLines() {
  let read = Buffer.alloc(0);
  for await (const data of process.stdin) {
    read = Buffer.concat([read, data]);
    for (let end; (end = read.indexOf('\n')) >= 0; read = read.subarray(end + 1)) {
      let asked = null;
      try { asked = JSON.parse(read.toString('utf8', 0, end)); } catch { /* said below */ }
      if (asked?.id === undefined) console.error('A line that is no request.');
      else respond(asked.request).then((said) => console.log(JSON.stringify({ id: asked.id, ...said })));
    }
  }
}

async function overNats(url) {
  const socket = connect(Number(url.port || 4222), url.hostname);
  const publish = (to, body) => socket.write(`PUB ${to} ${Buffer.byteLength(body)}\r\n${body}\r\n`);
  const one = async (reply, body) => {
    let said;
    try { said = await respond(JSON.parse(body)); }
    catch (problem) { said = { error: { code: 'invalid_request', message: `This is not JSON: ${problem.message}` } }; }
    publish(reply, JSON.stringify(said.response ?? said));
  };
  const login = url.username ? { user: url.username, pass: url.password } : {};
  const me = JSON.stringify({ verbose: false, name: manifest.id, ...login });
  // Several of them share the requests: the second word of SUB is their queue.
  socket.write(`CONNECT ${me}\r\nSUB ${subject} ${manifest.id} 1\r\nPING\r\n`);
  let read = Buffer.alloc(0);
  for await (const data of socket) {
    read = Buffer.concat([read, data]);
    for (let end; (end = read.indexOf('\r\n')) >= 0;) { // MSG, subject, subscription, reply subject if any, length
      const line = read.toString('utf8', 0, end).split(/ +/), message = line[0] === 'MSG';
      const next = end + 2 + (message ? Number(line.at(-1)) + 2 : 0);
      if (read.length < next) break;
      if (message && line.length === 5) one(line[3], read.toString('utf8', end + 2, next - 2));
      read = read.subarray(next);
      if (line[0] === 'PING') socket.write('PONG\r\n');
      if (line[0] === 'PONG') console.error(`Serving ${subject}`);
      if (line[0] === '-ERR') throw new Error(line.join(' '));
    }
  }
  throw new Error('The server has closed the connection.');
}

await (process.argv[2] === '--nats' ? overNats(new URL(process.argv[3])) : overLines());
