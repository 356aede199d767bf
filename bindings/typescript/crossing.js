// How a call crosses into the core, for both npm packages. `cargo xtask package` appends the exports: ECMAScript's
// for @daejo/web, CommonJS for @daejo/node.

/** A call that is not the operation's: the only thing that is thrown. It never repeats a value of the input. */
class DaejoError extends Error {
  constructor(code, path, message, { cause, wanted, given } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
    this.wanted = wanted;
    this.given = given;
  }
}
// On the prototype, so that the stack's first line has it too.
Object.defineProperty(DaejoError.prototype, 'name', { value: 'DaejoError', configurable: true, writable: true });

/** The bytes of a body that is given as bytes; undefined for a text, `{ base64 }` and anything else. */
function bytesOf(body) {
  if (ArrayBuffer.isView(body)) {
    // Also where the memory was given away since: then there are no bytes, which is no answer.
    if (body.byteLength === 0) return new Uint8Array(0);
    const plain = body.buffer instanceof ArrayBuffer;
    if (plain && body instanceof Uint8Array) return body;
    const bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    // Memory that another thread may write is copied: the core must not see it change.
    return plain ? bytes : new Uint8Array(bytes);
  }
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

/** Writes an input as JSON, with null in the place of a body that is bytes, and runs an operation on both. */
function call(operation, input) {
  let json;
  let bytes;
  try {
    let rest = input;
    if ((bytes = bytesOf(input?.reply?.body))) {
      rest = { ...input, reply: { ...input.reply, body: null } };
    } else if ((bytes = bytesOf(input?.request?.body))) {
      rest = { ...input, request: { ...input.request, body: null } };
    } else if ((bytes = bytesOf(input?.event?.reply?.body))) {
      rest = { ...input, event: { ...input.event, reply: { ...input.event.reply, body: null } } };
    }
    json = JSON.stringify(rest);
  } catch (cause) {
    // A BigInt, a cycle.
    throw new DaejoError('not_json', '.', 'malformed call at .: the input cannot be written as JSON', { cause });
  }
  if (json === undefined) {
    throw new DaejoError('not_json', '.', 'malformed call at .: the input is no JSON value');
  }
  return cross(operation, json, bytes);
}

/** Runs an operation on JSON and the bytes beside it. */
function cross(operation, json, bytes) {
  let output;
  try {
    output = operation(json, bytes);
  } catch (thrown) {
    throw malformed(thrown);
  }
  return JSON.parse(output);
}

/** What an operation throws has a malformed call as JSON; anything else is not ours to explain. */
function malformed(thrown) {
  try {
    const { code, path, message, wanted, given } = JSON.parse(typeof thrown === 'string' ? thrown : thrown.message);
    return new DaejoError(code, path, `malformed call at ${path}: ${message}`, { wanted, given });
  } catch {
    return thrown;
  }
}

/** The error of a browser that loads what only a server may have. */
function serverOnly() {
  return new DaejoError('server_only', '.', 'this module takes secret keys: load it on a server, never in a browser');
}
