//! The products.

use super::{Store, StoreError};
use daejo::money::Amount;
use daejo::order::Tax;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A product with its free stock.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub(crate) product_id: String,
    pub(crate) name_ko: String,
    pub(crate) name_en: String,
    pub(crate) unit_price: Amount,
    pub(crate) tax: Tax,
    pub(crate) free: i64,
}

impl Store {
    /// Every product, in the shop's order.
    pub(crate) async fn products(&self) -> Result<Vec<Product>, StoreError> {
        let rows = sqlx::query(
            "SELECT p.product_id, name_ko, name_en, unit_price, tax, free
             FROM products p JOIN stock s ON s.product_id = p.product_id ORDER BY position",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &AnyRow) -> Result<Product, StoreError> {
    let tax: String = row.try_get("tax")?;
    Ok(Product {
        product_id: row.try_get("product_id")?,
        name_ko: row.try_get("name_ko")?,
        name_en: row.try_get("name_en")?,
        unit_price: Amount::new(row.try_get("unit_price")?).map_err(|_| StoreError::OutOfRange("a price"))?,
        tax: if tax == "tax_free" { Tax::TaxFree } else { Tax::Taxable },
        free: row.try_get("free")?,
    })
}
