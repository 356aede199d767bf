// Banks by the two-character codes of Toss Payments' virtual accounts (docs.tosspayments.com/codes/org-codes).
const BANKS = {
  "02": ["한국산업은행", "Korea Development Bank"],
  "03": ["IBK기업은행", "Industrial Bank of Korea"],
  "06": ["KB국민은행", "KB Kookmin Bank"],
  "07": ["Sh수협은행", "Suhyup Bank"],
  "11": ["NH농협은행", "NH NongHyup Bank"],
  "12": ["단위농협", "Local NongHyup"],
  "20": ["우리은행", "Woori Bank"],
  "23": ["SC제일은행", "SC First Bank"],
  "27": ["씨티은행", "Citibank Korea"],
  "31": ["iM뱅크", "iM Bank"],
  "32": ["부산은행", "Busan Bank"],
  "34": ["광주은행", "Kwangju Bank"],
  "35": ["제주은행", "Jeju Bank"],
  "37": ["전북은행", "Jeonbuk Bank"],
  "39": ["경남은행", "Kyongnam Bank"],
  "45": ["새마을금고", "MG Community Credit"],
  "48": ["신협", "Shinhyup"],
  "50": ["저축은행중앙회", "Savings Banks"],
  "54": ["홍콩상하이은행", "HSBC"],
  "64": ["산림조합", "Forestry Cooperative"],
  "71": ["우체국예금보험", "Korea Post"],
  "81": ["하나은행", "Hana Bank"],
  "88": ["신한은행", "Shinhan Bank"],
  "89": ["케이뱅크", "K bank"],
  "90": ["카카오뱅크", "KakaoBank"],
  "92": ["토스뱅크", "Toss Bank"],
};

/** The bank's name; a code that is not in the table is shown as it is. */
export const bankName = (code, locale) => BANKS[code]?.[locale === "ko" ? 0 : 1] ?? code;
