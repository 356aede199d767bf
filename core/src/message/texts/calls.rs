//! Malformed calls of an operation.

texts! {
    "not_json" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "입력이 하나의 JSON 값이 아닙니다. daejo는 아무것도 하지 않았으며, 호출하는 프로그램을 \
                   고쳐야 합니다.",
                  "The input is not one JSON value. daejo did nothing; fix the calling program.";
    }
    "member_missing" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "있어야 할 항목이 입력에 없습니다. daejo는 아무것도 하지 않았으며, 함께 나온 경로의 \
                   항목을 채워야 합니다.",
                  "A required member is missing. daejo did nothing; add the member at the given path.";
    }
    "member_unknown" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "이 작업에 없는 항목이 입력에 있습니다. daejo는 아무것도 하지 않았으며, 함께 나온 경로의 \
                   이름과 daejo의 버전을 확인해야 합니다.",
                  "The operation has no such member. daejo did nothing; check the name at the given path, and your version of daejo.";
    }
    "member_repeated" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "같은 항목이 입력에 두 번 있어 daejo가 어느 쪽도 고르지 않았습니다. 함께 나온 경로의 \
                   항목을 하나만 남겨야 합니다.",
                  "A member is there twice, so daejo used neither. Keep one at the given path.";
    }
    "value_invalid" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "값의 종류나 범위가 맞지 않습니다. daejo는 아무것도 하지 않았으며, 함께 나온 경로의 값을 \
                   고쳐야 합니다.",
                  "A value is of the wrong kind or out of its range. daejo did nothing; fix the value at the given path.";
    }
    "operation_unknown" {
        shopper: "요청을 처리하지 못했어요. 주문 내역을 확인한 뒤 다시 시도해 주세요.",
                 "Your request could not be handled. Please check your order, then try again.";
        operator: "그런 이름의 작업이 없습니다. daejo는 아무것도 하지 않았으며, 이름의 철자와 daejo의 \
                   버전을 확인해야 합니다.",
                  "There is no operation with that name. daejo did nothing; check its spelling and your \
                   version of daejo.";
    }
}
