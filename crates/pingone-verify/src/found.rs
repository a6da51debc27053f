//! Absent as `None`.

use ping_transport::Error;

/// Turns the answer "there is no such thing" into `None`; other failures stay errors.
///
/// ```no_run
/// use pingone_verify::Found;
/// # async fn example(user: pingone_verify::UserHandle) -> Result<(), ping_transport::Error> {
/// let transaction = user.transaction("0e2ed48f-6c3a-46c4-bcb5-3a6bd791348b");
/// match transaction.metadata().list().await.found()? {
///     Some(metadata) => println!("{} checks", metadata.entries().count()),
///     None => println!("no such transaction"),
/// }
/// # Ok(()) }
/// ```
pub trait Found<T> {
    /// `None` where the service knows no such thing.
    ///
    /// # Errors
    ///
    /// Every other failure.
    fn found(self) -> Result<Option<T>, Error>;
}

impl<T> Found<T> for Result<T, Error> {
    fn found(self) -> Result<Option<T>, Error> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
