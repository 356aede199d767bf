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

/** A PG's reply in terms that are the same for every PG. */
export type Answer = {
  /** How certain it is that the PG carried out the request. */
  certainty: Certainty;
  /** What to do next. */
  action: Action;
  /** The reason, as a code that `describe` explains. */
  reason: Reason;
  /** The pause in seconds that the PG demands before the next request (`retry-after`), if it does. */
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

/** Whether a webhook proves that the PG sent it. */
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
  /** Whether the money is taken before the shopper returns. Otherwise a confirm request takes it. */
  returnMeansMoney: boolean;
  /** By which ids a payment can be queried. */
  orderQuery: OrderQuery;
  /** For how long the PG recognises a confirm's idempotency key; 0 if it does not use keys. */
  confirmIdempotencyMs: number;
  /** For how long the PG recognises a refund's idempotency key; 0 if it does not use keys. */
  refundIdempotencyMs: number;
  /** Whether the PG stores a refusal under its idempotency key and repeats it for the same key. */
  refusalsAreReplayed: boolean;
  /**
   * Whether the PG refuses a refund that states another balance than its own. Then the same part cannot be refunded
   * twice.
   */
  refundBalanceCheck: boolean;
  /** Whether the PG's record lists the merchant's refund id with each refund. */
  refundReferences: boolean;
  /** For how long a confirm of unknown outcome can be reversed (망취소); 0 if it cannot. */
  reversalMs: number;
  /** How many partial refunds a payment can have; 0 for full refunds only. */
  partRefunds: number;
  /** For how long a new payment can be missing from queries. */
  visibilityDelayMs: number;
  /** For how long after the shopper's authentication the PG accepts a confirm. */
  confirmWindowMs: number;
  /** Whether the PG sends webhooks, and whether it signs them. */
  webhooks: Webhooks;
};

/** The card. The number is masked by the PG. */
export type Card = {
  /** The amount charged to the card, instant discount included, in minor units. */
  amount?: PgAmount;
  /** The issuer's code, in the PG's card table. */
  issuerCode?: string;
  /** The acquirer's code, in the PG's card table. */
  acquirerCode?: string;
  /** The last four characters of the masked card number. */
  numberEnd?: string;
  /** The issuer's approval number. Leading zeros are part of it. */
  approvalNumber?: string;
  /** The number of monthly instalments; 0 for a payment in full. */
  installmentMonths: number;
};

/** The cash receipt that was issued with the payment (현금영수증). */
export type CashReceipt = {
  /** The kind, as the PG writes it. */
  kind?: string;
  /** The receipt's amount, in minor units. */
  amount?: PgAmount;
};

/** How certain it is that the PG carried out the request. For a query: that the PG answered it. */
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

/** What a documented code means for the request. */
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
  /** The HTTP status of such an answer; left out if the code does not come in an HTTP answer. */
  status?: number;
  /** The operations for which the PG documents it. */
  operations: Array<Operation>;
  /** What it means for the request. */
  class: CodeClass;
  /** The reason that it stands for. */
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

/** Output of `deposit_instructions`. */
export type Deposit = {
  /** Where to deposit; left out if the reply has no account that awaits a deposit. */
  instructions?: DepositInstructions;
};

/**
 * The account to which the shopper has to deposit. The account number is complete: show it to the shopper, never log
 * it.
 */
export type DepositInstructions = {
  /** The bank's code, in the PG's bank table. */
  bankCode?: string;
  /** The complete account number. */
  accountNumber: string;
  /** The depositor's name, as given when the account was issued. */
  customerName?: string;
  /** The deposit's deadline. */
  dueAt?: Timestamp;
};

/** The virtual account of a payment. */
export type DepositProgress = {
  /**
   * Whether the money comes, or came, through a virtual account. It can only go back to an account that the
   * shopper names.
   */
  byAccount: boolean;
  /** Until when the account takes its deposit. */
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

/** The easy-pay part of a payment. */
export type EasyPay = {
  /** The provider, as the PG writes it. */
  provider?: string;
  /** The amount paid with account or prepaid money, in minor units. */
  amount?: PgAmount;
  /** The amount paid with points and coupons, in minor units. */
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
  /** The complete URL, with the query. */
  url: string;
  /** Pairs of name and value. `authorization` is a secret: send it to the PG and nowhere else. */
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
  /** The merchant's id at the PG. */
  merchantId: MerchantId;
  /** The secret key, which only the merchant's server has. */
  secretKey: Secret;
  /** Scheme and host of the PG's API, without a path. Left out: the PG's own. Set it to use a sandbox. */
  baseUrl?: string;
};

/** The merchant's id at a PG (mId, CID, partner id): 1 to 64 visible ASCII characters. */
export type MerchantId = string;

/** The payment method. */
export type Method =
  | { kind: 'card' }
  | { kind: 'virtual_account' }
  | { kind: 'easy_pay' }
  | { kind: 'mobile_phone' }
  | { kind: 'transfer' }
  | { kind: 'gift_certificate' }
  | {
      kind: 'unrecognized';
      /** The PG's word, at most 40 characters. */
      raw: string;
    };

/** A time of day in minutes after local midnight: 0 to 1439. */
export type MinuteOfDay = number;

/** One difference between two records. Codes are never renamed and never reused. */
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
      /** The order's value. */
      expected: string;
      /** The value in the claim or the PG's record, at most 80 characters. */
      actual: string;
    }
  | { code: 'customer_missing' }
  | { code: 'customer_differs' }
  | {
      code: 'pg_differs';
      /** The order's value. */
      expected: Pg;
      /** The PG of the claim or the record. */
      actual: Pg;
    }
  | { code: 'merchant_id_missing' }
  | {
      code: 'merchant_id_differs';
      /** The order's value. */
      expected: string;
      /** The value in the claim or the PG's record, at most 80 characters. */
      actual: string;
    }
  | { code: 'payment_key_missing' }
  | { code: 'payment_key_invalid' }
  | {
      code: 'payment_key_differs';
      /** The claimed payment key. */
      expected: string;
      /** The value in the claim or the PG's record, at most 80 characters. */
      actual: string;
    }
  | { code: 'currency_missing' }
  | {
      code: 'currency_differs';
      /** The order's value. */
      expected: Currency;
      /** The value in the claim or the PG's record, at most 80 characters. */
      actual: string;
    }
  | { code: 'amount_missing' }
  | {
      code: 'amount_unreadable';
      /** Why it is not valid. */
      problem: AmountError;
      /** The text, at most 40 characters. */
      actual: string;
    }
  | {
      code: 'amount_differs';
      /** The order's total, or the captured amount as recorded so far, in minor units. */
      expected: Amount;
      /** The value in the claim or the PG's record, in minor units. */
      actual: Amount;
    }
  | {
      code: 'tax_free_differs';
      /** The order's value, in minor units. */
      expected: Amount;
      /** The value in the claim or the PG's record, in minor units. */
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
      /** The amount minus the completed refunds, in minor units. */
      expected: Amount;
      /** The balance in the PG's record, in minor units. */
      actual: Amount;
    }
  | { code: 'refund_amount_missing' }
  | {
      code: 'refund_amount_differs';
      /** The requested amount, in minor units. */
      expected: Amount;
      /** The amount in the PG's record, in minor units. */
      actual: Amount;
    }
  | {
      code: 'refunds_contradict_status';
      /** The status. */
      status: PgStatus;
      /** The amount, in minor units. */
      amount: Amount;
      /** The sum of the completed refunds, in minor units. */
      refunded: Amount;
    }
  | {
      code: 'refunded_fell';
      /** The refunded amount as recorded so far, in minor units. */
      expected: Amount;
      /** The refunded amount in the PG's record now, in minor units. */
      actual: Amount;
    }
  | {
      code: 'purpose_differs';
      /** The kind in the PG's record. */
      actual: Purpose;
    }
  | {
      code: 'status_unacceptable';
      /** The status in the PG's record. */
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

/** The content of a webhook. It never changes a payment: it only says which payment to query at the PG. */
export type Notice = {
  /** The subject. */
  kind: NoticeKind;
  /** Whether it proves that the PG sent it. */
  authenticity: Authenticity;
  /** Identifies a repeated delivery: the PG's own delivery id with the start of the body's digest, or the digest. */
  webhookId: string;
  /** The order id in it. */
  orderId?: string;
  /** The PG's payment key in it. */
  paymentKey?: string;
  /** The PG's id of the transaction that changed. */
  transactionKey?: string;
  /** The status in it, only a hint. */
  status?: PgStatus;
  /** The payment in it, only a hint. */
  payment?: PgPayment;
  /** When the PG created it. */
  sentAt?: Timestamp;
};

/** The subject of a webhook. */
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

/** A kind of request to a PG. */
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
  /** The number of pieces, at least 1. */
  quantity: number;
  /** Discount on the whole line, in minor units. */
  discount?: Amount;
  /** The line's tax; taxable by default. */
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

/** By which ids a payment can be queried. */
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
  deposit: DepositProgress;
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

/** An amount from a PG: an exact amount, or the original text if it is not one. */
export type PgAmount =
  | Amount
  | {
      /** The first 40 characters of the text. */
      raw: string;
      /** Why it is not a valid amount. */
      problem: AmountError;
    };

/** One request to a PG, in terms that are the same for every PG. */
export type PgCall =
  | {
      operation: 'confirm';
      /** The merchant's order id. */
      orderId: OrderId;
      /** The PG's payment key. */
      paymentKey: PaymentKey;
      /** The order's total, in minor units. */
      amount: Amount;
      /** The order's currency. */
      currency: Currency;
    }
  | {
      operation: 'query_by_payment_key';
      /** The PG's payment key. */
      paymentKey: PaymentKey;
    }
  | {
      operation: 'query_by_order_id';
      /** The merchant's order id. */
      orderId: OrderId;
    }
  | {
      operation: 'refund';
      /** The PG's payment key. */
      paymentKey: PaymentKey;
      /** The merchant's id of the refund. The PG stores it in the reason, so the refund can be found in its record. */
      refundId: RefundId;
      /** The amount to refund, in minor units. Left out: all that is still refundable. */
      amount?: Amount;
      /** The expected refundable balance, in minor units. The PG refuses if its own differs. */
      refundable?: Amount;
      /** The tax-free part of this refund, in minor units. */
      taxFree?: Amount;
      /** The order's currency. */
      currency: Currency;
      /** The reason, for the PG's records. At most 120 characters are sent. */
      reason: string;
      /**
       * Whether the money has to go to a bank account of the shopper. Then the host adds `account` before it builds
       * the request, because an account number is not stored with the payment.
       */
      toAccount?: boolean;
      /** The bank account, if the payment was a deposit to a virtual account. */
      account?: RefundAccount;
    }
  | {
      operation: 'reverse';
      /** The merchant's order id. */
      orderId: OrderId;
      /** The PG's payment key. */
      paymentKey: PaymentKey;
      /** The order's total, in minor units. */
      amount: Amount;
      /** The order's currency. */
      currency: Currency;
    };

/** A currency from a PG. */
export type PgCurrency =
  | Currency
  | {
      /** The code, at most 40 characters. */
      raw: string;
    };

/** Why a payment failed. */
export type PgFailure = {
  /** The PG's own code. */
  code?: string;
  /** The reason, as a code that `describe` explains. */
  reason: Reason;
};

/** A payment as the PG's record states it. A member that the PG left out is left out here too: no default is filled in. */
export type PgPayment = {
  /** The PG whose record it is. */
  pg: Pg;
  /** The merchant's order id. */
  orderId?: string;
  /** The PG's payment key. */
  paymentKey?: string;
  /** The merchant's id at the PG. */
  merchantId?: string;
  /** The currency. */
  currency?: PgCurrency;
  /** The amount of the payment, in minor units. Refunds do not change it. */
  amount?: PgAmount;
  /** The amount that can still be refunded, in minor units. A payment that captured no money can have one too. */
  balance?: PgAmount;
  /** The tax-free part, in minor units. */
  taxFree?: PgAmount;
  /** The amount net of VAT (공급가액) after refunds, in minor units. */
  supplied?: PgAmount;
  /** The VAT (부가세) after refunds, in minor units. */
  vat?: PgAmount;
  /** The status. */
  status: PgStatus;
  /** The kind of payment. */
  purpose?: Purpose;
  /** The payment method, once the shopper has chosen one. */
  method?: Method;
  /** When the payment was requested. */
  requestedAt?: Timestamp;
  /** When the payment was approved, according to the PG. A declined payment can have it too. */
  approvedAt?: Timestamp;
  /** The card, if one was used. */
  card?: Card;
  /** The easy-pay part, if there is one. */
  easyPay?: EasyPay;
  /** The virtual account, if one was issued. */
  virtualAccount?: VirtualAccount;
  /** The refunds in the PG's record, in its order. Refunds made elsewhere (the PG's dashboard) are included. */
  refunds?: Array<PgRefund>;
  /** Whether partial refunds are possible. */
  partRefundable?: boolean;
  /** The cash receipt, if one was issued. */
  cashReceipt?: CashReceipt;
  /** Why the payment failed. */
  failure?: PgFailure;
  /** The URL of the shopper's receipt: `https`, or a loopback address of a sandbox. */
  receiptUrl?: string;
  /** SHA-256, in hex, of the secret that this payment's webhooks hold. The secret itself is not kept. */
  webhookSecretDigest?: string;
  /** The version of the PG's API that wrote this. */
  apiVersion?: string;
};

/** One refund in the PG's record. */
export type PgRefund = {
  /** The PG's id of the refund's transaction. */
  transactionKey?: string;
  /** The refunded amount, in minor units. */
  amount?: PgAmount;
  /** The status. */
  status: PgRefundStatus;
  /** The merchant's refund id, if the reason in the PG's record holds one. */
  reference?: string;
  /** When the PG made the refund. */
  refundedAt?: Timestamp;
};

/** The status of a refund at the PG. */
export type PgRefundStatus =
  | { kind: 'done' }
  | { kind: 'in_progress' }
  | { kind: 'failed' }
  | {
      kind: 'unrecognized';
      /** The PG's word, at most 40 characters. */
      raw: string;
    };

/** The status of a payment at its PG. */
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
      /** The PG's word, at most 40 characters. */
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

/** The kind of payment. */
export type Purpose =
  | { kind: 'one_time' }
  | { kind: 'recurring' }
  | { kind: 'wallet' }
  | {
      kind: 'unrecognized';
      /** The PG's word, at most 40 characters. */
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
 * The reason for an outcome. Its code is the same in every language, never renamed and never reused.
 * `describe` has a text for each, for shoppers and for operators.
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

/** The shopper's bank account to which a virtual account's deposit is refunded. Personal data: send it to the PG only. */
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

/** Why a request got no answer. */
export type TransportFailure = 'not_sent' | 'timed_out' | 'connection_lost';

/** Output of `version`. */
export type Version = {
  /** The version of the core. */
  version: string;
  /** SHA-256 of the vectors that this version passed, in hex. */
  vectors: string;
};

/** The virtual account, masked. `deposit_instructions` returns the complete number. */
export type VirtualAccount = {
  /** The bank's code, in the PG's bank table. */
  bankCode?: string;
  /** The account number; all but the last four characters are `*`. */
  accountMasked?: string;
  /** The deposit's deadline. */
  dueAt?: Timestamp;
  /** Whether the PG says that the deadline has passed. */
  expired: boolean;
  /** The status of a refund to the shopper's account, as the PG writes it. */
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

/** Whether a PG sends webhooks. */
export type Webhooks = 'none' | 'unsigned' | 'signed';
