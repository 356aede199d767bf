/** The bytes of a body: as they are, as a text (its UTF-8), or as base64. Bytes are never read by JavaScript. */
export type Bytes = Uint8Array | ArrayBuffer | string | { base64: string };

/** What came back for a request: an answer of whatever content, or none. */
export type Reply =
  | {
      /** The HTTP status. */
      status: number;
      /** Names and values. */
      headers?: Array<[string, string]>;
      /** The bytes of the body, unread. */
      body: Bytes;
      failure?: undefined;
    }
  | {
      /** How the request ended without an answer. */
      failure: TransportFailure;
      status?: undefined;
    };

/** What is wrong with a call, or that a server's module was loaded in a browser. */
export type DaejoErrorCode = MalformedCode | 'server_only';

/**
 * A call that is not the operation's. The only thing that is thrown: a refusal, a decline or a mismatch is an
 * output. It never repeats a value of the input.
 */
export declare class DaejoError extends Error {
  private constructor();
  readonly name: 'DaejoError';
  /** What is wrong. Never renamed, never reused. */
  readonly code: DaejoErrorCode;
  /** At which member, as `order.lines[0].quantity`; `.` for the input as a whole. */
  readonly path: string;
  /** What has to stand there: a kind with its range, length or characters, or the words that there are. May change. */
  readonly wanted?: string;
  /** The kind of what stands there, with the length of a text. May change. */
  readonly given?: string;
}
