// Made by `cargo run -p daejo-typescript`. Do not edit.

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

/** Adds up an order's lines: the total, the VAT within it and the tax-free part. */
export declare function totalOrder(input: TotalOrder): OrderTotal;

/** Writes an amount as text for people. */
export declare function displayAmount(input: DisplayAmount): DisplayedAmount;

/** Reads the query or form with which a PG sent the shopper back. */
export declare function readReturn(input: ReadReturn): Return;

/** Compares what the browser claims with the order. */
export declare function checkClaim(input: CheckClaim): ClaimVerdict;

/** The text for a shopper that explains a code. */
export declare function describe(input: Describe): Description;

/** The version of the core, and the digest of the vectors that it passed. */
export declare function version(input?: NoInput): Version;

/** The HTTP request for a call to a PG. */
export declare function buildRequest(input: BuildRequest): HttpRequest;

/** Reads a PG's reply: how certain its outcome is, and what to do next. */
export declare function readAnswer(input: ReadAnswer): Answer;

/** Reads a PG's reply and compares the payment in it with the order. */
export declare function checkPayment(input: CheckPayment): PaymentVerdict;

/** Reads a webhook: which payment to query at the PG, and how far the sender is authenticated. */
export declare function readWebhook(input: ReadWebhook): Notice;

/** Where the shopper has to deposit. It has a whole account number: for its shopper only. */
export declare function depositInstructions(input: ReadDeposit): Deposit;

/** A new payment for an order whose stock is held. */
export declare function startPayment(input: StartPayment): Started;

/** What a payment is after a piece of evidence, and what to store with it. */
export declare function applyEvent(input: ApplyEvent): Applied;

/** What has to be done now. */
export declare function nextStep(input: NextStep): Step;

/** The next step of a subscription: which period to charge now, and under which key. */
export declare function billingDue(input: BillingDue): BillingStep;

/** The text for an operator that explains a code. */
export declare function describeForOperator(input: Describe): Description;

/** Every documented code of a PG, classified. */
export declare function listCodes(input: OfPg): Codes;

/** The capabilities of a PG. */
export declare function pgCapabilities(input: OfPg): Capabilities;

/** Replaces secrets, card, account and phone numbers in a text. */
export declare function redactText(input: RedactText): RedactedText;

/** What to do next. */
export type Action =
  | 'proceed'
  | 'fix_request'
  | 'retry_same_key'
  | 'query_first'
  | 'wait'
  | 'tell_shopper'
  | 'ask_a_person';

/** What follows a decline. */
export type AfterDecline = 'retry' | 'charge_again' | 'give_up';

/** Why a person is alerted. */
export type AlertReason =
  | 'claim_tampered'
  | 'pg_disagrees'
  | 'must_be_fixed'
  | 'decision_needed'
  | 'late_money'
  | 'unexpected_refund'
  | 'deposit_rolled_back'
  | 'refund_account_needed'
  | 'cannot_be_asked'
  | 'refund_refused'
  | 'forged_webhook';

/**
 * An amount in minor units of its currency (won, yen, cents): `0 ..= 2^53 - 1`.
 *
 * The upper bound is the largest integer that a JavaScript number holds exactly, so every
 * runtime keeps an amount exactly. There are no negative amounts: the member's name says in which direction the
 * money goes.
 */
export type Amount = number;

/** Why a number is not a valid {@link Amount}. */
export type AmountError =
  | 'negative'
  | 'too_large'
  | 'finer_than_minor_unit'
  | 'not_a_number'
  | 'unknown_currency';

/** What a PG's reply comes to. */
export type Answer = {
  /** How certain we are. */
  certainty: Certainty;
  /** What to do next. */
  action: Action;
  /** Why, as a code that `describe` explains. */
  reason: Reason;
  /** Not before so many seconds from now, where the PG said so. */
  notBeforeSeconds?: number;
  /** The PG's own code, if it gave one. */
  pgCode?: string;
  /** The payment, if the reply has one. */
  payment?: PgPayment;
};

/** Output of `apply_event`. */
export type Applied =
  | {
      outcome: 'changed';
      /** The payment after the event. */
      next: Payment;
      /** The effects to store with it. */
      effects: Array<Effect>;
    }
  | { outcome: 'unchanged' }
  | {
      outcome: 'rejected';
      /** Why. */
      rejection: Rejection;
    };

/** Input of `apply_event`. */
export type ApplyEvent = {
  /** The payment as stored. */
  payment: Payment;
  /** Its order as recorded. */
  order: Order;
  /** The event. */
  event: Event;
  /** The current time. */
  now: Timestamp;
  /** The merchant's settings; the defaults if left out. */
  policy?: Policy;
};

/** How far a webhook proves who sent it. */
export type Authenticity = 'verified' | 'unsigned' | 'unchecked' | 'forged';

/** Input of `billing_due`. */
export type BillingDue = {
  /** The subscription's plan. */
  plan: Plan;
  /** The state of the periods so far. Required, because without it every period would be charged again. */
  record: ChargeRecord;
  /** The current time. */
  now: Timestamp;
};

/** Why an operator has to decide. Never renamed, never reused. */
export type BillingQuestion = 'record_contradicts' | 'retries_exhausted' | 'decline_final' | 'grace_over';

/** What has to be done about a subscription now. */
export type BillingStep =
  | {
      kind: 'charge';
      /** What to send. */
      charge: Charge;
    }
  | {
      kind: 'resume';
      /** The charge that was sent or was about to be sent. */
      charge: Charge;
    }
  | {
      kind: 'wait';
      /** When to call again. */
      until: Timestamp;
    }
  | {
      kind: 'ask_a_person';
      /** Why. */
      question: BillingQuestion;
      /** The period in question; left out if the record as a whole is in question. */
      period?: number;
    }
  | { kind: 'ended' };

/** Input of `build_request`. */
export type BuildRequest = {
  /** The merchant's account at the PG. */
  merchant: Merchant;
  /** The request. */
  call: PgCall;
  /** The PG treats requests under the same key as one request. */
  idempotencyKey?: IdempotencyKey;
};

/** What a PG can do. Times are in milliseconds. */
export type Capabilities = {
  /** A return already means money; otherwise a confirm call completes it. */
  returnMeansMoney: boolean;
  /** How a payment can be asked for. */
  orderQuery: OrderQuery;
  /** For how long a confirm's idempotency key is honoured; 0 if never. */
  confirmIdempotencyMs: number;
  /** For how long a refund's idempotency key is honoured; 0 if never. */
  refundIdempotencyMs: number;
  /** Whether a refused request is stored under its idempotency key and answered again. */
  refusalsAreReplayed: boolean;
  /** Whether a refund is refused that states another balance than the PG's: then a part cannot go back twice. */
  refundBalanceCheck: boolean;
  /** Whether the PG lists our own reference with a refund. */
  refundReferences: boolean;
  /** For how long a confirm of unknown outcome can be undone (망취소); 0 if it cannot. */
  reversalMs: number;
  /** How many part refunds a payment takes; 0 for full refunds only. */
  partRefunds: number;
  /** How long after its birth a payment may be missing from a query. */
  visibilityDelayMs: number;
  /** For how long after the shopper's authentication a confirm is taken. */
  confirmWindowMs: number;
  /** Whether the PG tells of changes by itself. */
  webhooks: Webhooks;
};

/** The card, masked as the PG masked it. */
export type Card = {
  /** What went through the card, instant discount included, in minor units. */
  amount?: PgAmount;
  /** The issuer's code, in the PG's card table. */
  issuerCode?: string;
  /** The acquirer's code, in the PG's card table. */
  acquirerCode?: string;
  /** The last four characters of the masked number. */
  numberEnd?: string;
  /** The issuer's approval number. Leading zeros count. */
  approvalNumber?: string;
  /** Months of the instalment plan; 0 for one payment. */
  installmentMonths: number;
};

/** The cash receipt that was issued with the payment. */
export type CashReceipt = {
  /** What kind, as the PG writes it. */
  kind?: string;
  /** The amount it is for, in minor units. */
  amount?: PgAmount;
};

/** How certain we are that what was asked for happened. Of a query: that it was answered. */
export type Certainty = 'not_sent' | 'refused' | 'accepted' | 'applied' | 'unknown';

/** One charge of one period. It depends only on the plan, the period and the attempt, not on the time or the scheduler. */
export type Charge = {
  /** The period that is charged. */
  period: Period;
  /** The number of the attempt for this period, from 1. The next attempt is made only after a certain decline. */
  attempt: number;
  /**
   * The order id, `subscription-period-attempt`. Each attempt has its own, so that a query by order id after a lost
   * answer never finds the decline of an earlier attempt.
   */
  orderId: OrderId;
  /**
   * The idempotency key, `subscription:period:attempt`. Each attempt has its own, because a PG stores a decline under
   * its key and would only repeat it (Toss Payments: 15 days).
   */
  idempotencyKey: IdempotencyKey;
};

/** The state of a subscription's periods so far. It must be complete: a period that is not in it counts as never tried. */
export type ChargeRecord = {
  /**
   * All periods up to and including this number are closed, and their rows may be left out; 0 unless given. It keeps
   * the record of a long subscription short, and lets one that was taken over from another system start in the
   * middle.
   */
  closedThrough?: number;
  /** The rows, in any order, at most one for each period. */
  charges: Array<PeriodCharge>;
};

/** Input of `check_claim`. */
export type CheckClaim = {
  /** The order as recorded. */
  order: Order;
  /** The browser's claim. */
  claim: Claim;
  /** The signed session's customer. */
  customerId?: CustomerId;
};

/** Input of `check_payment`. */
export type CheckPayment = {
  /** The order as recorded. */
  order: Order;
  /** The claim's payment key, if there was a claim. */
  paymentKey?: PaymentKey;
  /** The operation that was requested. */
  operation: Operation;
  /** The PG's reply, or why there is none. */
  reply: Reply;
};

/**
 * The payment that the browser says was authenticated. Untrusted: every member is compared before
 * use.
 */
export type Claim = {
  /** The PG whose return address was called. */
  pg: Pg;
  /** The claimed order id. */
  orderId?: string;
  /** The PG's id of the payment. */
  paymentKey?: string;
  /** The amount in major units, as written in the URL. The URL has no currency: the order's applies. */
  amount?: string;
};

/** Output of `check_claim`. */
export type ClaimVerdict =
  | {
      verdict: 'agreed';
      /** The payment to confirm. */
      paymentKey: PaymentKey;
    }
  | {
      verdict: 'differ';
      /** The differences, in declared order. */
      mismatches: Array<Mismatch>;
    };

/** What a PG's documentation says of a code, boiled down to what it asks of us. */
export type CodeClass =
  | 'shopper_can_fix'
  | 'merchant_must_fix'
  | 'passing'
  | 'already_done'
  | 'outcome_open'
  | 'final'
  | 'missing';

/** One documented code of a PG. */
export type CodeRow = {
  /** The PG's own code. */
  code: string;
  /** The HTTP status that it comes with; left out where it does not come by HTTP. */
  status?: number;
  /** The operations it is documented for. */
  operations: Array<Operation>;
  /** What it asks of us. */
  class: CodeClass;
  /** What it comes to. */
  reason: Reason;
};

/** Output of `list_codes`. */
export type Codes = {
  /** Every documented code, in alphabetical order. */
  codes: Array<CodeRow>;
};

/** The confirm requests of a payment. */
export type ConfirmProgress = {
  /** When the shopper's claim came. */
  claimedAt?: Timestamp;
  /** Whether the PG's record agreed with the order before the confirm. */
  verified: boolean;
  /** Number of confirm requests that may have reached the PG. */
  openRequests: number;
  /** When the first confirm under the current idempotency key was started. */
  firstSentAt?: Timestamp;
  /**
   * Number of the idempotency key in use, from 1. A PG keeps a refusal under its key, so the next try needs
   * another.
   */
  round: number;
  /** Whether the PG keeps an error under the current key. */
  errorKept: boolean;
};

/** A currency (ISO 4217) that an order can be in. */
export type Currency = 'KRW' | 'USD' | 'JPY';

/** The shopper's id in the merchant's session: 1 to 300 visible ASCII characters. */
export type CustomerId = string;

/** What a person may decide about a quarantined payment. */
export type Decision = 'accept_as_paid' | 'refund' | 'decline' | 'ask_again';

/** A decision as it is kept with the payment. */
export type DecisionRecord = {
  /** What was decided. */
  decision: Decision;
  /** Who decided, as the host names its operators. */
  decidedBy: OperatorId;
  /** When. */
  at: Timestamp;
  /** Why the payment was quarantined. */
  reason?: Reason;
  /** The mismatches that the decision overrode. */
  overrode?: Array<Mismatch>;
};

/** The virtual account of a payment. */
export type Deposit = {
  /**
   * Whether the money comes, or came, through a virtual account. It can only go back to an account that the
   * shopper names.
   */
  byAccount: boolean;
  /** Until when the account takes its deposit. */
  dueAt?: Timestamp;
};

/** Where the shopper has to deposit. It has a whole account number: show it to its shopper, never log it. */
export type DepositInstructions = {
  /** The bank's code, in the PG's bank table. */
  bankCode?: string;
  /** The whole account number. */
  accountNumber: string;
  /** The depositor's name, as given when the account was issued. */
  customerName?: string;
  /** Until when the deposit is taken. */
  dueAt?: Timestamp;
};

/** Input of `describe` and `describe_for_operator`. */
export type Describe = {
  /** A reason, a state, a mismatch, a rejection or any other of daejo's codes. */
  code: string;
  /** The language; Korean by default. */
  locale?: Locale;
};

/** The text for a code. */
export type Description = {
  /** The code that was asked for. */
  code: string;
  /** Whether the code is known; if not, the text is the one for an open outcome, which promises nothing. */
  known: boolean;
  /** The text. */
  text: string;
};

/** Input of `display_amount`. */
export type DisplayAmount = {
  /** In minor units. */
  amount: Amount;
  /** Its currency. */
  currency: Currency;
};

/** Output of `display_amount`. */
export type DisplayedAmount = {
  /** `₩15,000`, `$10.50`, `¥500`. */
  text: string;
};

/** The easy-pay part. */
export type EasyPay = {
  /** The provider, as the PG writes it. */
  provider?: string;
  /** What account money or pre-paid money paid, in minor units. */
  amount?: PgAmount;
  /** What points and coupons paid, in minor units. */
  discount?: PgAmount;
};

/** What has to be stored in the same database transaction as the payment. */
export type Effect =
  | {
      kind: 'record';
      /** Where it stood. */
      from: State;
      /** Where it stands. */
      to: State;
      /** The kind of evidence. */
      event: string;
      /** Why. */
      reason?: Reason;
      /** When. */
      at: Timestamp;
      /** Who decided or asked, if a person did. */
      by?: OperatorId;
    }
  | { kind: 'commit_stock' }
  | { kind: 'release_stock' }
  | { kind: 'fulfil' }
  | {
      kind: 'alert';
      /** Why. */
      reason: AlertReason;
    }
  | {
      kind: 'publish';
      /** The new state. */
      state: State;
    };

/** One piece of evidence. */
export type Event =
  | {
      kind: 'claim_received';
      /** What it claims. */
      claim: Claim;
      /** The signed session's customer. */
      customer?: CustomerId;
    }
  | {
      kind: 'return_failed';
      /** What the PG said about it. */
      failure: ReturnFailure;
      /** The signed session's customer. */
      customer?: CustomerId;
    }
  | {
      kind: 'call_started';
      /** The operation. */
      operation: Operation;
    }
  | {
      kind: 'answered';
      /** The operation. */
      operation: Operation;
      /**
       * Sequence number of the request: `requests.inFlight.ordinal` of the payment that was stored before it was
       * sent.
       */
      ordinal: number;
      /** How it ended. */
      reply: Reply;
    }
  | {
      kind: 'noticed';
      /** What it says. */
      notice: Notice;
    }
  | { kind: 'time_passed' }
  | {
      kind: 'refund_requested';
      /** Our reference. The same reference twice is the same refund. */
      refundId: RefundId;
      /** How much, in minor units; left out for all that is left. */
      amount?: Amount;
      /** Why, for the PG's records. */
      reason: string;
      /** Who asks for it, as the host names its operators. */
      requestedBy: OperatorId;
      /** Whether the host holds the shopper's account for it. Money from a virtual account can only go back there. */
      toAccount?: boolean;
    }
  | {
      kind: 'decided';
      /** The decision. */
      decision: Decision;
      /** Who decided, as the host names its operators. */
      decidedBy: OperatorId;
      /** Whether the host holds the shopper's account for a refund. */
      toAccount?: boolean;
    };

/**
 * How long a period is, and for months on which day it begins.
 *
 * In JSON one object: `{"unit": "month", "count": 1, "day": 15}`, `{"unit": "month", "count": 3, "day": "last"}`,
 * `{"unit": "day", "count": 30}`, `{"unit": "year", "count": 1}`. `count` is 1 to 65535. `day` is required with
 * `month` and refused with `day` and `year`.
 */
export type Every =
  | {
      unit: 'day';
      /** How many days. */
      count: number;
    }
  | {
      unit: 'month';
      /** How many months. */
      count: number;
      /**
       * The day of the month on which each period after the first begins and is charged. It need not be the
       * anchor's day.
       */
      day: PlanDay;
    }
  | {
      unit: 'year';
      /** How many years. */
      count: number;
    };

/** A request for the host to send, byte for byte. */
export type HttpRequest = {
  /** `GET` or `POST`. */
  method: string;
  /** The whole URL. */
  url: string;
  /** Names and values. `authorization` is a secret: it goes to the PG and nowhere else. */
  headers: Array<[string, string]>;
  /** The body, if the method has one. */
  body?: string;
};

/**
 * Idempotency key: the PG treats requests under the same key as one request. 1 to 300 characters of
 * `A–Z a–z 0–9 - _ : .`.
 */
export type IdempotencyKey = string;

/** A request that was started and may have left. */
export type InFlight = {
  /** The operation. */
  operation: Operation;
  /** Sequence number of this request, from 1. */
  ordinal: number;
  /** When its answer counts as lost. */
  deadlineAt: Timestamp;
};

/** A received HTTP request. */
export type Incoming = {
  /** Names and values. */
  headers?: Array<[string, string]>;
  /** The body's bytes, as received. */
  body: Bytes;
};

/** The queries about a payment, and what they brought. */
export type Inquiry = {
  /** Since when the outcome is open. */
  unknownSince?: Timestamp;
  /** When the last query was started. */
  queriedAt?: Timestamp;
  /** Whether the PG has to be queried whatever the state is: a webhook or a record gave a reason to. */
  queryAgain: boolean;
  /** Number of queries in a row that brought nothing new. */
  emptyQueries: number;
  /** How many of these the PG answered with "not found". */
  notFound: number;
  /** Number of queries in a row whose record contradicts ours about money. The second one goes before a person. */
  contradictions: number;
  /**
   * Sequence number of the newest request whose answer said where the payment stands; 0 if none did. An answer to
   * an older request can only lead to another query.
   */
  lastAnswer: number;
  /** What a webhook said that the PG's record does not say yet. */
  webhookHint?: WebhookHint;
};

/** What is done with money that comes after the payment had ended. */
export type LateMoney = 'refund' | 'revive';

/** A date on the merchant's calendar, as `2026-01-31`: 1970-01-02 to 9999-12-31. */
export type LocalDate = string;

/** A language in which daejo has texts. */
export type Locale = 'ko' | 'en';

/** What is wrong with a call. Never renamed, never reused. */
export type MalformedCode =
  | 'not_json'
  | 'member_missing'
  | 'member_unknown'
  | 'member_repeated'
  | 'value_invalid'
  | 'operation_unknown';

/** A merchant's account at a PG. */
export type Merchant = {
  /** The PG. */
  pg: Pg;
  /** The merchant's number there. */
  merchantId: MerchantId;
  /** The key that only the merchant's server has. */
  secretKey: Secret;
  /** Where the PG is reached, without a path; the PG's own address unless a sandbox stands in for it. */
  baseUrl?: string;
};

/** The merchant's id at a PG (mId, CID, partner id): 1 to 64 visible ASCII characters. */
export type MerchantId = string;

/** How the shopper paid. */
export type Method =
  | { kind: 'card' }
  | { kind: 'virtual_account' }
  | { kind: 'easy_pay' }
  | { kind: 'mobile_phone' }
  | { kind: 'transfer' }
  | { kind: 'gift_certificate' }
  | {
      kind: 'unrecognized';
      /** The word, at most 40 characters. */
      raw: string;
    };

/** A time of day in minutes after local midnight: 0 to 1439. */
export type MinuteOfDay = number;

/** One thing in which two records differ. Codes are never renamed and never reused. */
export type Mismatch =
  | {
      code: 'order_invalid';
      /** The first problem of the lines. */
      problem: OrderProblem;
    }
  | {
      code: 'order_total_differs';
      /** The sum of the lines, in minor units. */
      expected: Amount;
      /** The recorded total, in minor units. */
      actual: Amount;
    }
  | { code: 'order_id_missing' }
  | {
      code: 'order_id_differs';
      /** The order's. */
      expected: string;
      /** What was said, at most 80 characters. */
      actual: string;
    }
  | { code: 'customer_missing' }
  | { code: 'customer_differs' }
  | {
      code: 'pg_differs';
      /** The order's. */
      expected: Pg;
      /** What was said. */
      actual: Pg;
    }
  | { code: 'merchant_id_missing' }
  | {
      code: 'merchant_id_differs';
      /** The order's. */
      expected: string;
      /** What was said, at most 80 characters. */
      actual: string;
    }
  | { code: 'payment_key_missing' }
  | { code: 'payment_key_invalid' }
  | {
      code: 'payment_key_differs';
      /** The one that was claimed. */
      expected: string;
      /** What was said, at most 80 characters. */
      actual: string;
    }
  | { code: 'currency_missing' }
  | {
      code: 'currency_differs';
      /** The order's. */
      expected: Currency;
      /** What was said, at most 80 characters. */
      actual: string;
    }
  | { code: 'amount_missing' }
  | {
      code: 'amount_unreadable';
      /** Why. */
      problem: AmountError;
      /** What stood there, at most 40 characters. */
      actual: string;
    }
  | {
      code: 'amount_differs';
      /** The order's total, or what the PG took as far as we know, in minor units. */
      expected: Amount;
      /** What was said, in minor units. */
      actual: Amount;
    }
  | {
      code: 'tax_free_differs';
      /** The order's, in minor units. */
      expected: Amount;
      /** What was said, in minor units. */
      actual: Amount;
    }
  | {
      code: 'parts_differ';
      /** The amount, in minor units. */
      expected: Amount;
      /** The sum of the parts, in minor units. */
      actual: Amount;
    }
  | {
      code: 'balance_differs';
      /** The amount less the finished refunds, in minor units. */
      expected: Amount;
      /** What the PG says is left, in minor units. */
      actual: Amount;
    }
  | { code: 'refund_amount_missing' }
  | {
      code: 'refund_amount_differs';
      /** What we asked for, in minor units. */
      expected: Amount;
      /** What the PG lists, in minor units. */
      actual: Amount;
    }
  | {
      code: 'refunds_contradict_status';
      /** The status. */
      status: PgStatus;
      /** The amount, in minor units. */
      amount: Amount;
      /** The sum of the finished refunds, in minor units. */
      refunded: Amount;
    }
  | {
      code: 'refunded_fell';
      /** What was given back as far as we know, in minor units. */
      expected: Amount;
      /** What the PG lists now, in minor units. */
      actual: Amount;
    }
  | {
      code: 'purpose_differs';
      /** What the PG says. */
      actual: Purpose;
    }
  | {
      code: 'status_unacceptable';
      /** What the PG says. */
      actual: PgStatus;
    };

/**
 * What is done about missed periods. A period is missed if it ended, or a later one was charged, before the first
 * attempt to charge it: the scheduler was down, or the subscription was taken over from another system. A period that
 * was tried and declined is not missed.
 */
export type Missed = 'charge_latest_only' | 'charge_each';

/** Input of `next_step`. */
export type NextStep = {
  /** The payment as stored. */
  payment: Payment;
  /** The current time. */
  now: Timestamp;
  /** The merchant's settings; the defaults if left out. */
  policy?: Policy;
};

/** An input without members. */
export type NoInput = Record<string, never>;

/** What a webhook says. It never changes a payment by itself: it says which payment to ask the PG about. */
export type Notice = {
  /** What it is about. */
  kind: NoticeKind;
  /** How far it proves who sent it. */
  authenticity: Authenticity;
  /** By which a repeated delivery is known: the PG's own delivery number, or a digest of the body. */
  webhookId: string;
  /** The order it is about. */
  orderId?: string;
  /** The payment it is about. */
  paymentKey?: string;
  /** The PG's number of the transaction that changed. */
  transactionKey?: string;
  /** The status it states. A hint. */
  status?: PgStatus;
  /** The payment it states. A hint. */
  payment?: PgPayment;
  /** When the PG made it. */
  sentAt?: Timestamp;
};

/** What a webhook is about. */
export type NoticeKind =
  | 'payment_changed'
  | 'deposit_changed'
  | 'refund_changed'
  | 'billing_key_deleted'
  | 'other'
  | 'unreadable';

/** Input of `list_codes` and `pg_capabilities`. */
export type OfPg = {
  /** The PG. */
  pg: Pg;
};

/**
 * How far local time is ahead of UTC, in minutes: -720 to 840, the offsets that are in use. Korea is 540 ahead all year
 * (no daylight saving since 1988).
 */
export type OffsetMinutes = number;

/** What can be asked of a PG. */
export type Operation = 'confirm' | 'query_by_payment_key' | 'query_by_order_id' | 'refund' | 'reverse';

/** Who decided or asked for something by hand, as the host names its operators: 1 to 64 visible ASCII characters. */
export type OperatorId = string;

/** An order as the merchant recorded it. */
export type Order = {
  /** The merchant's order id. */
  orderId: OrderId;
  /** The customer who placed the order. */
  customerId: CustomerId;
  /** The PG that processes the payment. */
  pg: Pg;
  /** The merchant's id at that PG; if given, it is compared with the id in the PG's record. */
  merchantId?: MerchantId;
  /** The currency of every amount of the order. */
  currency: Currency;
  /** The ordered items. */
  lines: Array<OrderLine>;
  /** The amount that the shopper pays, in minor units, as recorded. It must equal the sum of the lines. */
  total: Amount;
};

/** The merchant's order id: 6 to 64 characters of `A–Z a–z 0–9 - _`, which every PG accepts. */
export type OrderId = string;

/** One line of an order. */
export type OrderLine = {
  /** The merchant's id of the product, or of a fee such as shipping. */
  productId: string;
  /** Price of one piece, VAT included, in minor units. */
  unitPrice: Amount;
  /** How many pieces, at least 1. */
  quantity: number;
  /** Discount on the whole line, in minor units. */
  discount?: Amount;
  /** How the line is taxed; taxable by default. */
  tax?: Tax;
};

/** Why lines cannot be added up. */
export type OrderProblem =
  | { code: 'no_lines' }
  | { code: 'too_many_lines' }
  | {
      code: 'quantity_zero';
      /** Index of the line, from 0. */
      line: number;
    }
  | {
      code: 'discount_exceeds_line';
      /** Index of the line, from 0. */
      line: number;
    }
  | {
      code: 'sum_too_large';
      /** Index of the line, from 0. */
      line: number;
    }
  | { code: 'total_zero' };

/** Whether a payment can be asked for before its PG number is known for sure. */
export type OrderQuery = 'by_order_id' | 'by_payment_key_only' | 'none';

/** Output of `total_order`. */
export type OrderTotal =
  | {
      verdict: 'totaled';
      /** The sums. */
      totals: Totals;
    }
  | {
      verdict: 'refused';
      /** The problems, in line order. */
      problems: Array<OrderProblem>;
    };

/**
 * One attempt to pay an order: everything that recovery needs, and nothing secret.
 *
 * A host stores it as it is (JSON) and reads `state`, `version`, `captured`, `refunded` and `paymentKey`. The groups
 * behind them are the core's own notes. A member that is added later reads with its default.
 */
export type Payment = {
  /** The id of this attempt. */
  paymentId: PaymentId;
  /** The order it pays. */
  orderId: OrderId;
  /** The PG it goes through. */
  pg: Pg;
  /** Where it stands. */
  state: State;
  /** Number of changes, from 1. A host stores a change only over the version before it. */
  version: number;
  /** The order's total, in minor units. */
  amount: Amount;
  /** The order's currency. */
  currency: Currency;
  /** Until when the host holds the stock. */
  expiresAt: Timestamp;
  /** What the PG took, in minor units. */
  captured: Amount;
  /**
   * What the PG gave back, in minor units. Never more than `captured`, and never less than before unless a person
   * decided so.
   */
  refunded: Amount;
  /** Whether the goods were given out. A refund does not bring them back. */
  fulfilled: boolean;
  /** The PG's number of the payment, once it is known. No other payment may have it. */
  paymentKey?: PaymentKey;
  /** SHA-256, in hex, of the secret that this payment's webhooks carry. */
  webhookSecretDigest?: string;
  /** Why it stands where it stands. */
  reason?: Reason;
  /** How the PG's last record differs from ours, if it does. */
  mismatches?: Array<Mismatch>;
  /** The confirm requests so far. */
  confirm: ConfirmProgress;
  /** The reversal requests (망취소) so far. */
  reversal: ReversalProgress;
  /** What is asked of the PG about this payment, and what it answered. */
  inquiry: Inquiry;
  /** The requests of every kind. */
  requests: Requests;
  /** The virtual account, if the money comes through one. */
  deposit: Deposit;
  /** Refunds, oldest first. */
  refunds?: Array<Refund>;
  /** What people decided, oldest first. */
  decisions?: Array<DecisionRecord>;
};

/** The id of one attempt to pay an order, made by the merchant's server: 6 to 64 characters of `A–Z a–z 0–9 - _`. */
export type PaymentId = string;

/** The PG's id of a payment (paymentKey, tid): 1 to 200 visible ASCII characters. Never parsed. */
export type PaymentKey = string;

/** Output of `check_payment`. */
export type PaymentVerdict =
  | {
      verdict: 'agreed';
      /** How certain the outcome of the requested operation is. */
      certainty: Certainty;
      /** What to do next. */
      action: Action;
      /** The PG's id of the payment. */
      paymentKey: PaymentKey;
      /** The order's total, in minor units. */
      amount: Amount;
      /** The refunded amount, in minor units. */
      refunded: Amount;
      /** The payment's status at the PG. */
      status: PgStatus;
    }
  | {
      verdict: 'differ';
      /** How certain the outcome of the requested operation is. */
      certainty: Certainty;
      /** The payment's status at the PG. */
      status: PgStatus;
      /** The differences, in declared order. */
      mismatches: Array<Mismatch>;
    }
  | {
      verdict: 'no_payment';
      /** How certain the outcome of the requested operation is. */
      certainty: Certainty;
      /** What to do next. */
      action: Action;
      /** Why. */
      reason: Reason;
    };

/** One period of a subscription. */
export type Period = {
  /** Its number, from 1. Period 1 begins on the anchor. */
  number: number;
  /** Its first day. */
  start: LocalDate;
  /** The first day of the period after it. */
  end: LocalDate;
  /** When it becomes due. */
  chargeAt: Timestamp;
};

/** The state of one period: the host's row, unique by subscription and period. */
export type PeriodCharge =
  | {
      state: 'under_way';
      /** The number of the period. */
      period: number;
      /** The number of the attempt, from 1. */
      attempt: number;
    }
  | {
      state: 'settled';
      /** The number of the period. */
      period: number;
    }
  | {
      state: 'declined';
      /** The number of the period. */
      period: number;
      /** How many attempts were declined, at least 1. */
      attempts: number;
      /** When the last attempt was declined. */
      declinedAt: Timestamp;
      /** What follows; the plan's retries unless given. */
      next?: AfterDecline;
    }
  | {
      state: 'waived';
      /** The number of the period. */
      period: number;
    };

/** A payment gateway. */
export type Pg = 'toss_payments';

/** An amount as a PG wrote it: read exactly, or kept as what it was. */
export type PgAmount =
  | Amount
  | {
      /** The first 40 characters of what stood there. */
      raw: string;
      /** Why it is no amount. */
      problem: AmountError;
    };

/** One request to a PG, in words that are the same for every PG. */
export type PgCall =
  | {
      operation: 'confirm';
      /** The merchant's order id. */
      orderId: OrderId;
      /** The PG's number of the payment. */
      paymentKey: PaymentKey;
      /** The order's total, in minor units. */
      amount: Amount;
      /** The order's currency. */
      currency: Currency;
    }
  | {
      operation: 'query_by_payment_key';
      /** The PG's number of the payment. */
      paymentKey: PaymentKey;
    }
  | {
      operation: 'query_by_order_id';
      /** The merchant's order id. */
      orderId: OrderId;
    }
  | {
      operation: 'refund';
      /** The PG's number of the payment. */
      paymentKey: PaymentKey;
      /** Our reference, which the PG keeps in the reason so that the refund is found again. */
      refundId: RefundId;
      /** How much, in minor units; left out for all that is left. */
      amount?: Amount;
      /** What we believe is left, in minor units: the PG refuses if it is not so. */
      refundable?: Amount;
      /** The tax-free part of this refund, in minor units. */
      taxFree?: Amount;
      /** The order's currency. */
      currency: Currency;
      /** Why, for the PG's records: at most 120 characters are sent. */
      reason: string;
      /**
       * Whether it has to go to an account of the shopper's: the host adds `account` before it builds the
       * request, because an account number is not kept with the payment.
       */
      toAccount?: boolean;
      /** Where to, for a deposited virtual account. */
      account?: RefundAccount;
    }
  | {
      operation: 'reverse';
      /** The merchant's order id. */
      orderId: OrderId;
      /** The PG's number of the payment. */
      paymentKey: PaymentKey;
      /** The order's total, in minor units. */
      amount: Amount;
      /** The order's currency. */
      currency: Currency;
    };

/** A currency as a PG wrote it. */
export type PgCurrency =
  | Currency
  | {
      /** The word. */
      raw: string;
    };

/** Why a payment ended without money. */
export type PgFailure = {
  /** The PG's own code. */
  code?: string;
  /** What it comes to. */
  reason: Reason;
};

/** A payment as its PG states it. A member that the PG left out is left out here: nothing is filled in. */
export type PgPayment = {
  /** Who says so. */
  pg: Pg;
  /** The merchant's order id. */
  orderId?: string;
  /** The PG's number of the payment. */
  paymentKey?: string;
  /** The merchant's number at the PG. */
  merchantId?: string;
  /** The currency. */
  currency?: PgCurrency;
  /** What was asked for at the start, in minor units. Refunds do not change it. */
  amount?: PgAmount;
  /** What can still be refunded, in minor units. Not money held: a payment without money has it too. */
  balance?: PgAmount;
  /** The tax-free part, in minor units. */
  taxFree?: PgAmount;
  /** Net of VAT, of what remains after refunds, in minor units. */
  supplied?: PgAmount;
  /** VAT, of what remains after refunds, in minor units. */
  vat?: PgAmount;
  /** Where it stands. */
  status: PgStatus;
  /** What kind of payment it is. */
  purpose?: Purpose;
  /** How the shopper paid, once chosen. */
  method?: Method;
  /** When it was asked for. */
  requestedAt?: Timestamp;
  /** When the money was taken, as the PG says. A declined payment can have it too. */
  approvedAt?: Timestamp;
  /** The card, if one was used. */
  card?: Card;
  /** The easy-pay part, if there is one. */
  easyPay?: EasyPay;
  /** The virtual account, if one was issued. */
  virtualAccount?: VirtualAccount;
  /** The refunds that the PG lists, in its order, also those that nobody here asked for. */
  refunds?: Array<PgRefund>;
  /** Whether part refunds are possible. */
  partRefundable?: boolean;
  /** The cash receipt, if one was issued. */
  cashReceipt?: CashReceipt;
  /** Why it ended without money. */
  failure?: PgFailure;
  /** Where the shopper finds the receipt: by `https`, or on this machine for a sandbox. */
  receiptUrl?: string;
  /** SHA-256, in hex, of the secret that this payment's webhooks will carry. The secret itself stays behind. */
  webhookSecretDigest?: string;
  /** The version of the PG's API that wrote this. */
  apiVersion?: string;
};

/** One refund that the PG lists. */
export type PgRefund = {
  /** The PG's number of the refund. */
  transactionKey?: string;
  /** How much, in minor units. */
  amount?: PgAmount;
  /** How far it is. */
  status: PgRefundStatus;
  /** Our own reference, if the reason that the PG keeps carries one. */
  reference?: string;
  /** When. */
  refundedAt?: Timestamp;
};

/** How far a refund is at the PG. */
export type PgRefundStatus =
  | { kind: 'done' }
  | { kind: 'in_progress' }
  | { kind: 'failed' }
  | {
      kind: 'unrecognized';
      /** The word, at most 40 characters. */
      raw: string;
    };

/** Where a payment stands at its PG. */
export type PgStatus =
  | { kind: 'created' }
  | { kind: 'authenticated' }
  | { kind: 'awaiting_deposit' }
  | { kind: 'captured' }
  | { kind: 'partially_refunded' }
  | { kind: 'refunded' }
  | { kind: 'canceled' }
  | { kind: 'declined' }
  | { kind: 'expired' }
  | {
      kind: 'unrecognized';
      /** The word, at most 40 characters. */
      raw: string;
    };

/**
 * When a subscription is charged. A period is charged on its first day, in advance.
 *
 * Period 1 begins on the anchor, so the anchor is the date of the first charge, whatever the plan's day is. With days
 * and years the later periods are counted from the anchor. With months each later period begins on the plan's day
 * ({@link Every::Month}):
 *
 * - If the anchor is on the plan's day, period 1 is a full one.
 * - If not, period 1 is short: it is the rest of the full period that would have begun on the last plan day before the
 * anchor. With one month it ends on the first plan day after the anchor, which can be the next day. It is shorter
 * than a full one by less than a month, and never longer.
 *
 * | anchor | every | period starts |
 * |---|---|---|
 * | 2026-02-28 | 1 month, `"last"` | 02-28, 03-31, 04-30 |
 * | 2026-01-20 | 1 month, `15` | 01-20, 02-15, 03-15 |
 * | 2026-01-10 | 1 month, `15` | 01-10, 01-15, 02-15 |
 * | 2026-01-20 | 3 months, `15` | 01-20, 04-15, 07-15 |
 * | 2026-01-10 | 3 months, `15` | 01-10, 03-15, 06-15 |
 *
 * The plan has no price: a shop that charges less for a short first period works that out from the period's `start`
 * and `end`. A shop that takes no money before the plan's day makes that day the anchor.
 *
 * `subscription_id`, `anchor` and `every` number the periods and must never change: a subscription that moves to
 * another day or another length is a new one with its own id.
 */
export type Plan = {
  /** The merchant's own number of the subscription. */
  subscriptionId: SubscriptionId;
  /** The day on which it began and is charged first, on the merchant's calendar. */
  anchor: LocalDate;
  /** How long a period is, and for months on which day it begins. */
  every: Every;
  /** How far the merchant's calendar is ahead of UTC; 540 minutes (Korea) unless given. */
  offsetMinutes?: OffsetMinutes;
  /** The time of the charge on a period's first day, in minutes after local midnight. */
  chargeTime: MinuteOfDay;
  /** The end of the term: no period begins on this day or later. Periods that began before it are still charged. */
  until?: LocalDate;
  /**
   * When the subscription was stopped: from then on nothing is sent, even for unpaid periods. The outcome of a charge
   * that was sent before is still resolved.
   */
  endedAt?: Timestamp;
  /** What is done about missed periods. */
  missed: Missed;
  /**
   * The pauses in days before a declined charge is tried again: this many local days after the decline, at the
   * charge time. No retries unless given.
   */
  retryDays?: RetryDays;
  /**
   * For how many days after its charge instant a declined period is retried automatically; after that an operator
   * decides. Unless given, only `retry_days` limits the retries.
   */
  graceDays?: number;
};

/**
 * The day of the month on which a plan charges: 1 to 28, or the last day of each month.
 *
 * In JSON a number or the text `"last"`: `15`, `"last"`. 29, 30 and 31 are refused, because some months do not have
 * them: a shop that bills at the end of the month says `"last"`.
 */
export type PlanDay = number | 'last';

/** A merchant's choices. Times are in milliseconds; every member has a default. */
export type Policy = {
  /** After how long an answer counts as lost. If it comes later, it still counts as evidence. */
  callTimeoutMs?: number;
  /**
   * Whether the PG's record is compared with the order before the confirm. It costs one request, and a tampered
   * payment is refused before money moves instead of refunded after.
   */
  verifyBeforeConfirm?: boolean;
  /** The pause after the first empty query. It doubles with each one. */
  firstPauseMs?: number;
  /** The longest pause between two queries. */
  longestPauseMs?: number;
  /** The longest time that the PG's `Retry-After` can put a request off. It never puts one off beyond the budget. */
  retryAfterLimitMs?: number;
  /**
   * How long after a query an unauthenticated webhook can cause the next one. Unauthenticated webhooks must not
   * trigger unlimited queries.
   */
  unprovenNoticePauseMs?: number;
  /** For how long the PG is queried about an open outcome before a person decides. */
  unknownBudgetMs?: number;
  /** For how long the PG is queried about a refund with an open outcome before a person decides. */
  refundBudgetMs?: number;
  /** The longest pause between two tries of a refund: a bank takes longer than a card. */
  refundLongestPauseMs?: number;
  /** What is done with money that comes after the payment had ended. */
  lateMoney?: LateMoney;
  /** The pause between two queries about a virtual account without a webhook. */
  depositPollMs?: number;
  /** How long after its deadline a deposit is still expected. */
  depositGraceMs?: number;
  /**
   * What the PG can do for this merchant, if the contract allows less than the PG's own capabilities. Never more
   * than the PG honours: the process relies on it with money.
   */
  capabilities?: Capabilities;
};

/** What kind of payment it is. */
export type Purpose =
  | { kind: 'one_time' }
  | { kind: 'recurring' }
  | { kind: 'wallet' }
  | {
      kind: 'unrecognized';
      /** The word, at most 40 characters. */
      raw: string;
    };

/** Input of `read_answer`. */
export type ReadAnswer = {
  /** The PG that answered. */
  pg: Pg;
  /** The operation that was requested. */
  operation: Operation;
  /** The PG's reply, or why there is none. */
  reply: Reply;
};

/** Input of `deposit_instructions`. */
export type ReadDeposit = {
  /** The PG that answered. */
  pg: Pg;
  /** The PG's reply to a confirm or a query. */
  reply: Reply;
};

/** Input of `read_return`. */
export type ReadReturn = {
  /** The PG whose return address was called. */
  pg: Pg;
  /** The query or the form body, with or without `?`. */
  query: string;
};

/** Input of `read_webhook`. */
export type ReadWebhook = {
  /** The PG whose webhook address was called. */
  pg: Pg;
  /** The received request. */
  request: Incoming;
  /** `webhookSecretDigest` of the payment that the webhook names, once the host has found it. */
  webhookSecretDigest?: string;
};

/**
 * Why something is as it is. The code is the same in every language, never renamed and never reused;
 * `describe` has words for each, for shoppers and for operators.
 */
export type Reason =
  | 'approved'
  | 'awaiting_deposit'
  | 'authenticated'
  | 'waiting_for_shopper'
  | 'refunded'
  | 'partially_refunded'
  | 'refund_in_progress'
  | 'reversed'
  | 'shopper_canceled'
  | 'window_aborted'
  | 'session_expired'
  | 'card_details_wrong'
  | 'card_unsupported'
  | 'installment_unsupported'
  | 'customer_details_wrong'
  | 'authentication_failed'
  | 'account_details_wrong'
  | 'refund_account_wrong'
  | 'cash_receipt_details_wrong'
  | 'billing_key_removed'
  | 'card_declined'
  | 'card_unusable'
  | 'limit_exceeded'
  | 'too_many_attempts'
  | 'fraud_suspected'
  | 'account_declined'
  | 'declined'
  | 'canceled_at_pg'
  | 'refund_not_possible'
  | 'partial_refund_not_possible'
  | 'refund_limit_reached'
  | 'refund_account_needed'
  | 'records_differ'
  | 'configuration_error'
  | 'request_invalid'
  | 'amount_too_small'
  | 'already_processed'
  | 'balance_changed'
  | 'in_progress_elsewhere'
  | 'not_found'
  | 'method_unavailable'
  | 'rate_limited'
  | 'pg_unavailable'
  | 'outcome_unknown'
  | 'unlisted_code'
  | 'unlisted_status'
  | 'body_unreadable'
  | 'body_too_large'
  | 'not_sent'
  | 'no_answer';

/** Input of `redact_text`. */
export type RedactText = {
  /** Any text: a body, a header line, an error. */
  text: string;
};

/** Output of `redact_text`. */
export type RedactedText = {
  /** The text, with `***` in the place of each secret and personal number. */
  text: string;
};

/** One refund. */
export type Refund = {
  /** Our reference. The PG keeps it too, if it can. */
  refundId: RefundId;
  /** How much, in minor units; left out for all that is left. */
  amount?: Amount;
  /** Why, for the PG's records. */
  reason: string;
  /** Who asked for it; left out if the process itself gives money back. */
  requestedBy?: OperatorId;
  /** How far it is. */
  state: RefundState;
  /** Number of requests for it that may have reached the PG. */
  openRequests: number;
  /**
   * Number of the idempotency key in use, from 1. A PG keeps a refusal under its key, so the next try needs
   * another.
   */
  round: number;
  /** Its tax-free part, in minor units. */
  taxFree?: Amount;
  /** When it was first sent under the current key. */
  sentAt?: Timestamp;
  /** Whether it goes to the shopper's account, which the host holds. */
  toAccount?: boolean;
  /** Why the PG refused. */
  refusal?: Reason;
};

/** The account that a deposited virtual account is refunded to. It is a person's: it goes to the PG only. */
export type RefundAccount = {
  /** The bank's code, in the PG's bank table. */
  bankCode: string;
  /** The number: digits only, at most 20. */
  accountNumber: string;
  /** The holder's name, at most 60 characters. */
  holderName: string;
};

/** The id of one requested refund: 6 to 40 characters of `A–Z a–z 0–9 - _`. */
export type RefundId = string;

/** How far a refund is. */
export type RefundState = 'requested' | 'unknown' | 'done' | 'refused';

/** Why an event was rejected. The payment is unchanged. */
export type Rejection =
  | {
      code: 'claim_refused';
      /** In what, in declared order. */
      mismatches: Array<Mismatch>;
    }
  | { code: 'wrong_order' }
  | { code: 'sums_broken' }
  | { code: 'another_payment' }
  | {
      code: 'ended';
      /** As what. */
      state: State;
    }
  | { code: 'not_due' }
  | { code: 'never_asked' }
  | {
      code: 'nothing_to_refund';
      /** Where the payment stands. */
      state: State;
    }
  | {
      code: 'refund_exceeds_balance';
      /** What is left, in minor units. */
      refundable: Amount;
    }
  | { code: 'part_refund_not_possible' }
  | { code: 'refund_account_missing' }
  | { code: 'refund_differs' }
  | { code: 'refund_under_way' }
  | {
      code: 'nothing_to_decide';
      /** Where the payment stands. */
      state: State;
    }
  | {
      code: 'decision_not_allowed';
      /** What can be refunded, in minor units, as far as it is known. */
      refundable: Amount;
    };

/** The requests of a payment, of every kind. */
export type Requests = {
  /** Number of requests that were started. It is the sequence number of the newest one. */
  count: number;
  /** Sequence number of the last request that was started before the payment ended; 0 before the end. */
  countAtEnd: number;
  /** The request under way. */
  inFlight?: InFlight;
  /** No request is sent before this time. */
  notBefore?: Timestamp;
};

/**
 * The pauses before a declined charge is tried again: up to 20, each of 1 to 255 days. With an empty list it is never
 * tried again.
 */
export type RetryDays = Array<number>;

/** The content of a return URL. */
export type Return =
  | {
      outcome: 'claimed';
      /** The claim in the URL. */
      claim: Claim;
    }
  | {
      outcome: 'failed';
      /** The failure in the URL. */
      failure: ReturnFailure;
    }
  | {
      outcome: 'unreadable';
      /** The problems, in reading order. */
      problems: Array<ReturnProblem>;
    };

/** The PG sent the shopper back without a payment. */
export type ReturnFailure = {
  /** The PG whose return address was called. */
  pg: Pg;
  /** The claimed order id; a PG may leave it out when the shopper cancels. */
  orderId?: string;
  /** The reason, as a code that `describe` explains. */
  reason: Reason;
  /** The PG's own code: letters, digits and `_`, at most 64 characters. */
  pgCode?: string;
};

/** What is wrong with a return URL. */
export type ReturnProblem =
  | {
      code: 'parameter_missing';
      /** Its name. */
      parameter: string;
    }
  | {
      code: 'parameter_repeated';
      /** Its name. */
      parameter: string;
    }
  | {
      code: 'parameter_too_long';
      /** Its name. */
      parameter: string;
    }
  | {
      code: 'not_text';
      /** Its name, or `query` if the whole query is longer than 8 KiB. */
      parameter: string;
    };

/** The reversal requests (망취소) of a payment. */
export type ReversalProgress = {
  /** Number of reversal requests that may have reached the PG. */
  openRequests: number;
  /** Whether the PG refused to reverse the confirm. */
  refused: boolean;
};

/** A secret. `Debug` does not print it, and there is no `Display`. */
export type Secret = string;

/** Input of `start_payment`. */
export type StartPayment = {
  /** The id of this attempt, made by the host and never reused. */
  paymentId: PaymentId;
  /** The order as recorded. */
  order: Order;
  /** Until when the order's stock is held. */
  expiresAt: Timestamp;
};

/** Output of `start_payment`. */
export type Started =
  | {
      verdict: 'started';
      /** The payment to store. */
      payment: Payment;
    }
  | {
      verdict: 'refused';
      /** Why. */
      mismatches: Array<Mismatch>;
    };

/** Where a payment stands with us. */
export type State =
  | 'ready'
  | 'confirming'
  | 'awaiting_deposit'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'refunding'
  | 'reversing'
  | 'declined'
  | 'canceled'
  | 'expired'
  | 'unknown'
  | 'quarantined';

/** What has to be done now. */
export type Step =
  | {
      kind: 'call';
      /** The request. */
      call: PgCall;
      /** The idempotency key that makes a repetition the same request; queries have none. */
      idempotencyKey?: IdempotencyKey;
      /** How long to wait for the answer, in milliseconds. */
      timeoutMs: number;
    }
  | {
      kind: 'wait';
      /** Until when. */
      until: Timestamp;
    }
  | { kind: 'tick' }
  | { kind: 'ask_a_person' }
  | { kind: 'nothing' };

/**
 * The id of a subscription, made by the merchant's server: 6 to 40 characters of `A–Z a–z 0–9 - _`. The
 * order ids of its charges begin with it and are up to 12 characters longer in practice: use at most 28
 * characters where a PG takes order ids of 40 (KG Inicis).
 */
export type SubscriptionId = string;

/** How a line is taxed. */
export type Tax = 'taxable' | 'tax_free';

/** A point in time: milliseconds since 1970-01-01T00:00:00Z, `0 ..= 2^53 - 1`. */
export type Timestamp = number;

/** Input of `total_order`. */
export type TotalOrder = {
  /** The order's lines; all prices in minor units of one currency. */
  lines: Array<OrderLine>;
};

/** The sums of an order's lines. All in minor units. */
export type Totals = {
  /** The amount that the shopper pays: taxable plus tax-free. */
  total: Amount;
  /** All discounts. */
  discount: Amount;
  /** The part that includes VAT. */
  taxable: Amount;
  /** The part without VAT (면세). */
  taxFree: Amount;
  /** The taxable part net of VAT (공급가액). */
  supplied: Amount;
  /** The VAT in the taxable part: one eleventh, half rounded up (부가세). */
  vat: Amount;
};

/** How a request ended without an answer. */
export type TransportFailure = 'not_sent' | 'timed_out' | 'connection_lost';

/** Output of `version`. */
export type Version = {
  /** The version of the core. */
  version: string;
  /** SHA-256 of the vectors that this version passed, in hex. */
  vectors: string;
};

/** The virtual account, masked. `deposit_instructions` has the whole number. */
export type VirtualAccount = {
  /** The bank's code, in the PG's bank table. */
  bankCode?: string;
  /** The account number with all but its last four characters hidden. */
  accountMasked?: string;
  /** Until when the deposit is taken. */
  dueAt?: Timestamp;
  /** Whether the PG says that the deadline has passed. */
  expired: boolean;
  /** How far a refund to the shopper's account is, as the PG writes it. */
  refundStatus?: string;
};

/** What the last webhook said, until the PG's record says the same. */
export type WebhookHint = {
  /** The status in the webhook. */
  status: PgStatus;
  /** When it was received. */
  receivedAt: Timestamp;
  /** When the PG made it, if it says so. */
  madeAt?: Timestamp;
  /** Whether its sender proved to be the PG. */
  isVerified: boolean;
};

/** Whether a PG tells of changes by itself. */
export type Webhooks = 'none' | 'unsigned' | 'signed';
