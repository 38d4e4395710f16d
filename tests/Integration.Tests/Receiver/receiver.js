// Receives OTLP with the gRPC and the protobuf of others, over OpenTelemetry's own definitions. Its one argument says where it listens:
//   { protos, log, grpc, http, grpcTls, httpTls, socket, tls: { cert, key, ca } }    ports are 0 for any; files are paths
// It writes one line with the ports that it has. Every request is a line in the file `log`, written before it is answered, so that what was received
// is known even when this process is killed. A line on standard input is a fault, the way in which requests are answered from then on, and is
// answered with a line; the end of standard input is the end.
//   { status, headers, body, length }        HTTP: an answer with that status, and a body in base64 or of that many zeros
//   { code, message, details, metadata }     gRPC: that status; details in base64
//   { raw: { status, headers, body, length, trailers } }   gRPC: an answer over HTTP/2 that no gRPC library would give
//   { partial: { rejected, message } }       takes it, and says so
//   { delay }                                takes its time
//   { end: "reset" | "hang" | "truncate" }   takes nothing and breaks, keeps silent, or breaks in the middle of the answer
'use strict';
const fs = require('fs'), http = require('http'), http2 = require('http2'), net = require('net'), path = require('path'), tls = require('tls');
const zlib = require('zlib'), readline = require('readline');
const grpc = require('@grpc/grpc-js'), loader = require('@grpc/proto-loader'), protobuf = require('protobufjs');

const settings = JSON.parse(process.argv[2]);
const log = fs.openSync(settings.log, 'a', 0o600);
let fault = {};

const signals = {
  traces: { service: 'trace', proto: 'trace/v1/trace_service.proto', name: 'Trace', rejected: 'rejectedSpans' },
  metrics: { service: 'metrics', proto: 'metrics/v1/metrics_service.proto', name: 'Metrics', rejected: 'rejectedDataPoints' },
};
const packageOf = signal => `opentelemetry.proto.collector.${signals[signal].service}.v1`;
const protoFiles = Object.values(signals).map(signal => `opentelemetry/proto/collector/${signal.proto}`);

const root = new protobuf.Root();
root.resolvePath = (_, file) => path.join(settings.protos, file);
root.loadSync(protoFiles);
const requestOf = signal => root.lookupType(`${packageOf(signal)}.Export${signals[signal].name}ServiceRequest`);

// The definitions are older than partial success, which has the same numbers in every signal.
const Answer = protobuf.parse(`syntax = "proto3";
  message Partial { int64 rejected = 1; string error_message = 2; }
  message Answer { Partial partial_success = 1; }`).root.lookupType('Answer');

// ---- What was received

const hex = bytes => Buffer.from(bytes).toString('hex');

function value(any) {
  if (any?.arrayValue) return (any.arrayValue.values ?? []).map(value);
  if (any?.kvlistValue) return attributes(any.kvlistValue.values);
  const key = Object.keys(any ?? {}).find(name => name.endsWith('Value'));
  return key === undefined ? null : any[key];
}

const attributes = list => Object.fromEntries((list ?? []).map(pair => [pair.key, value(pair.value)]));

function summary(request) {
  const resources = [], spans = [], points = [];
  for (const resource of request.resourceSpans ?? request.resourceMetrics ?? []) {
    resources.push(attributes(resource.resource?.attributes));
    for (const scope of resource.scopeSpans ?? [])
      for (const span of scope.spans ?? [])
        spans.push({
          id: hex(span.spanId), traceId: hex(span.traceId), name: span.name, scope: scope.scope?.name, attributes: attributes(span.attributes),
        });
    for (const scope of resource.scopeMetrics ?? [])
      for (const metric of scope.metrics ?? [])
        for (const point of (metric.sum ?? metric.gauge ?? metric.histogram ?? metric.exponentialHistogram ?? metric.summary)?.dataPoints ?? [])
          points.push({ name: metric.name, value: Number(point.asDouble ?? point.asInt ?? point.count), attributes: attributes(point.attributes) });
  }
  return { resources, spans, points };
}

const record = line => fs.writeSync(log, JSON.stringify({ at: Date.now(), ...line }) + '\n');

// Identifiers are hex in OTLP's JSON, where protobuf's own has base64.
const idNames = new Set(['traceId', 'spanId', 'parentSpanId']);
const fromJson = (key, item) => (idNames.has(key) ? Buffer.from(item, 'hex').toString('base64') : item);

function decode(signal, body, isJson) {
  const type = requestOf(signal);
  const message = isJson ? type.fromObject(JSON.parse(body.toString('utf8'), fromJson)) : type.decode(body);
  return type.toObject(message, { longs: String, bytes: Buffer });
}

const bodyOf = answer => (answer.length ? Buffer.alloc(answer.length) : Buffer.from(answer.body ?? '', 'base64'));

// How a fault is answered, and whether what came is taken before that.
function takes({ status, code, raw, end }) {
  return !(status >= 300 || code || raw?.status >= 300 || raw?.trailers?.['grpc-status'] > 0 || end === 'reset' || end === 'hang');
}

// HTTP/2 does not let go of its sockets, so they are kept from the start.
const sockets = new Map();
const peerOf = socket => `${socket.remoteAddress}:${socket.remotePort}`;

const later = (answer, act) => (answer.delay ? setTimeout(act, answer.delay) : act());

// ---- HTTP

function onHttp(request, response) {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('error', () => {});
  request.on('end', () => {
    const answer = fault;
    const signal = request.url.split('?')[0].split('/').pop();
    const isJson = request.headers['content-type'] === 'application/json';
    const line = {
      transport: 'http', version: request.httpVersion, path: request.url, headers: request.headers,
      length: Buffer.concat(chunks).length, taken: takes(answer),
      client: (request.stream?.session?.socket ?? request.socket).getPeerCertificate?.()?.subject?.CN,
    };
    try {
      const body = request.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(Buffer.concat(chunks)) : Buffer.concat(chunks);
      record({ ...line, ...summary(decode(signal, body, isJson)) });
    } catch (error) {
      record({ ...line, taken: false, error: String(error) });
      return response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
    }
    later(answer, () => answerHttp(request, response, answer, signal, isJson));
  });
}

function answerHttp(request, response, answer, signal, isJson) {
  const socket = sockets.get(peerOf(request.stream?.session?.socket ?? request.socket));
  if (answer.end === 'hang') return;
  if (answer.end === 'reset') return socket.resetAndDestroy();

  const headers = { 'content-type': isJson ? 'application/json' : 'application/x-protobuf', ...answer.headers };
  if (answer.end === 'truncate') {
    response.writeHead(200, { ...headers, 'content-length': 100 });
    return response.write(Buffer.alloc(10), () => socket.destroy());
  }
  response.writeHead(answer.status ?? 200, headers);
  response.end(answer.partial ? partialSuccess(signal, answer.partial, isJson) : bodyOf(answer));
}

function partialSuccess(signal, partial, isJson) {
  const rejected = String(partial.rejected), errorMessage = partial.message;
  return isJson
    ? JSON.stringify({ partialSuccess: { [signals[signal].rejected]: rejected, errorMessage } })
    : Buffer.from(Answer.encode(Answer.fromObject({ partialSuccess: { rejected, errorMessage } })).finish());
}

// ---- gRPC

function onCall(signal) {
  return (call, callback) => {
    const answer = fault;
    record({
      transport: 'grpc', version: '2', path: `${packageOf(signal)}.${signals[signal].name}Service`, headers: call.metadata.getMap(),
      taken: takes(answer),
      timeout: Number(call.getDeadline()) - Date.now(), client: call.getAuthContext?.()?.sslPeerCertificate?.subject?.CN, ...summary(call.request),
    });
    later(answer, () => {
      if (answer.end === 'hang') return;
      if (answer.end === 'reset') return sockets.get(call.getPeer())?.resetAndDestroy();
      if (!answer.code) return callback(null, answer.partial ? partialSuccess(signal, answer.partial) : Buffer.alloc(0));
      const metadata = new grpc.Metadata();
      if (answer.details) metadata.set('grpc-status-details-bin', Buffer.from(answer.details, 'base64'));
      callback({ code: answer.code, details: answer.message ?? '', metadata });
    });
  };
}

const calls = new grpc.Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
const definitions = grpc.loadPackageDefinition(loader.loadSync(protoFiles, { includeDirs: [settings.protos], longs: String, oneofs: false }));
for (const signal of Object.keys(signals)) {
  const { Export } = packageOf(signal).split('.').reduce((at, name) => at[name], definitions)[`${signals[signal].name}Service`].service;
  calls.addService({ Export: { ...Export, responseSerialize: bytes => bytes } }, { Export: onCall(signal) });
}

const raw = http2.createServer();
raw.on('sessionError', () => {});
raw.on('stream', (stream, headers) => {
  const { raw: answer = {}, end } = fault;
  const socket = sockets.get(peerOf(stream.session.socket));
  let length = 0;
  stream.on('error', () => {});
  stream.on('data', chunk => (length += chunk.length));
  stream.on('end', () => {
    record({ transport: 'raw', version: '2', path: headers[':path'], headers, length, taken: takes(fault), resources: [], spans: [], points: [] });
    const start = { ':status': answer.status ?? 200, 'content-type': 'application/grpc', ...answer.headers };
    stream.respond(start, { waitForTrailers: answer.trailers !== undefined });
    stream.on('wantTrailers', () => stream.sendTrailers(answer.trailers));
    if (end === 'truncate') return stream.write(Buffer.alloc(3), () => setImmediate(() => socket.destroy()));
    stream.end(bodyOf(answer));
  });
});

// ---- Listening

const server = settings.tls && {
  cert: fs.readFileSync(settings.tls.cert), key: fs.readFileSync(settings.tls.key),
  ...(settings.tls.ca && { ca: fs.readFileSync(settings.tls.ca), requestCert: true, rejectUnauthorized: true }),
};
const plainHttp = http.createServer({ keepAliveTimeout: 60_000 }, onHttp);
const tlsHttp = server && http2.createSecureServer({ ...server, allowHTTP1: true }, onHttp);
const plainCalls = calls.createConnectionInjector(grpc.ServerCredentials.createInsecure());
const tlsCalls = server && calls.createConnectionInjector(grpc.ServerCredentials.createSsl(
  server.ca ?? null, [{ cert_chain: server.cert, private_key: server.key }], server.ca !== undefined));

function keep(socket) {
  const peer = peerOf(socket);
  sockets.set(peer, socket);
  socket.on('close', () => sockets.delete(peer));
  socket.on('error', () => {});
  return socket;
}

const listeners = {
  grpc: socket => (fault.raw ? raw.emit('connection', keep(socket)) : plainCalls.injectConnection(keep(socket))),
  http: socket => plainHttp.emit('connection', keep(socket)),
  grpcTls: socket => tlsCalls.injectConnection(keep(socket)),
  httpTls: socket => tlsHttp.emit('connection', keep(socket)),
};

function listen(name, place) {
  return new Promise((resolve, reject) => {
    const listener = net.createServer(listeners[name]).on('error', reject);
    listener.listen(place, () => resolve([name, listener.address().port ?? place]));
  });
}

const places = Object.keys(listeners).filter(name => settings[name] !== undefined)
  .map(name => listen(name, { host: '127.0.0.1', port: settings[name] }));
if (settings.socket) places.push(listen('grpc', { path: settings.socket + '.grpc' }), listen('http', { path: settings.socket + '.http' }));
Promise.all(places).then(ports => console.log(JSON.stringify(Object.fromEntries(ports.filter(([, port]) => typeof port === 'number')))));

readline.createInterface({ input: process.stdin })
  .on('line', line => {
    fault = JSON.parse(line);
    console.log('{}');
  })
  .on('close', () => process.exit(0));
