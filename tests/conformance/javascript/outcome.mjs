// Runs one vector. Used in Node and, unchanged, in a browser.

/** `read_answer` as `readAnswer`. */
export const camelCase = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/** Converts a text or base64 body to bytes, so that the vectors test bodies as bytes. */
function bytes(body) {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (typeof body?.base64 === 'string') return Uint8Array.from(atob(body.base64), (c) => c.charCodeAt(0));
  return body;
}

function withBytes(input) {
  if (input?.reply?.body !== undefined) return { ...input, reply: { ...input.reply, body: bytes(input.reply.body) } };
  if (input?.request?.body !== undefined) return { ...input, request: { ...input.request, body: bytes(input.request.body) } };
  if (input?.event?.reply?.body !== undefined) return { ...input, event: withBytes(input.event) };
  return input;
}

/**
 * Calls the operation of a vector. `surface.operations` are a package's exports; `surface.text` runs an operation on
 * a JSON text, for a vector whose input JavaScript cannot represent as a value.
 */
export function outcomeOf(surface, { operation, input }) {
  try {
    const output =
      typeof input === 'string'
        ? surface.text(operation, input)
        : surface.operations[camelCase(operation)](withBytes(input));
    return { output };
  } catch (error) {
    if (error instanceof surface.operations.DaejoError) return { malformed: { code: error.code, path: error.path } };
    return { crashed: String(error?.stack ?? error) };
  }
}
