// Follows a payment until it is settled: by the server's stream, or by polling if the stream is refused.
import * as api from "./api.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Calls `onStatus` with each new status, until one is settled. Returns a function that stops it earlier. */
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
  const poll = async (wait) => {
    try {
      take(await api.status(orderId));
    } catch (error) {
      // No answer is not a failed payment: poll again, with growing pauses.
      console.warn(error);
    }
    if (!stopped) timer = setTimeout(poll, wait, Math.min(wait * 1.5, LONGEST_WAIT_MS));
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
    // The browser reopens a stream that the server closed. Only a refused stream is replaced by polling.
    if (stream.readyState === EventSource.CLOSED && !stopped) void poll(FIRST_WAIT_MS);
  });
  return stop;
}
