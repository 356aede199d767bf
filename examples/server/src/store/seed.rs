//! The demo shop's products and stock.

use super::StoreError;
use super::batch::{Batch, row};
use super::transaction::Tx;

/// Product id, Korean name, English name, price in won, tax, stock.
type Row = (&'static str, &'static str, &'static str, i64, &'static str, i64);

const PRODUCTS: [Row; 8] = [
    ("tea-jeju", "제주 유기농 녹차", "Jeju organic green tea", 18_000, "taxable", 40),
    ("mug-moon", "달항아리 머그", "Moon jar mug", 24_000, "taxable", 30),
    ("bag-canvas", "캔버스 에코백", "Canvas tote bag", 15_000, "taxable", 50),
    ("soap-mugwort", "쑥 비누", "Mugwort soap", 6_500, "taxable", 60),
    // Books have no VAT: this product exercises the tax split.
    ("book-hangul", "한글의 탄생 (도서)", "The birth of Hangul (book)", 22_000, "tax_free", 25),
    ("pen-brass", "황동 만년필", "Brass fountain pen", 89_000, "taxable", 10),
    ("lamp-hanji", "한지 조명", "Hanji paper lamp", 128_000, "taxable", 5),
    ("print-minhwa", "민화 포스터 한정판", "Limited folk-art print", 35_000, "taxable", 1),
];

pub(super) async fn insert_products(tx: &mut Tx) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    for (position, (id, ko, en, price, tax, pieces)) in (0_i64..).zip(PRODUCTS) {
        batch.insert(
            "products",
            "product_id, position, name_ko, name_en, unit_price, tax",
            row![id, position, ko, en, price, tax],
        );
        batch.insert("stock", "product_id, free, held, sold, total", row![id, pieces, 0_i64, 0_i64, pieces]);
    }
    batch.run_in(tx).await?;
    Ok(())
}
