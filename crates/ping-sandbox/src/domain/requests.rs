//! The log of received requests.

/// A request that the sandbox received and how it answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// The method, in upper case.
    pub method: String,
    /// The path as it came, without the query; a very long one is cut and ends with `…`.
    pub path: String,
    /// The catalogue's id of the operation that the sandbox routed the request to.
    pub operation: Option<String>,
    /// The status of the answer; `None` if a fault dropped the connection instead.
    pub status: Option<u16>,
}
