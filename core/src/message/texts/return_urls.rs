//! Return URLs that cannot be read.

texts! {
    "parameter_missing" {
        shopper: "결제창에서 받은 정보가 부족해요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "The payment window did not send all the information. Please check your order before \
                  you pay again.";
        operator: "PG가 늘 보내는 값이 반환 주소에 없습니다. daejo는 이 주소로 아무것도 승인하지 않으며, \
                   리디렉션이 쿼리를 지우지 않는지 확인해야 합니다.",
                  "A parameter that the PG always sends is not in the return URL. daejo confirms nothing \
                   from it; check that no redirect drops the query.";
    }
    "parameter_repeated" {
        shopper: "결제창에서 받은 정보를 읽지 못했어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We could not read what the payment window sent. Please check your order before you pay \
                  again.";
        operator: "반환 주소에 같은 값이 두 번 있어 daejo가 어느 쪽도 고르지 않고 읽지 않았습니다. 쿼리를 \
                   덧붙이는 코드이거나 위조일 수 있습니다.",
                  "A parameter is there twice in the return URL, so daejo chose neither and read nothing. \
                   Your own code may append to the query, or it may be a forgery.";
    }
    "parameter_too_long" {
        shopper: "결제창에서 받은 정보를 읽지 못했어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We could not read what the payment window sent. Please check your order before you pay \
                  again.";
        operator: "반환 주소의 값이 PG가 쓰는 길이보다 깁니다. daejo는 읽지 않았으며, 반복되면 위조를 \
                   의심해야 합니다.",
                  "A value in the return URL is longer than any value that the PG writes. daejo did not read it; \
                   if it recurs, suspect a forgery.";
    }
    "not_text" {
        shopper: "결제창에서 받은 정보를 읽지 못했어요. 다시 결제하기 전에 주문 내역을 확인해 주세요.",
                 "We could not read what the payment window sent. Please check your order before you pay \
                  again.";
        operator: "반환 주소의 값이 UTF-8이 아니거나 전체가 8 KiB를 넘습니다. daejo는 읽지 않았으며, \
                   중간에서 인코딩을 바꾸지 않는지 확인해야 합니다.",
                  "A value in the return URL is not UTF-8, or the whole is longer than 8 KiB. daejo did not \
                   read it; check that nothing on the way changes the encoding.";
    }
}
