//! Why something was not stored.

/// Why something was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The address is none of a database that we speak.
    #[error("its address is not a file, postgres://, mysql:// or mariadb://, or cannot be read")]
    UnknownDatabase,
    /// The database was made by another version of this server.
    #[error("it was made by another version of this server, and is left as it is")]
    OtherVersion,
    /// Another server has been creating the schema for too long.
    #[error("another server has been creating its tables for 60 s")]
    SchemaLocked,
    /// A stored document is not what this version reads.
    #[error("a stored document cannot be read")]
    Unreadable(#[from] serde_json::Error),
    /// A stored value is outside its range.
    #[error("a stored value is out of range: {0}")]
    OutOfRange(&'static str),
    /// Somebody stored a newer version first, or has the lease.
    #[error("the payment was changed in the meantime")]
    Conflict,
    /// The PG's payment belongs to another payment of ours.
    #[error("the PG's payment belongs to another order")]
    PaymentKeyTaken,
    /// There is not enough of a product.
    #[error("out of stock: {product_id}")]
    OutOfStock {
        /// Which.
        product_id: String,
        /// How many are free.
        free: i64,
    },
    /// The stock of an order that would have come back to life was sold to others.
    #[error("what the order had held is gone")]
    StockGone,
    /// The key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
}
