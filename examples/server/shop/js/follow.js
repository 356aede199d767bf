// Follows a payment until it is settled: by the server's stream, and by asking where a stream does not get through.
import * as api from "./api.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Calls `onStatus` with each new status. Ends by itself at a settled one. Returns what stops it. */
export function follow(orderId, onStatus) {
  let stopped = false;
  let timer;
  const stream = api.statusStream(orderId);

  const stop = () => {
    stopped = true;
    stream.close();
    clearTimeout(timer);
  };
  const take = (status) => {
    if (stopped) return;
    onStatus(status);
    if (status.settled) stop();
  };
  const ask = async (wait) => {
    try {
      take(await api.status(orderId));
    } catch (error) {
      // Not known is not failed: ask again, less and less often.
      console.warn(error);
    }
    if (!stopped) timer = setTimeout(ask, wait, Math.min(wait * 1.5, LONGEST_WAIT_MS));
  };
  const read = (event) => {
    try {
      take(JSON.parse(event.data));
    } catch (error) {
      console.warn(error);
    }
  };
  stream.addEventListener("message", read);
  stream.addEventListener("status", read);
  stream.addEventListener("error", () => {
    // A server closes its stream now and then and the browser opens it again; only one that is refused is replaced.
    if (stream.readyState === EventSource.CLOSED && !stopped) void ask(FIRST_WAIT_MS);
  });
  return stop;
}
