// Calls an operation of the core; the code is shared by both npm packages. `cargo xtask package` appends the exports:
// ECMAScript for @daejo/web, CommonJS for @daejo/node.

/** A malformed call: the only error that is thrown. It never contains a value of the input. */
class DaejoError extends Error {
  constructor(code, path, message, { cause, wanted, given } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
    this.wanted = wanted;
    this.given = given;
  }
}
// On the prototype, because the first line of the stack uses it.
Object.defineProperty(DaejoError.prototype, 'name', { value: 'DaejoError', configurable: true, writable: true });

/** The bytes of a body that was passed as bytes; undefined for a string, `{ base64 }` and anything else. */
function bytesOf(body) {
  if (ArrayBuffer.isView(body)) {
    // The length is also 0 if the buffer was transferred: the body is then empty, which the core reads as no usable answer.
    if (body.byteLength === 0) return new Uint8Array(0);
    const plain = body.buffer instanceof ArrayBuffer;
    if (plain && body instanceof Uint8Array) return body;
    const bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    // Shared memory is copied, because another thread could change it during the call.
    return plain ? bytes : new Uint8Array(bytes);
  }
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

/** Runs an operation. The input is passed as JSON; a body that is bytes is replaced by null and passed separately. */
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
    // For example a BigInt or a cycle.
    throw new DaejoError('not_json', '.', 'malformed call at .: the input cannot be written as JSON', { cause });
  }
  if (json === undefined) {
    throw new DaejoError('not_json', '.', 'malformed call at .: the input is not a JSON value');
  }
  return cross(operation, json, bytes);
}

/** Runs an operation on JSON and the bytes of a body. */
function cross(operation, json, bytes) {
  let output;
  try {
    output = operation(json, bytes);
  } catch (thrown) {
    throw malformed(thrown);
  }
  return JSON.parse(output);
}

/** Reads the malformed call from the JSON in a thrown value. Any other thrown value is returned unchanged. */
function malformed(thrown) {
  try {
    const { code, path, message, wanted, given } = JSON.parse(typeof thrown === 'string' ? thrown : thrown.message);
    return new DaejoError(code, path, `malformed call at ${path}: ${message}`, { wanted, given });
  } catch {
    return thrown;
  }
}

/** The error for a browser that loads the server's module. */
function serverOnly() {
  return new DaejoError('server_only', '.', 'this module takes secret keys: load it on a server, not in a browser');
}
