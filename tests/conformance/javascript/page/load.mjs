// Loads a module in a window or in a worker. Returns 'loaded', the code of a DaejoError, or the name of another error.
export const load = (path) => import(path).then(() => 'loaded', ({ name, code }) => (name === 'DaejoError' ? code : name));

if (typeof document === 'undefined') {
  addEventListener('message', async ({ data }) => postMessage(await load(data)));
}
