//! Why something was not stored.

/// Why something was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The address is not one of a supported database.
    #[error("its address is not a file, postgres://, mysql:// or mariadb://, or cannot be parsed")]
    UnknownDatabase,
    /// Another version of this server created the database.
    #[error("another version of this server created it; it is left unchanged")]
    OtherVersion,
    /// Another server has been creating the schema for too long.
    #[error("another server has been creating its tables for 60 s")]
    SchemaLocked,
    /// This version cannot read a stored document.
    #[error("a stored document cannot be read")]
    Unreadable(#[from] serde_json::Error),
    /// A stored value is outside its range.
    #[error("a stored value is out of range: {0}")]
    OutOfRange(&'static str),
    /// A newer version was stored first, or another worker has the lease.
    #[error("the payment was changed in the meantime")]
    Conflict,
    /// The PG's payment belongs to another payment of ours.
    #[error("the PG's payment belongs to another order")]
    PaymentKeyTaken,
    /// A product has too little stock.
    #[error("out of stock: {product_id}")]
    OutOfStock {
        /// The product.
        product_id: String,
        /// Its free stock.
        free: i64,
    },
    /// A late payment would revive the order, but its stock was sold to others.
    #[error("the stock that the order had held was sold to others")]
    StockGone,
    /// The key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
}
