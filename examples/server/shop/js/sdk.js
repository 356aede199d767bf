// Toss Payments' browser SDK. It is loaded from the PG's own address, as the PG requires, and only for a payment.

const loaded = new Map();

/** Opens the PG's window in this tab; the shopper comes back through the server's return address. */
export async function openWindow({ sdkUrl, clientKey, customerKey, payment }) {
  const TossPayments = await load(sdkUrl);
  await TossPayments(clientKey).payment({ customerKey }).requestPayment(payment);
}

function load(url) {
  if (!loaded.has(url)) {
    const loading = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.addEventListener("load", () => resolve(globalThis.TossPayments));
      script.addEventListener("error", () => {
        // The next click tries again.
        script.remove();
        loaded.delete(url);
        reject(new Error("the PG's script did not load"));
      });
      document.head.append(script);
    });
    loaded.set(url, loading);
  }
  return loaded.get(url);
}
