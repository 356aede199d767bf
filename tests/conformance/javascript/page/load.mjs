// Says what comes of loading a module, in a window or in a worker.
export const load = (path) => import(path).then(() => 'loaded', ({ name, code }) => (name === 'DaejoError' ? code : name));

if (typeof document === 'undefined') {
  addEventListener('message', async ({ data }) => postMessage(await load(data)));
}
