// The sandbox's browser SDK. It has the same functions as version 2 of the PG's SDK.
(() => {
  "use strict";
  const base = new URL("./", document.currentScript.src);

  const failure = ({ code = "UNKNOWN_ERROR", message = "결제창을 열지 못했어요." } = {}) =>
    Object.assign(new Error(message), { code });

  const requestPayment = async (clientKey, customerKey, request) => {
    const answer = await fetch(new URL("sessions", base), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...request, clientKey, customerKey }),
    }).catch(() => Promise.reject(failure({ code: "NETWORK_ERROR" })));
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw failure(body);
    location.assign(new URL(`window/${encodeURIComponent(body.id)}`, base));
    // The browser leaves the page here, as with the real SDK. The result arrives at successUrl or failUrl.
    return new Promise(() => {});
  };

  const TossPayments = (clientKey) => {
    if (typeof clientKey !== "string" || !clientKey.startsWith("test_"))
      throw failure({ code: "INVALID_CLIENT_KEY", message: "클라이언트 키를 확인해 주세요." });
    return {
      payment: ({ customerKey } = {}) => {
        if (!customerKey)
          throw failure({ code: "INVALID_CUSTOMER_KEY", message: "customerKey가 필요해요." });
        return { requestPayment: (request) => requestPayment(clientKey, customerKey, request) };
      },
    };
  };
  TossPayments.ANONYMOUS = "ANONYMOUS";
  globalThis.TossPayments = TossPayments;
})();
